"""How far Flip's lists of payments have been read, and which days still hold payments that may move."""

from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select

from app.db.base import table_of
from app.db.dialects import upsert
from app.db.transaction import release, transaction
from app.extensions import db
from app.lib import clock
from app.payments.models import ListReading, Payment
from app.payments.statuses import SETTLED_WORDS, PaymentStatus
from app.timeline.models import Kind, Transaction

ALL_PAYMENTS = "payments"


def read_until() -> datetime | None:
    """When the last reading without a gap began; None when there was none."""
    found = db.session.scalar(select(ListReading.complete_until).where(ListReading.name == ALL_PAYMENTS))
    release()
    return found


def remember(until: datetime) -> None:
    """Note that the list has been read without a gap until this moment."""
    statement = upsert(table_of(ListReading)).values(name=ALL_PAYMENTS, complete_until=until)
    with transaction() as session:
        session.execute(
            statement.on_conflict_do_update(index_elements=["name"], set_={"complete_until": until})
        )


def oldest_open(*, since: datetime) -> datetime | None:
    """When the oldest payment that may still move was begun, looking no further back than `since`."""
    query = (
        select(func.min(Transaction.created_at))
        .join(Payment, Payment.id == Transaction.id)
        .where(Transaction.kind == Kind.PAYMENT, Transaction.created_at >= since, _still_open())
    )
    found = db.session.scalar(query)
    release()
    return found


def days_with_open(*, before: datetime) -> list[date]:
    """The WIB days before `before` on which payments began that may still move, newest first."""
    query = (
        select(Transaction.created_at)
        .join(Payment, Payment.id == Transaction.id)
        .where(Transaction.kind == Kind.PAYMENT, Transaction.created_at < before, _still_open())
    )
    days = {clock.to_wib(moment).date() for moment in db.session.scalars(query)}
    release()
    return sorted(days, reverse=True)


def _still_open() -> ColumnElement[bool]:
    unsettled = (Transaction.status == PaymentStatus.SUCCESSFUL) & (
        Payment.settlement_word.not_in(SETTLED_WORDS)
    )
    return (Transaction.status == PaymentStatus.PENDING) | unsettled
