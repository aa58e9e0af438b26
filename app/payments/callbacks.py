"""What a payment callback means: a knock, confirmed by asking Flip for the payment's row (callbacks.md)."""

from app.callbacks.handlers import Apply, Outcome, Received, handles
from app.callbacks.models import ReceiptVerdict
from app.db.transaction import release
from app.flip.callbacks import Kind as CallbackKind
from app.flip.callbacks import PaymentCallback, parse_payment
from app.flip.errors import FlipNotFound
from app.flip.payments import Payment as FlipPayment
from app.flip.payments import PaymentQuery
from app.gateway.door import asking
from app.lib import clock
from app.lib.transitions import Verdict
from app.payments.seen import from_row
from app.payments.service import Taken, flag_contradiction, take
from app.payments.statuses import FINAL, FLIP_WORDS
from app.timeline.models import Kind
from app.timeline.record import Cause, Source

ROWS_A_PAGE = 100
MOST_PAGES = 200
VERDICTS = {
    Verdict.MOVED: ReceiptVerdict.APPLIED,
    Verdict.ALREADY: ReceiptVerdict.ALREADY,
    Verdict.LATE: ReceiptVerdict.LATE,
    Verdict.CONFLICT: ReceiptVerdict.CONFLICT,
    Verdict.ILLEGAL: ReceiptVerdict.LATE,
}


class NotYetShown(Exception):
    """Flip's own list still shows an earlier state than its callback told; ask again in a while."""


@handles(CallbackKind.PAYMENT)
def payment_moved(received: Received) -> Apply:
    """Ask Flip for the payment and take in what it shows; the callback's own words decide nothing."""
    told = parse_payment(received.data)
    release()
    row = _ask_for(told)
    if row is None:
        return lambda: Outcome(ReceiptVerdict.UNRECOGNISED, "Flip does not know this payment")
    said, shown = FLIP_WORDS.get(told.status), FLIP_WORDS.get(row.status)
    if said in FINAL and shown not in FINAL:
        raise NotYetShown(f"the callback says {told.status}, Flip's list {row.status}")
    cause = Cause(Source.CALLBACK, f"callback:{received.receipt_id}", "Flip", received.first_at)
    seen = from_row(row, told.bill_link_id)

    def apply() -> Outcome:
        taken = take(seen, cause)
        note = _contradiction(told, row, taken, cause)
        verdict = ReceiptVerdict.CONFLICT if note else VERDICTS[taken.verdict]
        if said is None and not note:
            verdict, note = ReceiptVerdict.UNRECOGNISED, f"a status we do not know: {told.status}"
        return Outcome(verdict, note, Kind.PAYMENT, taken.id)

    return apply


def _contradiction(told: PaymentCallback, row: FlipPayment, taken: Taken, cause: Cause) -> str | None:
    said, shown = FLIP_WORDS.get(told.status), FLIP_WORDS.get(row.status)
    if said in FINAL and shown in FINAL and said != shown:
        flag_contradiction(taken.id, cause, said=told.status, stands=row.status)
        return f"the callback says {told.status}, Flip's list {row.status}"
    if told.amount_idr != row.amount_idr:
        flag_contradiction(taken.id, cause, said=f"{told.amount_idr}", stands=f"{row.amount_idr}")
        return f"the callback says {told.amount_idr} rupiah, Flip's list {row.amount_idr}"
    return None


def _ask_for(told: PaymentCallback) -> FlipPayment | None:
    day = clock.to_wib(told.created_at).date() if told.created_at else None
    for page_number in range(1, MOST_PAGES + 1):
        query = PaymentQuery(
            start_date=day, end_date=day, pagination=ROWS_A_PAGE, page=page_number, sort_type="sort_desc"
        )
        try:
            with asking() as flip:
                page = (
                    flip.payments.of_bill(told.bill_link_id, query)
                    if told.bill_link_id
                    else flip.payments.all(query)
                )
        except FlipNotFound:
            return None
        found = next((row for row in page.rows if row.id == told.id), None)
        if found is not None:
            return found
        if page_number >= page.total_page or not page.rows:
            return None
    return None
