"""Money sent abroad: prepared, approved, handed to Flip once, followed."""
