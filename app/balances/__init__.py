"""What money stands at Flip: read by clockwork and soon after money moved, every reading kept."""
