"""The people one pays again: kept with their account, searched, and filled into a payout."""
