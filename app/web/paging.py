"""Tabs and page sizes of lists, kept in the address so that a list can be shared and come back to."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import request, url_for
from flask_babel import gettext as _

from app.db.paging import COUNT_LIMIT
from app.db.paging import Page as KeysetPage

SIZES = (25, 50, 100)
LONGEST_SEARCH = 100


@dataclass(frozen=True)
class Tab:
    """A tab above a list."""

    label: str
    href: str
    active: bool
    count: str | None


def page_size() -> int:
    """Rows on a page, from the address; 25 unless it names another size we offer."""
    wanted = request.args.get("size", "")
    return next((size for size in SIZES if wanted == str(size)), SIZES[0])


def tab_asked_for(tabs: Collection[str]) -> str:
    """The tab the address names, where there is one of that name; else all."""
    tab = request.args.get("tab", "all")
    return tab if tab in tabs else "all"


def words_asked_for() -> str:
    """What the address searches for."""
    return request.args.get("q", "").strip()[:LONGEST_SEARCH]


def tabs_for(
    labels: Mapping[str, str], active: str, counts: Mapping[str, int], **keep: str | None
) -> list[Tab]:
    """The tabs of the list on this page; filters in `keep` and the page size stay when the tab changes."""
    endpoint, stays = request.endpoint or "", _given(keep | {"size": request.args.get("size")})
    return [
        Tab(_(label), url_for(endpoint, tab=name, **stays), name == active, bounded(counts.get(name)))
        for name, label in labels.items()
    ]


@dataclass(frozen=True)
class Neighbours:
    """Where the newer and the older page of a list are; None at an end."""

    newer_href: str | None
    older_href: str | None


def neighbours(page: KeysetPage[Any]) -> Neighbours:
    """The addresses of the pages beside this one, with every filter kept."""
    return Neighbours(
        here_with(at=page.newer) if page.newer else None, here_with(at=page.older) if page.older else None
    )


def bounded(count: int | None) -> str | None:
    """A bounded count as people read it: `1.000+` past the bound."""
    if count is None:
        return None
    return f"{min(count, COUNT_LIMIT):,}".replace(",", ".") + ("+" if count > COUNT_LIMIT else "")


def here_with(**changes: str | None) -> str:
    """This page's address with some of its query replaced."""
    query = urlencode(_given(request.args.to_dict() | changes))
    # Names in the query are anybody's; given to url_for, some would mean something to it.
    address = url_for(request.endpoint or "", **(request.view_args or {}))
    return f"{address}?{query}" if query else address


def _given(values: Mapping[str, str | None]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}
