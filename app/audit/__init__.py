"""Who did what in this house: written once, chained by keyed hashes, failures and refusals included."""
