"""The one place where a payment's status changes: compare and set, the bill, the balance, then the callback.

Reference: accept-payment, Statuses. The row is committed before the courier leaves.
"""

from app.sandbox.courier import Courier
from app.sandbox.ledger import move_money
from app.sandbox.records import Payment, find_payment
from app.sandbox.shapes import payment_callback
from app.sandbox.store import Connection

FROM = {
    "PENDING": ("NOT_CONFIRMED",),
    "DONE": ("NOT_CONFIRMED", "PENDING", "PROCESSED"),
    "FAILED": ("NOT_CONFIRMED", "PENDING", "PROCESSED"),
    "CANCELLED": ("NOT_CONFIRMED", "PENDING"),
}


def move(db: Connection, courier: Courier, payment_id: str, to: str, now: float) -> bool:
    """Moves a payment on and promises its callback; false when it already left the states it could move
    from.
    """
    sources = FROM[to]
    marks = ", ".join("?" * len(sources))
    changes = {
        "DONE": "completed_at = :now, paid_at = :now",
        "PENDING": "confirmed_at = :now",
    }.get(to, "settlement = 'Cancelled'")
    query = (
        f"UPDATE payments SET state = ?, {changes.replace(':now', '?')} WHERE id = ? AND state IN ({marks})"
    )
    times = [now] * changes.count(":now")
    if db.execute(query, (to, *times, payment_id, *sources)).rowcount != 1:
        return False
    if to == "DONE":
        _close_single_bill(db, payment_id)
    if to != "PENDING":
        tell(db, courier, payment_id)
    return True


def tell(db: Connection, courier: Courier, payment_id: str) -> None:
    """Promises the callback about a payment as it stands in this transaction."""
    payment = find_payment(db, payment_id)
    if payment is not None:
        courier.promise(db, "payment", payment_id, payment_callback(payment))


def settle(db: Connection, payment_id: str, now: float) -> bool:
    """Gives the merchant the amount less the method's fee, once."""
    query = """UPDATE payments SET settlement = 'Settled', settled_at = ?
               WHERE id = ? AND state = 'DONE' AND settlement = 'Pending'"""
    if db.execute(query, (now, payment_id)).rowcount != 1:
        return False
    payment = find_payment(db, payment_id)
    assert payment is not None
    credit(db, payment, now)
    return True


def credit(db: Connection, payment: Payment, now: float) -> None:
    move_money(db, now, kind="settlement", subject=payment.id, amount=payment.amount - payment.fee)


def expire_bill(db: Connection, courier: Courier, link_id: int, now: float) -> None:
    """Closes a bill whose time is over and cancels its open payments (our choice: the bill becomes
    INACTIVE).
    """
    closing = "UPDATE bills SET status = 'INACTIVE', swept = 1 WHERE link_id = ? AND expired_at <= ?"
    if db.execute(closing, (link_id, now)).rowcount != 1:
        return
    query = "SELECT id FROM payments WHERE bill_id = ? AND state IN ('NOT_CONFIRMED', 'PENDING')"
    for row in db.execute(query, (link_id,)).fetchall():
        move(db, courier, row["id"], "CANCELLED", now)


def _close_single_bill(db: Connection, payment_id: str) -> None:
    db.execute(
        """UPDATE bills SET status = 'INACTIVE', used = 1
           WHERE type = 'SINGLE' AND link_id = (SELECT bill_id FROM payments WHERE id = ?)""",
        (payment_id,),
    )
