"""What of the balance is free: what stands at Flip, less what is promised to payouts it has not taken yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select

from app.balances.queries import newest_at, newest_idr
from app.extensions import db
from app.gateway import state
from app.lib import clock
from app.payouts.kinds import kinds
from app.payouts.models import Payout
from app.payouts.statuses import RESERVING, PayoutStatus
from app.timeline.models import Transaction

OLD = timedelta(minutes=5)


@dataclass(frozen=True)
class Standing:
    """The balance as last read at Flip, when that was (both None: never), and what is reserved of it."""

    balance_idr: int | None
    read_at: datetime | None
    reserved_idr: int

    @property
    def free_idr(self) -> int | None:
        """What is left when all that waits has been paid; below nothing when there is too little."""
        return None if self.balance_idr is None else self.balance_idr - self.reserved_idr

    @property
    def is_old(self) -> bool:
        """True when it was not read for so long that it has to be said."""
        return self.read_at is not None and clock.now() - self.read_at >= OLD


def standing() -> Standing:
    """How the balance stands now, in one statement."""
    columns = _columns()
    row = db.session.execute(select(*[column.label(name) for name, column in columns.items()])).one()
    return _read(row._asdict())


def standing_shown() -> Standing:
    """The same for what every page shows: read once in a request, with the state of the connection."""
    return _read(state.shown_beside())


@state.show_beside
def _columns() -> Mapping[str, ColumnElement[Any]]:
    amount = func.sum(Transaction.amount_idr + Payout.expected_fee_idr)
    reserved = select(func.coalesce(amount, 0)).join(Payout, Payout.id == Transaction.id).where(_reserves())
    return {
        "balance_idr": newest_idr(),
        "balance_read_at": newest_at(),
        "reserved_idr": reserved.scalar_subquery(),
    }


def _reserves() -> ColumnElement[bool]:
    return Transaction.kind.in_(kinds()) & Transaction.status.in_(RESERVING)


def _read(columns: Mapping[str, Any]) -> Standing:
    return Standing(columns["balance_idr"], columns["balance_read_at"], int(columns["reserved_idr"]))


@dataclass(frozen=True)
class Reservation:
    """A payout for which a part of the balance is kept: its amount and the fee its bank asked."""

    kind: str
    public_id: str
    to: str | None
    status: PayoutStatus
    reserved_idr: int
    begun_at: datetime


def reservations(limit: int) -> tuple[list[Reservation], int]:
    """The payouts for which money is kept, the oldest first, and how many there are in all."""
    reserved, all_of_them = Transaction.amount_idr + Payout.expected_fee_idr, func.count().over()
    columns = (Transaction.kind, Transaction.public_id, Transaction.counterparty, Transaction.status)
    query = select(*columns, reserved, Transaction.created_at, all_of_them)
    query = query.join(Payout, Payout.id == Transaction.id).where(_reserves())
    rows = db.session.execute(query.order_by(Transaction.id).limit(limit)).all()
    return [_reservation(row) for row in rows], rows[0][-1] if rows else 0


def _reservation(row: Row[*tuple[Any, ...]]) -> Reservation:
    kind, public_id, to, status, reserved_idr, begun_at, _ = row
    return Reservation(kind, public_id, to, PayoutStatus(status), reserved_idr, begun_at)
