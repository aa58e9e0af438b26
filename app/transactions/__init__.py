"""One list over every kind of money movement: what came in, what went out, what went abroad."""
