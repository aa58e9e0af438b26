"""Working receipts: parse, recognise, let the room ask Flip, and apply together with the verdict."""

from datetime import datetime, timedelta

from app.audit.record import record
from app.callbacks.handlers import Apply, Outcome, Received, handler_of
from app.callbacks.models import Receipt, ReceiptVerdict, Replay
from app.db.base import table_of
from app.db.compare_and_set import change, compare_and_set
from app.db.transaction import after_commit, release, transaction
from app.extensions import db
from app.flip.callbacks import Kind, Unreadable, read_data, recognise
from app.lib import clock
from app.lib.errors import NotFound, Refused
from app.lib.labels import mark as _
from app.outbox.bell import bell
from app.outbox.models import WorkState
from app.outbox.queue import Claimed, WorkTable

LEASE = timedelta(seconds=90)
TRIES = 8


def _work(claimed: Claimed) -> None:
    receipt = db.session.get(Receipt, claimed.id)
    assert receipt is not None
    came_to, data, first_at = Kind(receipt.kind), receipt.data, receipt.first_at
    release()
    kind, apply = _understand(claimed.id, came_to, data, first_at)
    with transaction():
        if not receipts.finish(claimed):
            return  # the lease went to another worker, which does the same
        outcome = apply()
        change(
            table_of(Receipt),
            claimed.id,
            verdict=outcome.verdict,
            note=outcome.note,
            worked_as=kind.value if kind else None,
            subject_kind=outcome.subject_kind,
            subject_id=outcome.subject_id,
        )


def _understand(receipt_id: int, came_to: Kind, data: bytes, first_at: datetime) -> tuple[Kind | None, Apply]:
    try:
        value = read_data(data)
    except Unreadable as error:
        return None, _unrecognised(f"unreadable: {error}")
    kind = recognise(value)
    handler = handler_of(kind) if kind else None
    if kind is None or handler is None:
        return kind, _unrecognised("no room of this house reads this kind")
    try:
        return kind, handler(Received(receipt_id, value, first_at))
    except Unreadable as error:
        return kind, _unrecognised(f"unreadable: {error}")


def _unrecognised(note: str) -> Apply:
    return lambda: Outcome(ReceiptVerdict.UNRECOGNISED, note[:500])


receipts = WorkTable(
    name="receipts", table=table_of(Receipt), lease=LEASE, run=_work, tries=lambda row_id: TRIES
)


def replay(receipt_id: int, *, person_id: int | None, person_name: str, reason: str) -> None:
    """Have a callback worked again; harmless when it was applied, because its cause is known.

    :raises Refused: without a reason, or while it is still being worked.
    """
    if not reason.strip():
        raise Refused(_("Say why, so that others understand it later."), fields={"reason": _("Say why.")})
    with transaction() as session:
        if session.get(Receipt, receipt_id) is None:
            raise NotFound
        fresh = {"state": WorkState.WAITING, "attempts": 0, "next_at": clock.now(), "last_error": None}
        if not any(
            compare_and_set(table_of(Receipt), receipt_id, expect={"state": state}, values=fresh)
            for state in (WorkState.DONE, WorkState.SET_ASIDE)
        ):
            raise Refused(_("This callback is being worked right now."))
        session.add(
            Replay(
                receipt_id=receipt_id,
                person_id=person_id,
                person_name=person_name,
                reason=reason.strip(),
                at=clock.now(),
            )
        )
        record("callbacks.replay", ("receipt", str(receipt_id)), details={"reason": reason.strip()})
        after_commit(bell.ring)
