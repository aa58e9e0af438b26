"""Enums whose members carry a label and a tone, so that a status is named and coloured in one place."""

from enum import StrEnum
from typing import Literal, Self

Tone = Literal["waiting", "progress", "good", "bad", "muted", "attention"]


def mark(text: str) -> str:
    """Mark English source text for the catalogue; it is translated where it is shown."""
    return text


class Labelled(StrEnum):
    """A string enum member with `.label` (English source), `.tone` and `.icon`."""

    label: str
    tone: Tone
    icon: str

    def __new__(cls, value: str, label: str = "", tone: Tone = "muted", icon: str = "point") -> Self:
        """Build a member from value, label, tone and icon name."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label, member.tone, member.icon = label, tone, icon
        return member

    @classmethod
    def label_of(cls, word: str | None) -> str | None:
        """Our label (English source) for a word; the word itself where we have none."""
        return cls(word).label if word in set(cls) else word
