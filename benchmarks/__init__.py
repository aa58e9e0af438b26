"""How fast the house is, each figure a ratio measured in one run."""
