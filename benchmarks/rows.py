"""Rows for the house's tables as its own work would have left them, written by the thousand."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, insert

from app.bills.models import KIND, Bill
from app.bills.statuses import BillStatus
from app.db.base import table_of
from app.lib import clock
from app.lib.ids import new_public_id
from app.payments.models import Payment
from app.payments.statuses import PaymentStatus
from app.timeline.models import Event, Kind, Transaction
from benchmarks.callbacks import payment_id

TITLE = "Coffee table"


def make_known(engine: Engine, *, payments: int, bills: int, begun: datetime) -> None:
    """Bills that are open and payments that wait for the customer, spread over the bills in turn."""
    tables: dict[type[Any], list[dict[str, Any]]] = {
        Bill: [_bill(number, begun) for number in range(bills)],
        Transaction: [_transaction(number, bills, begun) for number in range(payments)],
        Payment: [{"id": number + 1, "bill_title": TITLE, "begun_at": begun} for number in range(payments)],
        Event: [_event(KIND, number, "bill.opened", begun) for number in range(bills)]
        + [_event(Kind.PAYMENT, number, "payment.seen", begun) for number in range(payments)],
    }
    with engine.begin() as connection:
        for model, rows in tables.items():
            connection.execute(insert(table_of(model)), rows)


def link_id(number: int, bills: int) -> int:
    """Flip's id of the bill that payment `number` belongs to."""
    return 100_000 + number % bills


def begun_at(number: int, begun: datetime) -> datetime:
    """When payment `number` was begun: ten a second."""
    return begun + timedelta(milliseconds=100 * number)


def _bill(number: int, begun: datetime) -> dict[str, Any]:
    return {
        "id": number + 1,
        "public_id": new_public_id("BILL"),
        "status": BillStatus.ACTIVE.value,
        "flip_status": "ACTIVE",
        "step": 2,
        "title": TITLE,
        "type": "MULTIPLE",
        "amount_idr": 900_000,
        "sender_name": "Jon Snow",
        "sender_email": "jon@example.com",
        "link_id": str(link_id(number, number + 1)),
        "link_url": f"http://127.0.0.1:5001/pay/coffee-table-{number}",
        "search_text": TITLE.lower(),
        "maker_name": "Sari",
        "created_at": begun,
        "updated_at": begun,
    }


def _transaction(number: int, bills: int, begun: datetime) -> dict[str, Any]:
    return {
        "id": number + 1,
        "public_id": new_public_id("PAY"),
        "kind": Kind.PAYMENT.value,
        "flip_id": payment_id(number),
        "amount_idr": 900_000,
        "status": PaymentStatus.PENDING.value,
        "flip_status": "PENDING",
        "bank_code": "bni",
        "method": "virtual_account",
        "counterparty": "Jon Snow",
        "parent_flip_id": str(link_id(number, bills)),
        "search_text": TITLE.lower(),
        "created_at": begun_at(number, begun),
        "updated_at": begun_at(number, begun),
    }


def _event(kind: str, number: int, verb: str, begun: datetime) -> dict[str, Any]:
    return {
        "subject_kind": str(kind),
        "subject_id": number + 1,
        "verb": verb,
        "source": "answer",
        "cause": "answer:1",
        "details": {},
        "happened_at": begun,
        "applied_at": clock.now(),
    }
