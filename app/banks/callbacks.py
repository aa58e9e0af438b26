"""What a bank-status callback means: applied at once, then the list is read again (callbacks.md)."""

from app.banks.models import KIND
from app.banks.service import take_callback
from app.callbacks.handlers import Apply, Outcome, Received, handles
from app.callbacks.models import ReceiptVerdict
from app.flip.callbacks import Kind as CallbackKind
from app.flip.callbacks import Unreadable, parse_bank_status
from app.lib.transitions import Verdict
from app.outbox.promises import promise
from app.timeline.record import Cause, Source


@handles(CallbackKind.BANK_STATUS)
def bank_moved(received: Received) -> Apply:
    """The state of a bank is no money: it is believed at once, and Flip's list has the last word."""
    told = parse_bank_status(received.data)
    if not told:
        raise Unreadable("no bank in it makes sense")

    def apply() -> Outcome:
        found: list[tuple[Verdict, int | None]] = []
        for news in told:
            key = f"callback:{received.receipt_id} {news.bank_code}"
            found.append(take_callback(news, Cause(Source.CALLBACK, key, "Flip", received.first_at)))
        promise("banks.refresh", {}, once=f"banks.refresh:{received.receipt_id}")
        verdicts = [verdict for verdict, row_id in found]
        row_id = next((row_id for verdict, row_id in found if row_id is not None), None)
        if row_id is None:
            return Outcome(ReceiptVerdict.UNRECOGNISED, "a bank we have never seen in Flip's list")
        if Verdict.MOVED in verdicts:
            return Outcome(ReceiptVerdict.APPLIED, None, KIND, row_id)
        late = Verdict.LATE in verdicts
        return Outcome(ReceiptVerdict.LATE if late else ReceiptVerdict.ALREADY, None, KIND, row_id)

    return apply
