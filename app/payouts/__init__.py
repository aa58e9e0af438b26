"""What every transfer out shares: how it moves, and who may let it go."""
