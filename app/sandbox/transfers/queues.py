"""A transfer's place in its bank's queue: this merchant's earlier ones, and what is left of the traffic that
was there when it came (reference: disbursement, queue).

It never grows: later transfers stand behind it, and ``ahead`` is only ever lowered.
"""

from app.sandbox.store import Connection
from app.sandbox.transfers.records import Transfer


def place(db: Connection, transfer: Transfer) -> int:
    """1 for the next one, 0 for a finished one (our choice)."""
    if transfer.status != "PENDING":
        return 0
    query = "SELECT COUNT(*) FROM transfers WHERE status = 'PENDING' AND bank_code = ? AND seq <= ?"
    (with_ours,) = db.execute(query, (transfer.bank_code, transfer.seq)).fetchone()
    return int(with_ours) + transfer.ahead
