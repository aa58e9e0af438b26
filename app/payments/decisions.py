"""What people decide about a payment: which of two words of Flip's is true, and that a customer has paid."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.audit.record import record
from app.callbacks import service as callbacks
from app.db.base import table_of
from app.db.compare_and_set import change, compare_and_set
from app.db.transaction import transaction
from app.extensions import db
from app.lib import clock
from app.lib.errors import NotFound, Refused
from app.lib.labels import mark as _
from app.lib.transitions import Verdict
from app.outbox.promises import promise
from app.payments.models import Payment
from app.payments.statuses import FINAL, PaymentStatus, is_wallet
from app.timeline.models import Attention, Kind, Transaction
from app.timeline.record import Cause, News, Source, advance, write


def settle_conflict(public_id: str, *, keep: PaymentStatus, reason: str, actor: str, key: str) -> None:
    """A person decides which of two contradicting words of Flip's is true.

    :raises Refused: without a reason, for a status that ends nothing, or when there is no conflict any more.
    """
    if not reason.strip():
        raise Refused(_("Say what convinced you."), fields={"reason": _("Say what convinced you.")})
    with transaction():
        row = _find(public_id)
        if keep not in FINAL and keep != row.status:
            raise Refused(_("Choose what is true."), fields={"keep": _("Choose what is true.")})
        callbacks.settled(Kind.PAYMENT, row.id)
        settled = {"attention": None, "updated_at": clock.now()}
        if not compare_and_set(
            table_of(Transaction), row.id, expect={"attention": Attention.CONFLICT}, values=settled
        ):
            raise Refused(_("Somebody has settled this already."))
        _write_decision(row, keep, reason.strip(), Cause(Source.PERSON, f"person:{key}:settle", actor))


def _write_decision(row: Transaction, keep: PaymentStatus, reason: str, cause: Cause) -> None:
    before, public_id, row_id = row.status, row.public_id, row.id
    also: dict[str, Any] = {"learnt_by": cause.source}
    if row.finished_at is None:
        also["finished_at"] = clock.now()
    details = {"reason": reason, "keep": keep}
    news = News("payment.corrected", details, set=also)
    if advance(Kind.PAYMENT, row_id, keep, cause, news, reversal=True) is not Verdict.MOVED:
        write(Kind.PAYMENT, row_id, cause, News("payment.kept", details))
    record(
        "payments.settle_conflict",
        ("payment", public_id),
        before={"status": before},
        after={"status": keep},
        details={"reason": reason},
    )


def ask_to_confirm(public_id: str, *, actor: str, key: str) -> None:
    """Promise to tell Flip that the customer has paid (accept-payment: confirm).

    :raises Refused: for a wallet, and when the payment is not waiting any more.
    """
    with transaction():
        row = _find(public_id)
        if is_wallet(row.method):
            raise Refused(_("Flip hears of payments by wallet from the wallet itself; it cannot be told."))
        if row.status != PaymentStatus.PENDING:
            raise Refused(_("This payment is not waiting any more."))
        change(table_of(Payment), row.id, confirm_asked_at=clock.now(), confirm_refusal=None)
        change(table_of(Transaction), row.id, updated_at=clock.now())
        cause = Cause(Source.PERSON, f"person:{key}:confirm", actor)
        if write(Kind.PAYMENT, row.id, cause, News("payment.confirm_asked")):
            record("payments.confirm", ("payment", public_id))
            promise("payments.confirm", {"row_id": row.id})


def confirmed(row_id: int, *, at: datetime | None, refusal: str | None) -> None:
    """Write down Flip's answer to our confirmation: when it took it, or why not (English source)."""
    with transaction():
        payment = db.session.get_one(Payment, row_id, populate_existing=True)
        asked_at = payment.confirm_asked_at or clock.now()
        noted = {"confirm_refusal": refusal} if refusal else {"confirmed_at": at, "confirm_refusal": None}
        change(table_of(Payment), row_id, **noted)
        change(table_of(Transaction), row_id, updated_at=clock.now())
        cause = Cause(Source.ANSWER, f"confirm:{asked_at.isoformat()}", "Flip")
        verb = "payment.confirm_refused" if refusal else "payment.confirmed"
        write(Kind.PAYMENT, row_id, cause, News(verb, {"reason": refusal} if refusal else {}))


def _find(public_id: str) -> Transaction:
    query = select(Transaction).where(Transaction.public_id == public_id, Transaction.kind == Kind.PAYMENT)
    row = db.session.scalar(query.execution_options(populate_existing=True))
    if row is None:
        raise NotFound
    return row
