"""A bill and a payment as the store holds them, and the reads that find them."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.sandbox.store import Connection

OPEN_STATES = ("NOT_CONFIRMED", "PENDING", "PROCESSED")


@dataclass(frozen=True, kw_only=True)
class Bill:
    """One payment link. ``amount`` 0 means that the customer enters it; times in seconds since 1970."""

    seq: int
    link_id: int
    slug: str
    link_url: str
    title: str
    type: str
    amount: int
    redirect_url: str
    expired_at: float | None
    created_from: str
    status: str
    is_address_required: int
    is_phone_number_required: int
    step: int
    step_word: str
    customer_name: str | None
    customer_email: str | None
    customer_address: str | None
    customer_phone: str | None
    sender_bank: str | None
    sender_bank_type: str | None
    reference_id: str | None
    created_at: float
    used: int
    swept: int

    def closed(self, now: float) -> str | None:
        """Why nobody can pay this bill any more: ``used``, ``expired``, ``inactive``; ``None`` when they
        can.
        """
        if self.used and self.type == "SINGLE":
            return "used"
        if self.expired_at is not None and self.expired_at <= now:
            return "expired"
        return None if self.status == "ACTIVE" else "inactive"


@dataclass(frozen=True, kw_only=True)
class Payment:
    """One attempt to pay a bill, with the bill's link and title beside it as the API shows them."""

    seq: int
    id: str
    token: str
    bill_id: int
    payment_url: str
    amount: int
    unique_code: int
    fee: int
    state: str
    settlement: str
    sender_name: str
    sender_email: str
    sender_bank: str
    sender_bank_type: str
    account_number: str | None
    account_holder: str
    qr_code_data: str | None
    user_address: str | None
    user_phone: str | None
    reference_id: str | None
    created_at: float
    opened_at: float
    expires_at: float | None
    confirmed_at: float | None
    completed_at: float | None
    paid_at: float | None
    settled_at: float | None
    bill_link: str
    bill_title: str

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES


PAYMENTS = """SELECT payments.*, bills.link_url AS bill_link, bills.title AS bill_title
              FROM payments JOIN bills ON bills.link_id = payments.bill_id"""


def find_bill(db: Connection, link_id: int) -> Bill | None:
    row = db.execute("SELECT * FROM bills WHERE link_id = ?", (link_id,)).fetchone()
    return Bill(**dict(row)) if row else None


def find_bill_by_slug(db: Connection, slug: str) -> Bill | None:
    row = db.execute("SELECT * FROM bills WHERE slug = ?", (slug,)).fetchone()
    return Bill(**dict(row)) if row else None


def find_payment(db: Connection, payment_id: str) -> Payment | None:
    row = db.execute(f"{PAYMENTS} WHERE payments.id = ?", (payment_id,)).fetchone()
    return Payment(**dict(row)) if row else None


def find_payment_by_token(db: Connection, token: str) -> Payment | None:
    row = db.execute(f"{PAYMENTS} WHERE payments.token = ?", (token,)).fetchone()
    return Payment(**dict(row)) if row else None


def payments_of(db: Connection, link_id: int) -> list[Payment]:
    rows = db.execute(f"{PAYMENTS} WHERE payments.bill_id = ? ORDER BY payments.seq DESC", (link_id,))
    return [Payment(**dict(row)) for row in rows]


def insert(db: Connection, table: str, values: Mapping[str, object]) -> int:
    """Writes one row and gives its number; the column names are ours, never a caller's."""
    names, marks = ", ".join(values), ", ".join(f":{name}" for name in values)
    return db.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", values).lastrowid or 0
