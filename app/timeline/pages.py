"""Where each kind of money movement is shown, and in which words; each room registers its own kind."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.lib.labels import Labelled
from app.timeline.models import Kind


@dataclass(frozen=True)
class KindPage:
    """How a kind is shown: the name of many (English source), the endpoint of one, what one can be.

    The endpoint takes a `public_id`.
    """

    many: str
    endpoint: str
    statuses: type[Labelled]

    @property
    def family(self) -> str:
        """What an address calls the words for where one stands; kinds that share them share the name."""
        return self.statuses.__name__.removesuffix("Status").lower()

    def status(self, word: str) -> Labelled:
        """The status a row's word means."""
        return self.statuses(word)


_pages: dict[str, KindPage] = {}


def add_page(kind: Kind, shown: KindPage) -> None:
    """Register how movements of a kind are shown."""
    _pages[kind] = shown


def pages() -> Mapping[str, KindPage]:
    """Every kind that has its page, in the order of the kinds."""
    return {kind: _pages[kind] for kind in Kind if kind in _pages}


def page_of(kind: str) -> str:
    """The endpoint of the page of one movement of a kind."""
    return _pages[kind].endpoint
