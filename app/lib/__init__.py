"""Plain helpers every floor may use; they know nothing of Flask, SQL or Flip."""
