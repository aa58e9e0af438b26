"""What is sealed at rest: the keys, and columns whose content only this house can read."""
