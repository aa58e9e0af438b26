"""Writing what a payout says into its three rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select

from app.db.base import table_of
from app.db.compare_and_set import change
from app.db.dialects import upsert
from app.disbursements import senders, through
from app.disbursements.models import Disbursement
from app.extensions import db
from app.lib import clock
from app.lib.ids import new_public_id
from app.payouts.models import Payout
from app.payouts.statuses import PayoutStatus
from app.timeline.models import Kind, Origin, Transaction

OF_PAYOUT = ("wait_for_bank", "not_before", "alike_reason")
OF_DISBURSEMENT = ("transfer_kind", "typed_name", "remark", "recipient_city", "beneficiary_emails")


@dataclass(frozen=True)
class New:
    """What a payout has from its first moment and keeps."""

    key: str
    fingerprint: str
    maker_id: int
    maker_name: str
    earlier_id: int | None = None


def add(content: Mapping[str, Any], new: New, status: PayoutStatus) -> tuple[int, str] | None:
    """Rows for a payout, inside the caller's transaction: its number and our public id.

    None when there are rows with its key already (P2).
    """
    now, public_id = clock.now(), new_public_id("DIS")
    statement = upsert(table_of(Transaction)).values(
        **_of_movement(content),
        public_id=public_id,
        kind=Kind.DISBURSEMENT,
        idempotency_key=new.key,
        status=status,
        earlier_id=new.earlier_id,
        maker_id=new.maker_id,
        origin=Origin.HERE,
        created_at=now,
        updated_at=now,
    )
    statement = statement.on_conflict_do_nothing(index_elements=["idempotency_key"])
    row_id = db.session.execute(statement.returning(Transaction.id)).scalar_one_or_none()
    if row_id is None:
        return None
    shared = {"fingerprint": new.fingerprint, "maker_name": new.maker_name}
    db.session.execute(insert(Payout).values(id=row_id, **shared, **_picked(content, OF_PAYOUT)))
    db.session.execute(insert(Disbursement).values(id=row_id, **_of_disbursement(content)))
    senders.keep(row_id, content)
    return int(row_id), public_id


def locked(row_id: int) -> Disbursement:
    """A payout as it stands now, locked in the order in which everybody locks its two rows.

    Read anew after both: what another transaction wrote while this one waited must not be missed.
    """
    both = select(Disbursement.id).join(Transaction, Transaction.id == Disbursement.id)
    held = both.where(Disbursement.id == row_id).with_for_update(of=[Disbursement, Transaction])
    db.session.execute(held)
    return db.session.get_one(Disbursement, row_id, populate_existing=True)


def rewrite(row_id: int, content: Mapping[str, Any], fingerprint: str) -> None:
    """Put other content into the rows of a payout that is not at Flip, inside the caller's transaction.

    What Flip or the worker said of the content before goes.
    """
    before = {"refusal": None, "waiting_for": None, "held_for": None}
    change(table_of(Transaction), row_id, **_of_movement(content), updated_at=clock.now())
    change(table_of(Payout), row_id, **_picked(content, OF_PAYOUT), fingerprint=fingerprint, **before)
    change(table_of(Disbursement), row_id, **_of_disbursement(content))
    senders.keep(row_id, content)


def _of_movement(content: Mapping[str, Any]) -> dict[str, Any]:
    searched = (content["typed_name"], content["account_number"], content["remark"])
    return {
        "bank_code": content["bank_code"],
        "account_number": content["account_number"],
        # A draft may not know it yet; nothing that is put before the managers has none.
        "amount_idr": content["amount_idr"] or 0,
        "counterparty": content["typed_name"],
        "search_text": " ".join(part or "" for part in searched).lower(),
    }


def _of_disbursement(content: Mapping[str, Any]) -> dict[str, Any]:
    return _picked(content, OF_DISBURSEMENT) | through.columns_of(content)


def _picked(content: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: content[name] for name in names}
