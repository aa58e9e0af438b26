"""What customers paid: seen at Flip, kept here, and followed until the money is settled."""
