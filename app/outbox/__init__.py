"""Work promised in your transaction and done afterwards, once, whatever dies in between."""
