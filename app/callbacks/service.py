"""Working receipts: parse, recognise, let the room ask Flip, and apply together with the verdict."""

from datetime import datetime, timedelta

from sqlalchemy import delete

from app.audit.record import record
from app.callbacks.handlers import Apply, Outcome, Received, handler_of
from app.callbacks.models import Receipt, ReceiptVerdict, RefusedToken, Replay
from app.callbacks.notes import NO_KIND, NO_ROOM, UNREADABLE, noted
from app.callbacks.together import work_together
from app.db.base import table_of
from app.db.compare_and_set import change, change_where, compare_and_set
from app.db.transaction import after_commit, release, transaction
from app.extensions import db
from app.flip.callbacks import Kind, Unreadable, read_data, recognise
from app.lib import clock
from app.lib.errors import NotFound, Refused
from app.lib.labels import mark as _
from app.outbox.bell import bell
from app.outbox.clockwork import every
from app.outbox.models import WorkState
from app.outbox.queue import Claimed, WorkTable

LEASE = timedelta(seconds=90)
TRIES = 8
AT_ONCE = 50
REFUSED_KEPT = timedelta(days=30)
NOTE_LENGTH = 500


def _work(claimed: Claimed) -> None:
    receipt = db.session.get(Receipt, claimed.id)
    assert receipt is not None
    data, first_at, before = receipt.data, receipt.first_at, receipt.verdict
    release()
    kind, apply = _understand(claimed.id, data, first_at)
    with transaction():
        _write_down(claimed, before, kind, apply)


def _write_down(claimed: Claimed, before: str | None, kind: Kind | None, apply: Apply) -> None:
    if not receipts.finish(claimed):
        return  # the lease went to another worker, which does the same
    outcome = apply()
    if _stands(before, outcome.verdict):
        return
    change(
        table_of(Receipt),
        claimed.id,
        verdict=outcome.verdict,
        note=outcome.note and outcome.note[:NOTE_LENGTH],
        worked_as=kind.value if kind else None,
        subject_kind=outcome.subject_kind,
        subject_id=outcome.subject_id,
    )


def _stands(before: str | None, now: ReceiptVerdict) -> bool:
    # Worked again, a callback finds its own event and is already known: what it was it remains.
    if before == ReceiptVerdict.APPLIED:
        return now is not ReceiptVerdict.CONFLICT
    return before not in (None, ReceiptVerdict.UNRECOGNISED) and now is ReceiptVerdict.ALREADY


def _understand(receipt_id: int, data: bytes, first_at: datetime) -> tuple[Kind | None, Apply]:
    try:
        value = read_data(data)
    except Unreadable as error:
        return None, _unrecognised(UNREADABLE, str(error))
    kind = recognise(value)
    handler = handler_of(kind) if kind else None
    if kind is None:
        return None, _unrecognised(NO_KIND)
    if handler is None:
        return kind, _unrecognised(NO_ROOM)
    try:
        return kind, handler(Received(receipt_id, value, first_at))
    except Unreadable as error:
        return kind, _unrecognised(UNREADABLE, str(error))


def _unrecognised(text: str, detail: str = "") -> Apply:
    return lambda: Outcome(ReceiptVerdict.UNRECOGNISED, noted(text, detail))


receipts = WorkTable(
    name="receipts",
    table=table_of(Receipt),
    lease=LEASE,
    run=_work,
    tries=lambda row_id: TRIES,
    together=lambda claimed: work_together(claimed, _write_down),
    at_once=AT_ONCE,
)


def settled(subject_kind: str, subject_id: int) -> None:
    """A person has decided what is true, inside the caller's transaction: its contradictions need no eyes."""
    table = table_of(Receipt)
    about = (table.c.subject_kind == subject_kind) & (table.c.subject_id == subject_id)
    change_where(table, about & (table.c.verdict == ReceiptVerdict.CONFLICT), verdict=ReceiptVerdict.SETTLED)


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


@every(name="callbacks.forget_refused", minutes=60)
def forget_refused() -> None:
    """Remove old counters of refused tokens: strangers decide how many there are."""
    with transaction() as session:
        session.execute(delete(RefusedToken).where(RefusedToken.hour < clock.now() - REFUSED_KEPT))
