"""The one place where a transfer's status changes: compare and set, balance, key, then the callback.

Reference: disbursement, Status. The row is committed before the courier leaves.
"""

from app.sandbox.calendar import wib
from app.sandbox.courier import Courier
from app.sandbox.ledger import move_money
from app.sandbox.store import Connection
from app.sandbox.transfers.records import NOT_SERVED, find_transfer
from app.sandbox.transfers.shapes import transfer_callback


def send(db: Connection, courier: Courier, transfer_id: int, host: str, now: float) -> bool:
    """The money arrived; false when the transfer is finished already, or held."""
    query = """UPDATE transfers SET status = 'DONE', time_served = ?,
                   receipt = CASE receipt WHEN '' THEN ? || token || '.svg' ELSE receipt END
               WHERE id = ? AND status = 'PENDING' AND held = 0"""
    values = (wib(now), f"http://{host}/receipts/", transfer_id)
    if db.execute(query, values).rowcount != 1:
        return False
    tell(db, courier, transfer_id)
    return True


def cancel(db: Connection, courier: Courier, transfer_id: int, reason: str, now: float) -> bool:
    """The money comes back with its fee, and the key is free again; false when finished already."""
    query = """UPDATE transfers SET status = 'CANCELLED', reason = ?, held = 0, receipt = '', time_served = ?
               WHERE id = ? AND status = 'PENDING'"""
    if db.execute(query, (reason, NOT_SERVED, transfer_id)).rowcount != 1:
        return False
    transfer = find_transfer(db, transfer_id)
    assert transfer is not None
    move_money(db, now, kind="refund", subject=str(transfer_id), amount=transfer.cost)
    db.execute("DELETE FROM transfer_keys WHERE transfer_id = ?", (transfer_id,))
    tell(db, courier, transfer_id)
    return True


def release(db: Connection, transfer_id: int, now: float) -> bool:
    """The customer confirmed a held transfer: the bank works at it from now on."""
    query = "UPDATE transfers SET held = 0, ready_at = ? WHERE id = ? AND held = 1"
    return db.execute(query, (now, transfer_id)).rowcount == 1


def tell(db: Connection, courier: Courier, transfer_id: int) -> None:
    """Promises the callback about a transfer as it stands in this transaction."""
    transfer = find_transfer(db, transfer_id)
    if transfer is not None:
        courier.promise(db, "disbursement", str(transfer_id), transfer_callback(transfer))
