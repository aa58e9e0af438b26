"""A transfer as the store holds it, and the reads that find it."""

import json
from dataclasses import dataclass

from app.sandbox.ids import read_link_id
from app.sandbox.store import Connection

NOT_SERVED = "0000-00-00 00:00:00"
NOT_KNOWN = "-"


@dataclass(frozen=True, kw_only=True)
class Transfer:
    """One transfer. Money in whole rupiah; ``timestamp`` and ``time_served`` as shown, in GMT+7."""

    seq: int
    id: int
    token: str
    kind: str
    version: int
    user_id: int
    company_id: int
    bundle_id: int
    amount: int
    fee: int
    status: str
    reason: str
    timestamp: str
    bank_code: str
    account_number: str
    recipient_name: str
    sender_bank: str
    remark: str
    receipt: str
    time_served: str
    recipient_city: int
    created_from: str
    direction: str
    sender: str | None
    beneficiary_email: str | None
    idempotency_key: str | None
    held: int
    ahead_first: int
    ahead: int
    opened_at: float
    ready_at: float
    agent_id: int | None

    @property
    def sender_object(self) -> dict[str, object] | None:
        """The sender with the keys of lists and callbacks."""
        return None if self.sender is None else dict(json.loads(self.sender))

    @property
    def cost(self) -> int:
        """What it takes from the balance while it is not cancelled."""
        return self.amount + self.fee


def find_transfer(db: Connection, transfer_id: int) -> Transfer | None:
    row = db.execute("SELECT * FROM transfers WHERE id = ?", (transfer_id,)).fetchone()
    return Transfer(**dict(row)) if row else None


def find_by_text(db: Connection, text: str) -> Transfer | None:
    """The transfer whose id stands in a path or query; ``None`` also for what could be no id."""
    transfer_id = read_link_id(text)
    return None if transfer_id is None else find_transfer(db, transfer_id)


def find_by_token(db: Connection, token: str) -> Transfer | None:
    row = db.execute("SELECT * FROM transfers WHERE token = ?", (token,)).fetchone()
    return Transfer(**dict(row)) if row else None


def find_by_key(db: Connection, key: str) -> Transfer | None:
    """The transfer that a key stands for; a key that a cancel freed stands for none."""
    query = """SELECT transfers.* FROM transfer_keys JOIN transfers ON transfers.id = transfer_id
               WHERE key = ?"""
    row = db.execute(query, (key,)).fetchone()
    return Transfer(**dict(row)) if row else None
