"""What an inquiry callback means: the answer itself, sent once only (callbacks: Bank account inquiry)."""

from app.callbacks.handlers import Apply, Outcome, Received, handles
from app.callbacks.models import ReceiptVerdict
from app.flip.callbacks import Kind as CallbackKind
from app.flip.callbacks import parse_inquiry
from app.inquiries.models import KIND
from app.inquiries.service import answered, find_for
from app.lib.transitions import Verdict
from app.timeline.record import Cause, Source

VERDICTS = {
    Verdict.MOVED: ReceiptVerdict.APPLIED,
    Verdict.ALREADY: ReceiptVerdict.ALREADY,
    Verdict.LATE: ReceiptVerdict.LATE,
    Verdict.ILLEGAL: ReceiptVerdict.LATE,
}


@handles(CallbackKind.INQUIRY)
def inquiry_answered(received: Received) -> Apply:
    """Take the answer as it is: no money moves by it, and asking again would restart a failed check."""
    told = parse_inquiry(received.data)

    def apply() -> Outcome:
        inquiry = find_for(told)
        if inquiry is None:
            return Outcome(ReceiptVerdict.UNRECOGNISED, "nobody here asked for this account")
        cause = Cause(Source.CALLBACK, f"callback:{received.receipt_id}", "Flip", received.first_at)
        verdict = answered(inquiry.id, told, cause)
        return Outcome(VERDICTS[verdict], None, KIND, inquiry.id)

    return apply
