"""What every page shares: guards, headers, errors, filters, navigation, forms and live fragments."""
