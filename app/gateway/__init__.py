"""The only door to Flip, and what we know of its state."""
