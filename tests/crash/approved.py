"""Payouts as a manager's approval leaves them: APPROVED, told in the timeline, their sending promised."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert, select

from app.db.base import table_of
from app.db.transaction import transaction
from app.disbursements.models import Disbursement
from app.extensions import db
from app.lib import clock
from app.lib.ids import new_public_id
from app.outbox.promises import promise
from app.payouts.keys import key_of
from app.payouts.models import Payout
from app.payouts.statuses import PayoutStatus
from app.timeline.models import Kind, Transaction
from app.timeline.record import Cause, News, Source, write

AMOUNT_IDR = 150_000
HOLDER = "Fliptech Lentera"


def add_approved(count: int, *, bank_codes: Sequence[str] = ("bca",)) -> list[int]:
    """So many payouts in one transaction, each to an account of its own; the ids of their rows.

    The amounts differ, so that one taken for another would show in the books.
    """
    with transaction():
        numbers = range(count)
        db.session.execute(
            insert(table_of(Transaction)), [_movement(number, bank_codes) for number in numbers]
        )
        added = select(Transaction.id).where(Transaction.kind == Kind.DISBURSEMENT)
        row_ids = sorted(db.session.scalars(added.order_by(Transaction.id.desc()).limit(count)))
        shared = {"fingerprint": "of no form", "maker_name": "staff"}
        db.session.execute(insert(table_of(Payout)), [{"id": row_id} | shared for row_id in row_ids])
        own = {"typed_name": HOLDER}
        db.session.execute(insert(table_of(Disbursement)), [{"id": row_id} | own for row_id in row_ids])
        for row_id in row_ids:
            cause, news = Cause(Source.PERSON, "person:test", "manager"), News("disbursement.approved")
            write(Kind.DISBURSEMENT, row_id, cause, news, (PayoutStatus.AWAITING, PayoutStatus.APPROVED))
            promise("payouts.send", {"row_id": row_id})
    return row_ids


def _movement(number: int, bank_codes: Sequence[str]) -> dict[str, Any]:
    now, public_id = clock.now(), new_public_id("DIS")
    return {
        "public_id": public_id,
        "kind": Kind.DISBURSEMENT.value,
        "idempotency_key": key_of(public_id),
        "amount_idr": AMOUNT_IDR + number,
        "status": PayoutStatus.APPROVED.value,
        "bank_code": bank_codes[number % len(bank_codes)],
        "account_number": f"{1_000_000_000 + number}",
        "counterparty": HOLDER,
        "search_text": HOLDER.lower(),
        "created_at": now,
        "updated_at": now,
    }
