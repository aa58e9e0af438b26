"""Reads of the balance for pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, ScalarSelect, func, select

from app.balances.models import BalanceReading
from app.db.paging import Page, read_page
from app.extensions import db


def newest_idr() -> ScalarSelect[int]:
    """The balance as last read, to stand in another statement."""
    return select(BalanceReading.balance_idr).order_by(BalanceReading.id.desc()).limit(1).scalar_subquery()


def newest_at() -> ScalarSelect[datetime]:
    """When the balance was last read, to stand in another statement."""
    return select(BalanceReading.heard_at).order_by(BalanceReading.id.desc()).limit(1).scalar_subquery()


@dataclass(frozen=True)
class Stretch:
    """The balance as it was read the same from a moment to another."""

    balance_idr: int
    begun_at: datetime
    until: datetime


def stretches(start: datetime, end: datetime) -> list[Stretch]:
    """How the balance stood in a span of time, oldest first, cut at its ends; unread times are left out."""
    columns = (BalanceReading.balance_idr, BalanceReading.read_at, BalanceReading.heard_at)
    rows = db.session.execute(select(*columns).where(_within(start, end)).order_by(BalanceReading.id))
    return [Stretch(idr, max(read_at, start), min(heard_at, end)) for idr, read_at, heard_at in rows]


def thinned(found: Sequence[Stretch], most: int) -> list[Stretch]:
    """At most so many of them for a chart: of each equal part of their time the one it ended with."""
    if len(found) <= most:
        return list(found)
    start = found[0].begun_at
    part = (found[-1].begun_at - start) // (most - 1)
    return list({min((one.begun_at - start) // part, most - 1): one for one in found}.values())


def readings_page(start: datetime, end: datetime, cursor: str | None, size: int) -> Page[BalanceReading]:
    """One page of the readings that reach into a span of time, newest first."""
    query = select(BalanceReading).where(_within(start, end))
    return read_page(query, BalanceReading.id, cursor=cursor, size=size)


def _within(start: datetime, end: datetime) -> ColumnElement[bool]:
    # Later rows have later times: between two ids nothing else has to be looked at, however long ago it was.
    first, last = func.coalesce(_last_before(start), 0), _last_before(end)
    return BalanceReading.id.between(first, last) & (BalanceReading.heard_at >= start)


def _last_before(moment: datetime) -> ScalarSelect[int]:
    query = select(BalanceReading.id).where(BalanceReading.read_at < moment)
    return query.order_by(BalanceReading.read_at.desc(), BalanceReading.id.desc()).limit(1).scalar_subquery()
