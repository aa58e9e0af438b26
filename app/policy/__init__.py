"""What the house decides for itself: stored decisions, typed, one row a change."""
