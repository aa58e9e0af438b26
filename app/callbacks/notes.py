"""Notes on a verdict: an English sentence, and a detail that is one too or somebody else's word."""

from flask_babel import gettext

from app.lib.labels import mark as _

UNREADABLE = _("It cannot be read.")
NO_KIND = _("Nothing in it tells what kind of callback it is.")
NO_ROOM = _("No part of this dashboard reads this kind yet.")


def noted(text: str, detail: str = "") -> str:
    """A note as stored: the sentence, and the detail on a line of its own."""
    return f"{text}\n{detail}" if detail else text


def told(note: str | None) -> str:
    """A stored note in the person's language."""
    text, _newline, detail = (note or "").partition("\n")
    return " ".join(gettext(part) for part in (text, detail) if part)
