"""What a payment callback means: a knock, confirmed by asking Flip for the payment's row (callbacks.md)."""

import re
from collections.abc import Iterator
from datetime import date

from app.callbacks.handlers import Apply, Outcome, Received, handles
from app.callbacks.models import ReceiptVerdict
from app.callbacks.notes import noted
from app.db.transaction import release
from app.flip.callbacks import Kind as CallbackKind
from app.flip.callbacks import PaymentCallback, parse_payment
from app.flip.errors import FlipRefused
from app.flip.payments import Payment as FlipPayment
from app.flip.payments import PaymentPage, PaymentQuery
from app.gateway.door import asking
from app.lib import clock
from app.lib.labels import mark as _
from app.lib.transitions import Verdict
from app.payments.seen import from_row
from app.payments.service import Taken, flag_contradiction, take
from app.payments.statuses import FINAL, FLIP_WORDS, PaymentStatus
from app.timeline.models import Kind
from app.timeline.record import Cause, Source

ROWS_A_PAGE = 100
MOST_PAGES = 100
VERDICTS = {
    Verdict.MOVED: ReceiptVerdict.APPLIED,
    Verdict.ALREADY: ReceiptVerdict.ALREADY,
    Verdict.LATE: ReceiptVerdict.LATE,
    Verdict.CONFLICT: ReceiptVerdict.CONFLICT,
    Verdict.ILLEGAL: ReceiptVerdict.LATE,
}
NOT_AT_FLIP = _("Flip does not know this payment.")
UNKNOWN_WORD = _("Flip used a status we do not know.")
CONTRADICTION = _("The callback and Flip's own list say different things.")

# What came from outside becomes part of an address at Flip: nothing but an id may.
_LINK_ID = re.compile(r"[A-Za-z0-9]{1,64}")
_FIRST_DAY, _LAST_DAY = date(2015, 1, 1), date(2200, 1, 1)


class NotYetShown(Exception):
    """Flip's own list still shows an earlier state than its callback told; ask again in a while."""


@handles(CallbackKind.PAYMENT)
def payment_moved(received: Received) -> Apply:
    """Ask Flip for the payment and take in what it shows; the callback's own words decide nothing."""
    told = parse_payment(received.data)
    release()
    link_id = told.bill_link_id if told.bill_link_id and _LINK_ID.fullmatch(told.bill_link_id) else None
    row = _ask_for(told, link_id)
    if row is None:
        return lambda: Outcome(ReceiptVerdict.UNRECOGNISED, NOT_AT_FLIP)
    if FLIP_WORDS.get(told.status) in FINAL and FLIP_WORDS.get(row.status) is PaymentStatus.PENDING:
        raise NotYetShown(f"the callback says {told.status}, Flip's list {row.status}")
    cause = Cause(Source.CALLBACK, f"callback:{received.receipt_id}", "Flip", received.first_at)
    seen = from_row(row, link_id)

    def apply() -> Outcome:
        taken = take(seen, cause)
        verdict, note = _judge(told, row, taken, cause)
        return Outcome(verdict, note, Kind.PAYMENT, taken.id)

    return apply


def _judge(
    told: PaymentCallback, row: FlipPayment, taken: Taken, cause: Cause
) -> tuple[ReceiptVerdict, str | None]:
    if words := _contradiction(told, row):
        said, stands = words
        is_news = flag_contradiction(taken.id, cause, said=said, stands=stands)
        verdict = VERDICTS[Verdict.CONFLICT if is_news else taken.verdict]
        return verdict, noted(CONTRADICTION, f"{said} ≠ {stands}")
    if taken.verdict is Verdict.CONFLICT:
        return ReceiptVerdict.CONFLICT, None
    if new := next((word for word in (told.status, row.status) if word not in FLIP_WORDS), None):
        return ReceiptVerdict.UNRECOGNISED, noted(UNKNOWN_WORD, new)
    return VERDICTS[taken.verdict], None


def _contradiction(told: PaymentCallback, row: FlipPayment) -> tuple[str, str] | None:
    said, shown = FLIP_WORDS.get(told.status), FLIP_WORDS.get(row.status)
    if said in FINAL and shown in FINAL and said != shown:
        return told.status, row.status
    if told.amount_idr != row.amount_idr:
        return f"Rp {told.amount_idr}", f"Rp {row.amount_idr}"
    return None


def _ask_for(told: PaymentCallback, link_id: str | None) -> FlipPayment | None:
    day = _day_of(told)
    found = next((row for row in _rows(link_id, day) if row.id == told.id), None)
    if found is None and link_id and day:  # the day may be told otherwise than listed
        found = next((row for row in _rows(link_id, None) if row.id == told.id), None)
    return found


def _day_of(told: PaymentCallback) -> date | None:
    try:
        day = clock.to_wib(told.created_at).date() if told.created_at else None
    except OverflowError:
        return None
    return day if day and _FIRST_DAY <= day <= _LAST_DAY else None


def _rows(link_id: str | None, day: date | None) -> Iterator[FlipPayment]:
    for page_number in range(1, MOST_PAGES + 1):
        query = PaymentQuery(
            start_date=day, end_date=day, pagination=ROWS_A_PAGE, page=page_number, sort_type="sort_desc"
        )
        try:
            page = _page(link_id, query)
        except FlipRefused:
            return  # no such bill
        yield from page.rows
        if page_number >= page.total_page or not page.rows:
            return


def _page(link_id: str | None, query: PaymentQuery) -> PaymentPage:
    with asking() as flip:
        return flip.payments.of_bill(link_id, query) if link_id else flip.payments.all(query)
