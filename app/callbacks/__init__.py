"""The inbox: what Flip sends by itself is kept, answered, and worked afterwards."""
