"""The menu: rooms register their entry, and each person sees those they may open."""

from dataclasses import dataclass

from flask import Flask, request, url_for
from flask_babel import gettext as _
from flask_login import current_user


@dataclass(frozen=True)
class Entry:
    """A place in the menu: where it leads, its English label, its icon, who may open it, its place."""

    endpoint: str
    label: str
    icon: str
    permission: str
    place: int


@dataclass(frozen=True)
class Item:
    """An entry as it stands on the page."""

    label: str
    href: str
    icon: str
    active: bool


class Navigation:
    """The entries of one app, in order."""

    def __init__(self, app: Flask) -> None:
        self._entries: list[Entry] = []
        app.extensions["navigation"] = self
        app.context_processor(lambda: {"navigation": self.items()})

    def add(self, entry: Entry) -> None:
        """Put an entry in its place."""
        self._entries.append(entry)
        self._entries.sort(key=lambda entry: entry.place)

    def items(self) -> list[Item]:
        """What the person signed in may open; nothing for nobody."""
        if not current_user.is_authenticated:
            return []
        here = (request.blueprint or "").split(".")[0]
        return [
            Item(_(entry.label), url_for(entry.endpoint), entry.icon, entry.endpoint.split(".")[0] == here)
            for entry in self._entries
            if current_user.may(entry.permission)
        ]
