"""What a payment callback means: a knock, confirmed by asking Flip for the payment's row (callbacks.md)."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from app.callbacks.handlers import Apply, Outcome, Received, handles, handles_together
from app.callbacks.models import ReceiptVerdict
from app.db.transaction import release
from app.flip.callbacks import Kind as CallbackKind
from app.flip.callbacks import PaymentCallback, Unreadable, parse_payment
from app.flip.errors import FlipRefused
from app.flip.payments import Payment as FlipPayment
from app.flip.payments import PaymentPage, PaymentQuery
from app.gateway.door import asking
from app.lib import clock
from app.lib.labels import mark as _
from app.payments.confirming import confirm, is_behind
from app.payments.days_list import DaysList
from app.payments.seen import from_row

ROWS_A_PAGE = 100
MOST_PAGES = 100
NOT_AT_FLIP = _("Flip does not know this payment.")

# What came from outside becomes part of an address at Flip: nothing but an id may.
_LINK_ID = re.compile(r"[A-Za-z0-9]{1,64}")
_FIRST_DAY, _LAST_DAY = date(2015, 1, 1), date(2200, 1, 1)


@handles(CallbackKind.PAYMENT)
def payment_moved(received: Received) -> Apply:
    """Ask Flip for the payment and take in what it shows; the callback's own words decide nothing."""
    told = parse_payment(received.data)
    release()
    link_id = _link_of(told)
    row = _ask_for(told, link_id)
    if row is None:
        return lambda: Outcome(ReceiptVerdict.UNRECOGNISED, NOT_AT_FLIP)
    return confirm(received, told, from_row(row, link_id))


@handles_together(CallbackKind.PAYMENT)
def payments_moved(received: Sequence[Received]) -> dict[int, Apply]:
    """The same for many: the list of a day they share is asked for, and answers for whom it shows as told."""
    ready: dict[int, Apply] = {}
    for day, several in _by_day(received).items():
        links = {_link_of(told) for _, told in several}
        link_id = links.pop() if len(links) == 1 else None
        wanted = {told.id: told.created_at for _, told in several if told.created_at}
        try:
            rows = DaysList(day, link_id).find(wanted)
        except FlipRefused:
            continue  # no such bill
        for one, told in several:
            row = rows.get(told.id)
            # In the list of all bills Flip alone says which one it is; what is not shown yet is asked again.
            if row and (row.link_id or link_id) and not is_behind(told, row.status):
                ready[one.receipt_id] = confirm(one, told, from_row(row, link_id))
    return ready


def _by_day(received: Sequence[Received]) -> dict[date, list[tuple[Received, PaymentCallback]]]:
    found: dict[date, list[tuple[Received, PaymentCallback]]] = defaultdict(list)
    for one in received:
        try:
            told = parse_payment(one.data)
        except Unreadable:
            continue
        if day := _day_of(told):
            found[day].append((one, told))
    return {day: several for day, several in found.items() if len(several) > 1}


def _link_of(told: PaymentCallback) -> str | None:
    return told.bill_link_id if told.bill_link_id and _LINK_ID.fullmatch(told.bill_link_id) else None


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
