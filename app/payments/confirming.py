"""From what a callback says and what Flip shows of the payment to what becomes of both."""

from app.callbacks.handlers import Apply, Outcome, Received
from app.callbacks.models import ReceiptVerdict
from app.callbacks.notes import noted
from app.flip.callbacks import PaymentCallback
from app.lib.labels import mark as _
from app.lib.transitions import Verdict
from app.payments.seen import Seen
from app.payments.service import Taken, flag_contradiction, take
from app.payments.statuses import FINAL, FLIP_WORDS, PaymentStatus
from app.timeline.models import Kind
from app.timeline.record import Cause, Source

VERDICTS = {
    Verdict.MOVED: ReceiptVerdict.APPLIED,
    Verdict.ALREADY: ReceiptVerdict.ALREADY,
    Verdict.LATE: ReceiptVerdict.LATE,
    Verdict.CONFLICT: ReceiptVerdict.CONFLICT,
    Verdict.ILLEGAL: ReceiptVerdict.LATE,
}
UNKNOWN_WORD = _("Flip used a status we do not know.")
CONTRADICTION = _("The callback and Flip's own list say different things.")


class NotYetShown(Exception):
    """Flip's own list still shows an earlier state than its callback told; ask again in a while."""


def is_behind(told: PaymentCallback, word: str) -> bool:
    """True while Flip's own list shows an earlier state than its callback told."""
    return FLIP_WORDS.get(told.status) in FINAL and FLIP_WORDS.get(word) is PaymentStatus.PENDING


def confirm(received: Received, told: PaymentCallback, seen: Seen) -> Apply:
    """What is to be done inside the transaction that marks the receipt.

    :raises NotYetShown: while Flip's list is behind.
    """
    if is_behind(told, seen.word):
        raise NotYetShown(f"the callback says {told.status}, Flip's list {seen.word}")
    cause = Cause(Source.CALLBACK, f"callback:{received.receipt_id}", "Flip", received.first_at)

    def apply() -> Outcome:
        taken = take(seen, cause)
        verdict, note = _judge(told, seen, taken, cause)
        return Outcome(verdict, note, Kind.PAYMENT, taken.id)

    return apply


def _judge(
    told: PaymentCallback, seen: Seen, taken: Taken, cause: Cause
) -> tuple[ReceiptVerdict, str | None]:
    if words := _contradiction(told, seen):
        said, stands = words
        is_news = flag_contradiction(taken.id, cause, said=said, stands=stands)
        verdict = VERDICTS[Verdict.CONFLICT if is_news else taken.verdict]
        return verdict, noted(CONTRADICTION, f"{said} ≠ {stands}")
    if taken.verdict is Verdict.CONFLICT:
        return ReceiptVerdict.CONFLICT, None
    if new := next((word for word in (told.status, seen.word) if word not in FLIP_WORDS), None):
        return ReceiptVerdict.UNRECOGNISED, noted(UNKNOWN_WORD, new)
    return VERDICTS[taken.verdict], None


def _contradiction(told: PaymentCallback, seen: Seen) -> tuple[str, str] | None:
    said, shown = FLIP_WORDS.get(told.status), FLIP_WORDS.get(seen.word)
    if said in FINAL and shown in FINAL and said != shown:
        return told.status, seen.word
    if told.amount_idr != seen.amount_idr:
        return f"Rp {told.amount_idr}", f"Rp {seen.amount_idr}"
    return None
