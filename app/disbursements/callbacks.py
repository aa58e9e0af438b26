"""What a transaction callback means: a knock, confirmed by asking Flip for the transfer (callbacks.md)."""

from app.callbacks.handlers import Apply, Outcome, Received, handles
from app.callbacks.models import ReceiptVerdict
from app.db.transaction import release
from app.disbursements import taking, through
from app.disbursements.asking import find_by_number
from app.flip.callbacks import Kind as CallbackKind
from app.flip.callbacks import parse_disbursement
from app.flip.errors import FlipNotFound
from app.gateway.door import asking
from app.lib.transitions import Verdict
from app.payouts.statuses import FINAL, FLIP_WORDS
from app.timeline.models import Kind
from app.timeline.record import Cause, Source

VERDICTS = {
    Verdict.MOVED: ReceiptVerdict.APPLIED,
    Verdict.ALREADY: ReceiptVerdict.ALREADY,
    Verdict.LATE: ReceiptVerdict.LATE,
    Verdict.CONFLICT: ReceiptVerdict.CONFLICT,
    Verdict.ILLEGAL: ReceiptVerdict.LATE,
}


class NotYetShown(Exception):
    """Flip itself still shows an earlier state than its callback told; ask again in a while."""


@handles(CallbackKind.DISBURSEMENT)
def disbursement_moved(received: Received) -> Apply:
    """Ask Flip for the transfer and take in what it shows; the callback's own words decide nothing."""
    told = parse_disbursement(received.data)
    of_agent = through.named_by(told) is not None
    release()
    try:
        with asking() as flip:
            shown = find_by_number(flip, told.id, of_agent=of_agent)
    except FlipNotFound:
        return lambda: Outcome(ReceiptVerdict.UNRECOGNISED, "Flip does not know this transfer")
    said, now = FLIP_WORDS.get(told.status), FLIP_WORDS.get(shown.status)
    if said in FINAL and now not in FINAL:
        raise NotYetShown(f"the callback says {told.status}, Flip {shown.status}")
    cause = Cause(Source.CALLBACK, f"callback:{received.receipt_id}", "Flip", received.first_at)

    def apply() -> Outcome:
        row_id = taking.find_for(shown) or taking.add_from_elsewhere(shown, cause)
        if not taking.agrees(row_id, shown):
            taking.disagree(row_id, shown, cause)
        verdict = taking.take(row_id, shown, cause)
        if said in FINAL and said != now:
            taking.contradict(row_id, cause, said=told.status, stands=shown.status)
            note = f"the callback says {told.status}, Flip {shown.status}"
            return Outcome(ReceiptVerdict.CONFLICT, note, Kind.DISBURSEMENT, row_id)
        return Outcome(VERDICTS[verdict], None, Kind.DISBURSEMENT, row_id)

    return apply
