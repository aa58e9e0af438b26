"""Reads of the inbox."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Select, func, or_, select

from app.callbacks.models import Receipt, ReceiptVerdict, RefusedToken, Replay
from app.db.paging import Page, bounded_counts, read_page
from app.extensions import db
from app.flip.callbacks import Kind
from app.lib import clock
from app.outbox.models import WorkState

TABS = ("all", "working", "applied", "attention", "set_aside")
NEED_EYES = (ReceiptVerdict.UNRECOGNISED, ReceiptVerdict.CONFLICT)


@dataclass(frozen=True)
class Filters:
    """What the inbox is narrowed to: a tab, and the address (kind) callbacks came to."""

    tab: str = "all"
    kind: str = ""


def receipts_page(filters: Filters, cursor: str | None, size: int) -> Page[Receipt]:
    """One page of callbacks, newest first."""
    return read_page(_matching(filters), Receipt.id, cursor=cursor, size=size)


def counts(filters: Filters) -> dict[str, int]:
    """How many callbacks stand under each tab, counted no further than the bound."""
    counted = ("attention", "set_aside", "working")
    return bounded_counts({tab: _matching(replace(filters, tab=tab)) for tab in counted})


def _matching(filters: Filters) -> Select[Receipt]:
    query, tab = select(Receipt), filters.tab
    if filters.kind:
        query = query.where(Receipt.kind == filters.kind)
    if tab == "working":
        return query.where(Receipt.state.in_([WorkState.WAITING, WorkState.CLAIMED]))
    if tab == "applied":
        return query.where(Receipt.verdict == ReceiptVerdict.APPLIED)
    if tab == "attention":
        return query.where(Receipt.verdict.in_(NEED_EYES))
    if tab == "set_aside":
        return query.where(Receipt.state == WorkState.SET_ASIDE)
    return query


def receipt(receipt_id: int) -> Receipt | None:
    """One callback."""
    return db.session.get(Receipt, receipt_id)


def replays_of(receipt_id: int) -> Sequence[Replay]:
    """Who had it worked again, newest first."""
    query = select(Replay).where(Replay.receipt_id == receipt_id)
    return db.session.scalars(query.order_by(Replay.id.desc())).all()


def refused_lately() -> Sequence[tuple[str, str, int, datetime]]:
    """Refused tokens of the last day: kind, address, how often, and the latest hour."""
    since = clock.now() - timedelta(days=1)
    query = (
        select(
            RefusedToken.kind, RefusedToken.address, func.sum(RefusedToken.times), func.max(RefusedToken.hour)
        )
        .where(RefusedToken.hour >= since)
        .group_by(RefusedToken.kind, RefusedToken.address)
        .order_by(func.sum(RefusedToken.times).desc())
        .limit(20)
    )
    return [(row[0], row[1], int(row[2]), row[3]) for row in db.session.execute(query)]


def last_received_at() -> datetime | None:
    """When the newest callback came; None when none ever did."""
    newest = select(Receipt.last_at).order_by(Receipt.id.desc()).limit(1)
    return db.session.scalar(newest)


def last_received_by_kind() -> dict[Kind, datetime | None]:
    """When the newest callback came to each address; None where none ever did."""
    newest = {kind: select(Receipt.last_at).where(Receipt.kind == kind.value) for kind in Kind}
    last = [
        query.order_by(Receipt.id.desc()).limit(1).scalar_subquery().label(kind.name)
        for kind, query in newest.items()
    ]
    row = db.session.execute(select(*last)).one()
    return dict(zip(newest, row, strict=True))


def needing_eyes() -> Select[int]:
    """The callbacks that a person should look at, to be counted."""
    needing = or_(Receipt.verdict.in_(NEED_EYES), Receipt.state == WorkState.SET_ASIDE)
    return select(Receipt.id).where(needing)


def counts_by_verdict() -> dict[tuple[str, ...], float]:
    """How many callbacks got each verdict, for the metrics."""
    rows = db.session.execute(select(Receipt.verdict, func.count()).group_by(Receipt.verdict))
    return {(verdict or "not yet",): float(count) for verdict, count in rows}


def refused_counts() -> dict[tuple[str, ...], float]:
    """How many callbacks were refused for their token, by address kind, for the metrics."""
    rows = db.session.execute(
        select(RefusedToken.kind, func.sum(RefusedToken.times)).group_by(RefusedToken.kind)
    )
    return {(kind,): float(times) for kind, times in rows}
