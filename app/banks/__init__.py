"""Where money can be sent: each bank's queue, fee and state, live and remembered."""
