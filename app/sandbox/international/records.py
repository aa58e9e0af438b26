"""A transfer abroad as the store holds it, and the reads that find it."""

import json
from dataclasses import dataclass

from app.sandbox.ids import read_link_id
from app.sandbox.store import Connection

NOT_SET = "(not set)"


@dataclass(frozen=True, kw_only=True)
class Transfer:
    """One transfer. ``amount`` and ``fee`` in rupiah; as decimal text ``beneficiary_amount`` in its currency
    and ``exchange_rate`` in rupiah per unit. Times as shown, in GMT+7.
    """

    seq: int
    id: int
    token: str
    user_id: int
    company_id: int
    exchange_rate: str
    fee: int
    amount: int
    source_country: str
    destination_country: str
    beneficiary_amount: str
    beneficiary_currency_code: str
    status: str
    timestamp: str
    time_served: str
    created_from: str
    receipt: str
    transaction_type: str
    idempotency_key: str | None
    beneficiary: str
    sender: str | None
    reason: str
    attachment_sha256: str | None
    attachment_size: int | None
    opened_at: float

    @property
    def beneficiary_object(self) -> dict[str, object]:
        return dict(json.loads(self.beneficiary))

    @property
    def sender_object(self) -> dict[str, object] | None:
        return None if self.sender is None else dict(json.loads(self.sender))

    @property
    def cost(self) -> int:
        """What it takes from the balance while it is not cancelled."""
        return self.amount + self.fee


def find_transfer(db: Connection, transfer_id: int) -> Transfer | None:
    row = db.execute("SELECT * FROM international WHERE id = ?", (transfer_id,)).fetchone()
    return Transfer(**dict(row)) if row else None


def find_by_text(db: Connection, text: str) -> Transfer | None:
    """The transfer whose id stands in a path; ``None`` also for what could be no id."""
    transfer_id = read_link_id(text)
    return None if transfer_id is None else find_transfer(db, transfer_id)


def find_by_token(db: Connection, token: str) -> Transfer | None:
    row = db.execute("SELECT * FROM international WHERE token = ?", (token,)).fetchone()
    return Transfer(**dict(row)) if row else None
