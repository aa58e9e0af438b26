"""Columns whose content is ciphertext at rest, and the rotation of all of them to the newest key."""

import json
from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Dialect, LargeBinary, Table, Text, TypeDecorator, literal, select, type_coerce

from app.db.base import metadata
from app.db.compare_and_set import compare_and_set
from app.db.transaction import transaction
from app.extensions import db
from app.vault.keys import CannotUnseal, reseal, ring, seal, seal_bytes, unseal, unseal_bytes

_Sealed = str | bytes
# A text is short. A picture is not: four of them, before and after, are twenty megabytes.
_TEXTS_AT_ONCE, _PICTURES_AT_ONCE = 200, 4


class SealedText(TypeDecorator[str]):
    """Text sealed in the vault; `purpose` is unique to the column, usually `table.column`."""

    impl = Text
    cache_ok = True

    def __init__(self, purpose: str) -> None:
        super().__init__()
        self.purpose = purpose

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Seal on the way in."""
        return None if value is None else seal(self.purpose, value)

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        """Unseal on the way out."""
        return None if value is None else unseal(self.purpose, value)


class SealedJson(SealedText):
    """Named texts sealed in the vault as one, where it is nobody's matter which of them are there."""

    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Seal on the way in."""
        text = None if value is None else json.dumps(value, sort_keys=True, ensure_ascii=False)
        return super().process_bind_param(text, dialect)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """Unseal on the way out."""
        text = super().process_result_value(value, dialect)
        return None if text is None else json.loads(text)


class SealedBytes(TypeDecorator[bytes]):
    """Bytes sealed in the vault, a picture for one; `purpose` is unique to the column."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, purpose: str) -> None:
        super().__init__()
        self.purpose = purpose

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        """Seal on the way in."""
        return None if value is None else seal_bytes(self.purpose, value)

    def process_result_value(self, value: Any, dialect: Dialect) -> bytes | None:
        """Unseal on the way out."""
        return None if value is None else unseal_bytes(self.purpose, value)


@dataclass(frozen=True)
class Progress:
    """How far a rotation is: rows looked at, rows sealed anew, and rows no key opens (`table.column/id`)."""

    seen: int
    resealed: int
    unreadable: tuple[str, ...] = ()


def sealed_columns() -> list[Column[Any]]:
    """Every sealed column of the house."""
    tables = metadata.sorted_tables
    return [
        column for table in tables for column in table.c if isinstance(column.type, (SealedText, SealedBytes))
    ]


def try_all() -> None:
    """Open one row of each sealed column, the last that was written.

    :raises VaultError: a key is malformed, or the key of a row is gone
    """
    ring()
    for column in sealed_columns():
        newest = select(column).where(column.is_not(None)).order_by(column.table.c.id.desc()).limit(1)
        db.session.scalar(newest)
    db.session.rollback()


def rotate(batch: int = _TEXTS_AT_ONCE) -> Generator[Progress, None, None]:
    """Seal everything under the newest key while the house stays open, telling the progress per batch.

    Each batch is a transaction of its own and what is already under the newest key is passed over, so a
    rotation that was killed is resumed by starting it again. A row somebody changes meanwhile is left
    as they wrote it: they sealed it with the newest key.
    """
    seen, resealed = 0, 0
    unreadable: tuple[str, ...] = ()
    for column in sealed_columns():
        last, most = 0, min(batch, _at_once(column))
        while rows := _read(column, last, most):
            last = rows[-1][0]
            done, failed = _reseal(column, rows)
            seen, resealed, unreadable = seen + len(rows), resealed + done, unreadable + failed
            yield Progress(seen, resealed, unreadable)


def _at_once(column: Column[Any]) -> int:
    return _PICTURES_AT_ONCE if isinstance(column.type, SealedBytes) else _TEXTS_AT_ONCE


def _stored_as(column: Column[Any]) -> type[LargeBinary] | type[Text]:
    return LargeBinary if isinstance(column.type, SealedBytes) else Text


def _read(column: Column[Any], after: int, batch: int) -> list[tuple[int, _Sealed]]:
    table: Table = column.table
    raw = type_coerce(column, _stored_as(column))
    query = select(table.c.id, raw).where(table.c.id > after, raw.is_not(None)).order_by(table.c.id)
    rows = [(row_id, sealed) for row_id, sealed in db.session.execute(query.limit(batch))]
    db.session.rollback()
    return rows


def _reseal(column: Column[Any], rows: list[tuple[int, _Sealed]]) -> tuple[int, tuple[str, ...]]:
    table: Table = column.table
    renewed: list[tuple[int, _Sealed, _Sealed]] = []
    failed: list[str] = []
    for row_id, sealed in rows:
        try:
            fresh = _anew(sealed)
        except CannotUnseal:
            failed.append(f"{table.name}.{column.name}/{row_id}")
        else:
            renewed += [(row_id, sealed, fresh)] if fresh is not None else []
    if not renewed:
        return 0, tuple(failed)
    with transaction():
        moved = sum(_swap(column, *one) for one in renewed)
    return moved, tuple(failed)


def _anew(sealed: _Sealed) -> _Sealed | None:
    if isinstance(sealed, bytes):
        return reseal(sealed)
    fresh = reseal(sealed.encode())
    return fresh.decode() if fresh else None


def _swap(column: Column[Any], row_id: int, before: _Sealed, after: _Sealed) -> bool:
    # Both are ciphertext already; as plain literals they pass by the column's own sealing.
    table, raw = column.table, _stored_as(column)
    old, new = literal(before, raw()), literal(after, raw())
    return compare_and_set(table, row_id, expect={column.name: old}, values={column.name: new})
