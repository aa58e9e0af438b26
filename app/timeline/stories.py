"""Telling events in plain words: each room says what its verbs mean, pages print the story."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from app.lib.labels import Tone
from app.timeline.models import Event
from app.timeline.record import Source


@dataclass(frozen=True)
class Words:
    """What a verb means: English source for the title and for the detail, tone and icon."""

    title: str
    detail: str
    tone: Tone
    icon: str


@dataclass(frozen=True)
class Told:
    """An event as a page prints it."""

    title: str
    detail: str
    tone: Tone
    icon: str
    source: str
    happened_at: datetime | None
    received_at: datetime | None
    recorded_at: datetime


# An event that can happen once only has no number in its cause; its details say what told it (`by`).
_NUMBER = re.compile(r"callback:(\d+)")
_words: dict[str, Words] = {}


def tell(verb: str, title: str, detail: str = "", *, tone: Tone = "muted", icon: str = "point") -> None:
    """Say what a verb means; `detail` may name details of the event as `%(name)s`."""
    _words[verb] = Words(title, detail, tone, icon)


def told_verbs() -> set[str]:
    """Every verb that has its words."""
    return set(_words)


def stories(events: Sequence[Event]) -> list[Told]:
    """The events in plain words, in the person's language."""
    return [_story(event) for event in events]


def _story(event: Event) -> Told:
    words = _words.get(event.verb) or Words(event.verb, "", "muted", "point")
    details = {name: _told(value) for name, value in event.details.items() if value is not None}
    try:
        detail = str(_(words.detail)) % details if words.detail else ""
    except KeyError:
        detail = ""
    return Told(
        title=_(words.title),
        detail=detail,
        tone=words.tone,
        icon=words.icon,
        source=_source(event),
        happened_at=event.happened_at,
        received_at=event.received_at,
        recorded_at=event.applied_at,
    )


def _told(value: object) -> object:
    # Reasons of our own are English source; what Flip or a person wrote is in no catalogue and stays.
    if isinstance(value, list):
        return ", ".join(str(_told(one)) for one in value)
    return _(value) if isinstance(value, str) and value else value


def _source(event: Event) -> str:
    source = _(Source(event.source).label)
    if event.source == Source.PERSON and event.actor:
        return str(event.actor)
    found = _NUMBER.search(str(event.details.get("by", event.cause)))
    if event.source == Source.CALLBACK and found:
        return str(_("%(source)s no. %(number)s", source=source, number=found[1]))
    return str(source)
