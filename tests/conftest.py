"""What every test may ask for: a house with people in it, and a world with Flip beside it."""

from tests.users.bench import house
from tests.world import world

__all__ = ["house", "world"]
