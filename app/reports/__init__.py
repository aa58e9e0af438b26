"""Pages over many movements together: how the balance stands and stood."""
