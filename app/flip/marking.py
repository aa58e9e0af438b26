"""Marks our English texts for the translators; what is marked is translated where it is shown."""


def mark(text: str) -> str:
    """Mark a text for the translators, and give it back unchanged."""
    return text
