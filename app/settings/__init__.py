"""Pages over what the house decides for itself, and over its connection to Flip."""
