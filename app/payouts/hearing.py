"""What a callback about a payout means: a knock, confirmed by asking Flip for the transfer (callbacks.md)."""

from app.callbacks.handlers import Apply, Outcome, Received
from app.callbacks.models import ReceiptVerdict
from app.db.transaction import release
from app.gateway.door import asking
from app.lib.transitions import Verdict
from app.payouts import taking
from app.payouts.kinds import AtFlip, Sought, kind_of
from app.payouts.statuses import FINAL, FLIP_WORDS
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


def heard(kind: str, received: Received, told: AtFlip, sought: Sought) -> Apply:
    """Ask Flip for the transfer and take in what it shows; the callback's own words decide nothing."""
    release()
    with asking() as flip:
        shown = kind_of(kind).by_number(flip, sought)
    if shown is None:
        return lambda: Outcome(ReceiptVerdict.UNRECOGNISED, "Flip does not know this transfer")
    found: AtFlip = shown
    said, now = FLIP_WORDS.get(told.status), FLIP_WORDS.get(found.status)
    if said in FINAL and now not in FINAL:
        raise NotYetShown(f"the callback says {told.status}, Flip {found.status}")
    cause = Cause(Source.CALLBACK, f"callback:{received.receipt_id}", "Flip", received.first_at)

    def apply() -> Outcome:
        row_id = taking.find_for(kind, found) or taking.add_from_elsewhere(kind, found, cause)
        verdict = taking.take_checked(row_id, found, cause)
        if said in FINAL and said != now:
            taking.contradict(row_id, cause, said=told.status, stands=found.status)
            note = f"the callback says {told.status}, Flip {found.status}"
            return Outcome(ReceiptVerdict.CONFLICT, note, kind, row_id)
        return Outcome(VERDICTS[verdict], None, kind, row_id)

    return apply
