"""Keyset pages: a list read by where the last row stood, so that page 50,000 costs what page 1 costs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import ScalarSelect, Select, func, literal, select
from sqlalchemy.orm import InstrumentedAttribute

from app.extensions import db

Row = TypeVar("Row")
COUNT_LIMIT = 1_000


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page of rows, newest first, with the cursors of its neighbours (None at an end)."""

    rows: Sequence[Row]
    newer: str | None
    older: str | None
    size: int


def read_page(
    query: Select[Row], key: InstrumentedAttribute[int], *, cursor: str | None, size: int
) -> Page[Row]:
    """Read one page of `query`, newest first by `key`.

    `cursor` is what an earlier page gave: `<key` for older rows, `>key` for newer ones. One that cannot
    be read means the first page, and so does one beyond which nothing is left.
    """
    newer_than, older_than = _read_cursor(cursor)
    statement = query.order_by(None)
    if newer_than is not None:
        statement = statement.where(key > newer_than).order_by(key.asc())
    elif older_than is not None:
        statement = statement.where(key < older_than).order_by(key.desc())
    else:
        statement = statement.order_by(key.desc())
    found = list(db.session.scalars(statement.limit(size + 1)))
    if not found and (newer_than is not None or older_than is not None):
        return read_page(query, key, cursor=None, size=size)
    more, rows = len(found) > size, found[:size]
    if newer_than is not None:
        rows.reverse()
    has_newer = more if newer_than is not None else older_than is not None
    has_older = more if newer_than is None else True
    ids = [getattr(row, key.key) for row in rows]
    return Page(
        rows=rows,
        newer=f">{ids[0]}" if ids and has_newer else None,
        older=f"<{ids[-1]}" if ids and has_older else None,
        size=size,
    )


def bounded_count(query: Select[Any]) -> int:
    """How many rows the query has, counting no further than COUNT_LIMIT + 1."""
    return bounded_counts({"count": query})["count"]


def bounded_counts(queries: Mapping[str, Select[Any]]) -> dict[str, int]:
    """The bounded count of each query, all in one statement."""
    counted = [_counted(query).label(name) for name, query in queries.items()]
    row = db.session.execute(select(*counted)).one()
    return {name: int(count) for name, count in zip(queries, row, strict=True)}


def _counted(query: Select[Any]) -> ScalarSelect[int]:
    inner = (
        query.with_only_columns(literal(1), maintain_column_froms=True)
        .order_by(None)
        .limit(COUNT_LIMIT + 1)
        .subquery()
    )
    return select(func.count()).select_from(inner).scalar_subquery()


def _read_cursor(cursor: str | None) -> tuple[int | None, int | None]:
    text = cursor or ""
    if len(text) > 20 or not (text.isascii() and text[1:].isdecimal()):
        return None, None
    number = min(int(text[1:]), 2**63 - 1)
    return (number, None) if text[0] == ">" else (None, number) if text[0] == "<" else (None, None)
