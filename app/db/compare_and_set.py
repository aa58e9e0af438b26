"""Moving rows without races: change one only if it still is what it was, and claim due rows for work."""

from collections.abc import Mapping
from functools import cache
from typing import Any, cast

from sqlalchemy import (
    BindParameter,
    ClauseElement,
    ColumnElement,
    CursorResult,
    Table,
    Update,
    bindparam,
    inspect,
    select,
    update,
)

from app.db.dialects import is_postgresql
from app.extensions import db


def compare_and_set(
    table: Table, row_id: int, *, expect: Mapping[str, Any], values: Mapping[str, Any]
) -> bool:
    """Set `values` on one row if every column of `expect` still holds; True when this call did it.

    An object already loaded for the row is refreshed when next read, whoever won.
    """
    if any(value is None for value in expect.values()) or any(map(_is_sql, values.values())):
        conditions = [table.c[name] == value for name, value in expect.items()]
        statement = update(table).where(table.c.id == row_id, *conditions).values(**values)
        result = db.session.execute(statement)
    else:
        given = {f"is_{name}": value for name, value in expect.items()}
        given |= {f"to_{name}": value for name, value in values.items()}
        result = db.session.execute(
            _prepared(table, tuple(expect), tuple(values)), given | {"row_id": row_id}
        )
    _expire(table, {row_id})
    return cast(CursorResult[Any], result).rowcount == 1


@cache
def _prepared(table: Table, expected: tuple[str, ...], changed: tuple[str, ...]) -> Update:
    # Putting a statement together costs more than carrying it out, and there are few different ones.
    conditions = [table.c[name] == bindparam(f"is_{name}") for name in expected]
    values: dict[str, BindParameter[Any]] = {name: bindparam(f"to_{name}") for name in changed}
    return update(table).where(table.c.id == bindparam("row_id"), *conditions).values(values)


def _is_sql(value: object) -> bool:
    return isinstance(value, ClauseElement)


def change(table: Table, row_id: int, **values: Any) -> None:
    """Set columns of one row that no rule decides about: counters, notes, times last seen."""
    compare_and_set(table, row_id, expect={}, values=values)


def change_where(table: Table, condition: ColumnElement[bool], **values: Any) -> int:
    """Set columns of every row that meets the condition; the number of rows changed."""
    result = cast(CursorResult[Any], db.session.execute(update(table).where(condition).values(**values)))
    return result.rowcount


def claim(
    table: Table, *, due: ColumnElement[bool], oldest_first: ColumnElement[Any], limit: int, **values: Any
) -> list[int]:
    """Take up to `limit` due rows for this worker alone, in one statement; their ids.

    On PostgreSQL rows another worker is taking are skipped; SQLite has one writer, so none is.
    """
    chosen = select(table.c.id).where(due).order_by(oldest_first).limit(limit)
    if is_postgresql():
        chosen = chosen.with_for_update(skip_locked=True)
    statement = update(table).where(table.c.id.in_(chosen)).values(**values).returning(table.c.id)
    return sorted(db.session.execute(statement).scalars())


def _expire(table: Table, row_ids: set[int]) -> None:
    for row in list(db.session.identity_map.values()):
        if getattr(row, "__table__", None) is table and inspect(row).identity[0] in row_ids:
            db.session.expire(row)
