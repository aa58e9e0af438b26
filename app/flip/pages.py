"""Lists that Flip cuts into pages (README, "Conventions")."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from app.flip.wire import Count, Rows, Wire, read_rows

T = TypeVar("T")
W = TypeVar("W", bound=Wire)


class _Envelope(Wire):
    total_data: Count = None
    data_per_page: Count = None
    total_page: Count = None
    page: Count = None
    data: object = None


@dataclass(frozen=True, kw_only=True)
class Page(Generic[T]):
    """One page of a list.

    `total_data` counts the rows of all pages, `data_per_page` those of this one, `total_page` the pages,
    `page` is this one's number from 1. `rows.unreadable` holds rows that could not be read.
    """

    rows: Rows[T]
    total_data: int
    data_per_page: int
    total_page: int
    page: int


def read_page(model: type[W], answer: object) -> Page[W]:
    """Read one page; counts that Flip leaves out are those of the rows at hand.

    Raises:
        Unreadable: there is no list of rows.
    """
    envelope = _Envelope.read(answer)
    rows = read_rows(model, envelope.data)
    return Page(
        rows=rows,
        total_data=len(rows) if envelope.total_data is None else envelope.total_data,
        data_per_page=len(rows) if envelope.data_per_page is None else envelope.data_per_page,
        total_page=1 if envelope.total_page is None else envelope.total_page,
        page=1 if envelope.page is None else envelope.page,
    )
