"""What every money movement shares, and what happened to it, one event after another."""
