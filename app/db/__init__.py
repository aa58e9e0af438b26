"""The database: one base, one way to hold a transaction, one way to move a row."""
