"""Reading Flip's list of transfers: what was made elsewhere gets its row, and lost callbacks are caught."""

import logging

from sqlalchemy import select

from app.db.transaction import release, transaction
from app.disbursements import marks, taking
from app.extensions import db
from app.flip.disbursements import Disbursement as Shown
from app.flip.disbursements import DisbursementQuery
from app.flip.errors import FlipError
from app.flip.pages import Page
from app.gateway.door import asking
from app.lib import clock
from app.outbox.clockwork import every
from app.outbox.queue import TryLater
from app.payouts.statuses import PayoutStatus
from app.timeline.models import Kind, Transaction
from app.timeline.record import Cause, Source

log = logging.getLogger(__name__)

ROWS_A_PAGE = 100
PAGES_A_TURN = 50


@every(name="disbursements.sync", minutes=3)
def sync() -> None:
    """Read Flip's list, newest first, back to what is known (disbursement: GET /v3/disbursement).

    A long reading goes on in the next turn. New transfers meanwhile push the list down, so a row may be met
    twice but none is missed; they themselves are met by the reading after that.
    """
    reading = marks.begin()
    number = reading.next_page
    for number in range(reading.next_page, reading.next_page + PAGES_A_TURN):
        try:
            page = _page(number)
        except (TryLater, FlipError):
            marks.pause(reading, number)
            return
        _take_in(page)
        met = [row.created_at for row in page.rows if row.created_at]
        if number >= page.total_page or not page.rows or (met and max(met) < reading.back_to):
            marks.complete(reading)
            return
    marks.pause(reading, number + 1)


def _page(number: int) -> Page[Shown]:
    with asking() as flip:
        return flip.disbursements.list(DisbursementQuery(pagination=ROWS_A_PAGE, page=number))


def _take_in(page: Page[Shown]) -> None:
    if page.rows.unreadable:
        log.error("Flip lists %d transfers that cannot be read", len(page.rows.unreadable))
    known = _known([row.id for row in page.rows])
    for row in page.rows:
        if known.get(row.id) == row.status:
            continue
        try:
            _take_one(row)
        except Exception:
            log.exception("a transfer that Flip lists could not be taken in", extra={"flip_id": row.id})


def _known(flip_ids: list[str]) -> dict[str | None, str | None]:
    query = select(Transaction.flip_id, Transaction.flip_status)
    rows = db.session.execute(
        query.where(Transaction.kind == Kind.DISBURSEMENT, Transaction.flip_id.in_(flip_ids))
    )
    found = {row[0]: row[1] for row in rows}
    release()
    return found


def _take_one(shown: Shown) -> None:
    cause = Cause(Source.POLLING, f"polling:{shown.status}", "Flip", clock.now())
    with transaction():
        row_id = taking.find_for(shown)
        if row_id is None:
            row_id = taking.add_from_elsewhere(shown, cause)
        elif db.session.get_one(Transaction, row_id).status == PayoutStatus.SENDING:
            return  # the answer to that is awaited: the list may show an earlier attempt with our key
        taking.take_checked(row_id, shown, cause)
