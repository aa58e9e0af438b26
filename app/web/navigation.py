"""The menu: rooms register their entry, and each person sees those they may open."""

from dataclasses import dataclass

from flask import Flask, request, url_for
from flask_babel import gettext as _
from flask_login import current_user


@dataclass(frozen=True)
class Entry:
    """A place in the menu: where it leads, its English label, its icon, who may open it, its place.

    `besides` are endpoints whose pages belong to it too, though they do not stand below its address.
    """

    endpoint: str
    label: str
    icon: str
    permission: str
    place: int
    besides: tuple[str, ...] = ()


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
        near = {entry: _nearness(entry) for entry in mine}
        nearest = max(near.values(), default=0)
        return [
            Item(_(entry.label), url_for(entry.endpoint), entry.icon, 0 < near[entry] == nearest)
            for entry in mine
        ]


def _nearness(entry: Entry) -> int:
    """How much of this page's address an entry's own covers; 0 when the page stands elsewhere."""
    hrefs = [url_for(endpoint) for endpoint in (entry.endpoint, *entry.besides)]
    return max(len(href) if _is_here(href) else 0 for href in hrefs)


def _is_here(href: str) -> bool:
    below = href.rstrip("/")
    return request.path == href or bool(below) and request.path.startswith(f"{below}/")
