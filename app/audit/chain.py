"""The chain over the audit log: each sealed row carries a keyed hash of itself and of the one before it.

A removed, edited, cut off or newly chained row shows, because the hashes need a key that is not in the
database, and the last one is also kept outside of it. What is not sealed yet is not guarded yet.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select

from app.audit import head as heads
from app.audit.head import BEGINNING, Head, HeadForged
from app.audit.models import AuditEntry
from app.audit.record import record
from app.db.base import table_of
from app.db.compare_and_set import change
from app.db.dialects import is_postgresql
from app.db.transaction import release, transaction
from app.extensions import db
from app.lib import clock
from app.lib.labels import Labelled
from app.lib.labels import mark as _

BATCH = 500
SHOWN = 20
_LOCK = 0x62656E64
_table = table_of(AuditEntry)
_CHAIN_COLUMNS = {"sequence", "sealed_at", "hash"}
_DEED = [column for column in _table.c if column.name not in _CHAIN_COLUMNS]


class ChainBroken(Exception):
    """The log no longer fits the head kept outside of it; nothing is sealed onto it until a person looked."""


class Flaw(Labelled):
    """What can be wrong with the chain."""

    REMOVED = "removed", _("A row is missing"), "bad", "row-remove"
    EDITED = "edited", _("A row was changed after it was sealed"), "bad", "pencil"
    TRUNCATED = "truncated", _("The end of the log was cut off"), "bad", "cut"
    RECHAINED = "rechained", _("The rows were chained anew"), "bad", "link"
    HEAD_FORGED = "head_forged", _("The head kept outside the log was altered"), "bad", "signature"
    HEAD_MISSING = "head_missing", _("This machine keeps no head of the log"), "attention", "file-off"


@dataclass(frozen=True)
class Problem:
    """A flaw and the row of the chain where it shows."""

    flaw: Flaw
    sequence: int


@dataclass(frozen=True)
class ChainReport:
    """What a check found: how many sealed rows were read, how many wait for the seal, and what is wrong."""

    sealed: int
    waiting: int
    problems: tuple[Problem, ...]

    @property
    def intact(self) -> bool:
        """True when every sealed row is as it was, and the last one is the one this machine remembers."""
        return not self.problems


def seal() -> None:
    """Seal what was written since the last time; for clockwork.

    :raises ChainBroken: the end of the log is not where this machine left it
    """
    seal_waiting()


def seal_waiting() -> int:
    """The same; how many rows were sealed."""
    sealed = 0
    while more := _seal_batch():
        sealed += more
    return sealed


def verify() -> ChainReport:
    """Read the whole chain and compare it with the head kept outside."""
    problems: list[Problem] = []
    kept = _kept_head(problems)
    last, at_head = BEGINNING, ""
    for row in _sealed_rows():
        problems += _judge(row, last)
        last = Head(row.sequence, row.hash)
        at_head = row.hash if kept and row.sequence == kept.sequence else at_head
    problems += _compare(kept, last, at_head)
    waiting = db.session.scalar(select(func.count()).where(_table.c.sequence.is_(None))) or 0
    return ChainReport(last.sequence, waiting, tuple(problems[:SHOWN]))


def check() -> ChainReport:
    """Verify, and write into the log what was found."""
    report = verify()
    found = [f"{problem.flaw} {problem.sequence}" for problem in report.problems]
    with transaction():
        outcome = "ok" if report.intact else "failed"
        record("audit.verified", None, outcome=outcome, details={"sealed": report.sealed, "problems": found})
    return report


def problems_of(entry: AuditEntry | None) -> list[tuple[Flaw, int]]:
    """What a recorded check found, read back for the page."""
    found = (entry.details or {}).get("problems", []) if entry else []
    pairs = (str(one).partition(" ") for one in found)
    return [(Flaw(flaw), int(sequence)) for flaw, blank, sequence in pairs]


def _seal_batch() -> int:
    with heads.held():
        with transaction():
            _alone()
            last = _last()
            _fits(last)
            query = select(_table).where(_table.c.sequence.is_(None)).order_by(_table.c.id).limit(BATCH)
            rows = db.session.execute(query).all()
            for row in rows:
                last = _link(row, last)
        if rows:
            heads.write(last)
    return len(rows)


def _alone() -> None:
    # On PostgreSQL sealers of two machines would give one number to two rows; SQLite has one writer.
    if is_postgresql():
        db.session.execute(select(func.pg_advisory_xact_lock(_LOCK)))


def _last() -> Head:
    query = select(_table.c.sequence, _table.c.hash).where(_table.c.sequence.is_not(None))
    row = db.session.execute(query.order_by(_table.c.sequence.desc()).limit(1)).one_or_none()
    return BEGINNING if row is None else Head(*row)


def _fits(last: Head) -> None:
    try:
        kept = heads.read()
    except HeadForged as error:
        raise ChainBroken("the head kept outside the audit log was altered") from error
    if kept is None:
        if last.sequence:
            record("audit.head_missing", None, outcome="failed", details={"sealed": last.sequence})
        return
    if kept.sequence == last.sequence and kept.hash == last.hash:
        return
    there = db.session.scalar(select(_table.c.hash).where(_table.c.sequence == kept.sequence))
    if kept.sequence and there != kept.hash:
        raise ChainBroken(f"the audit log no longer holds row {kept.sequence} as it was sealed")


def _link(row: Row[Any], last: Head) -> Head:
    sealed_at = clock.now()
    linked = Head(last.sequence + 1, _hash(row, last.hash, last.sequence + 1, sealed_at))
    change(_table, row.id, sequence=linked.sequence, hash=linked.hash, sealed_at=sealed_at)
    return linked


def _hash(row: Row[Any], before: str, sequence: int, sealed_at: datetime) -> str:
    deed = {column.name: row._mapping[column.name] for column in _DEED}
    deed["at"] = _written(row.at)
    return heads.sign(json.dumps([before, sequence, _written(sealed_at), deed], sort_keys=True))


def _written(moment: datetime) -> str:
    return moment.isoformat(timespec="microseconds")


def _sealed_rows() -> Iterator[Row[Any]]:
    after = 0
    while True:
        query = select(_table).where(_table.c.sequence > after).order_by(_table.c.sequence).limit(BATCH)
        rows = db.session.execute(query).all()
        release()
        if not rows:
            return
        yield from rows
        after = rows[-1].sequence


def _judge(row: Row[Any], last: Head) -> list[Problem]:
    if row.sequence != last.sequence + 1:
        return [Problem(Flaw.REMOVED, last.sequence + 1)]
    if row.hash != _hash(row, last.hash, row.sequence, row.sealed_at):
        return [Problem(Flaw.EDITED, row.sequence)]
    return []


def _kept_head(problems: list[Problem]) -> Head | None:
    try:
        return heads.read()
    except HeadForged:
        problems.append(Problem(Flaw.HEAD_FORGED, 0))
        return BEGINNING


def _compare(kept: Head | None, last: Head, at_head: str) -> list[Problem]:
    if kept is None:
        return [Problem(Flaw.HEAD_MISSING, 0)] if last.sequence else []
    if last.sequence < kept.sequence:
        return [Problem(Flaw.TRUNCATED, last.sequence + 1)]
    if kept.sequence and at_head != kept.hash:
        return [Problem(Flaw.RECHAINED, kept.sequence)]
    return []
