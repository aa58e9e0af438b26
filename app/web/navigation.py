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
        mine = [entry for entry in self._entries if current_user.may(entry.permission)]
        return [
            Item(_(entry.label), href, entry.icon, _is_here(href))
            for entry, href in ((entry, url_for(entry.endpoint)) for entry in mine)
        ]


def _is_here(href: str) -> bool:
    below = href.rstrip("/")
    return request.path == href or bool(below) and request.path.startswith(f"{below}/")
