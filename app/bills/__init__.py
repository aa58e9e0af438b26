"""What customers are asked to pay: bills and their payment links."""
