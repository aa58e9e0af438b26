"""What the tests of agents share: a desk at which they are walked through KYC."""

from tests.agents.walk import walk

__all__ = ["walk"]
