"""The one place where the status of a transfer abroad changes: compare and set, balance, key, callback.

Reference: international, Object. The row is committed before the courier leaves.
"""

from app.sandbox.calendar import wib
from app.sandbox.courier import Courier
from app.sandbox.international.records import NOT_SET, find_transfer
from app.sandbox.international.shapes import shape
from app.sandbox.ledger import move_money
from app.sandbox.store import Connection

KIND = "international"


def succeed(db: Connection, courier: Courier, transfer_id: int, *, word: str, host: str, now: float) -> bool:
    """The money arrived, which is called ``word``; false when the transfer is finished already."""
    query = """UPDATE international SET status = ?, time_served = ?,
                   receipt = CASE receipt WHEN '' THEN ? || token || '.svg' ELSE receipt END
               WHERE id = ? AND status = 'PENDING'"""
    values = (word, wib(now), f"http://{host}/receipts/international/", transfer_id)
    if db.execute(query, values).rowcount != 1:
        return False
    tell(db, courier, transfer_id)
    return True


def cancel(db: Connection, courier: Courier, transfer_id: int, reason: str, now: float) -> bool:
    """The money comes back with its fee, and the key is free again; false when finished already."""
    query = """UPDATE international SET status = 'CANCELLED', reason = ?, receipt = '', time_served = ?
               WHERE id = ? AND status = 'PENDING'"""
    if db.execute(query, (reason, NOT_SET, transfer_id)).rowcount != 1:
        return False
    transfer = find_transfer(db, transfer_id)
    assert transfer is not None
    move_money(db, now, kind="international_refund", subject=str(transfer_id), amount=transfer.cost)
    db.execute("DELETE FROM international_keys WHERE transfer_id = ?", (transfer_id,))
    tell(db, courier, transfer_id)
    return True


def tell(db: Connection, courier: Courier, transfer_id: int) -> None:
    """Promises the callback about a transfer as it stands in this transaction."""
    transfer = find_transfer(db, transfer_id)
    if transfer is not None:
        courier.promise(db, KIND, str(transfer_id), shape(transfer))
