"""Money out to bank accounts in Indonesia: prepared, approved, handed to Flip once, and followed."""
