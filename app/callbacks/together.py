"""Working many receipts at once: one question to Flip for all, and one transaction for what it answered."""

from collections import defaultdict
from collections.abc import Callable, Sequence

from sqlalchemy import select

from app.callbacks.handlers import Apply, Received, together_of
from app.callbacks.models import Receipt
from app.db.transaction import release, transaction
from app.extensions import db
from app.flip.callbacks import Kind, Unreadable, read_data, recognise
from app.outbox.queue import Claimed

WriteDown = Callable[[Claimed, str | None, Kind, Apply], None]


def work_together(claimed: Sequence[Claimed], write_down: WriteDown) -> list[Claimed]:
    """Work those receipts that their room can read together; gives back the others, to be worked alone.

    Each has a transaction of its own, so that it may go wrong alone and whoever knocks meanwhile gets a turn.
    """
    verdicts, waiting = _read([work.id for work in claimed])
    ready: dict[int, tuple[Kind, Apply]] = {}
    for kind, received in waiting.items():
        handler = together_of(kind)
        if handler is not None and len(received) > 1:
            ready |= {receipt_id: (kind, apply) for receipt_id, apply in handler(received).items()}
    left: list[Claimed] = []
    for work in claimed:
        if work.id not in ready:
            left.append(work)
            continue
        try:
            with transaction():
                write_down(work, verdicts[work.id], *ready[work.id])
        except Exception:  # worked alone it fails again, and that is counted and told
            left.append(work)
    return left


def _read(ids: Sequence[int]) -> tuple[dict[int, str | None], dict[Kind, list[Received]]]:
    query = select(Receipt.id, Receipt.data, Receipt.first_at, Receipt.verdict).where(Receipt.id.in_(ids))
    rows = db.session.execute(query).all()
    release()
    waiting: dict[Kind, list[Received]] = defaultdict(list)
    for receipt_id, data, first_at, _ in rows:
        try:
            value = read_data(data)
        except Unreadable:
            continue
        if kind := recognise(value):
            waiting[kind].append(Received(receipt_id, value, first_at))
    return {row.id: row.verdict for row in rows}, waiting
