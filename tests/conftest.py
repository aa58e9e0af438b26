"""What every test may ask for: a house with people in it, a world with Flip beside it, and a real browser."""

from tests.browser import chromium
from tests.users.bench import house
from tests.world import world

__all__ = ["chromium", "house", "world"]
