"""Reading Flip's lists of transfers: what was made elsewhere gets its row, and lost callbacks are caught."""

import logging

from sqlalchemy import select

from app.db.transaction import release, transaction
from app.extensions import db
from app.flip.errors import FlipError
from app.flip.pages import Page
from app.gateway.door import asking
from app.lib import clock
from app.outbox.clockwork import every
from app.outbox.queue import TryLater
from app.payouts import marks, taking
from app.payouts.kinds import AtFlip, kind_of, kinds
from app.payouts.marks import Reading
from app.payouts.statuses import PayoutStatus
from app.timeline.models import Transaction
from app.timeline.record import Cause, Source

log = logging.getLogger(__name__)

PAGES_A_TURN = 50


@every(name="payouts.sync", minutes=3)
def sync() -> None:
    """Read Flip's list of each kind, newest first, back to what is known."""
    for kind in kinds():
        _read(kind)


def _read(kind: str) -> None:
    """Read one list; a long reading goes on in the next turn.

    New transfers meanwhile push the list down, so a row may be met twice but none is missed; they themselves
    are met by the reading after that.
    """
    reading = marks.begin(kind)
    number = reading.next_page
    for number in range(reading.next_page, reading.next_page + PAGES_A_TURN):
        try:
            page = _page(kind, number)
        except (TryLater, FlipError):
            marks.pause(reading, number)
            return
        _take_in(kind, page)
        if number >= page.total_page or not page.rows or _is_known(page, reading):
            marks.complete(reading)
            return
    marks.pause(reading, number + 1)


def _is_known(page: Page[AtFlip], reading: Reading) -> bool:
    """True when this page, and so all that follow, is older than what has to be read."""
    met = [row.created_at for row in page.rows if row.created_at]
    # One documentation has another word for the order: where Flip does not take it, the newest come last.
    return bool(met) and max(met) < reading.back_to and met[0] >= met[-1]


def _page(kind: str, number: int) -> Page[AtFlip]:
    with asking() as flip:
        return kind_of(kind).listed(flip, number)


def _take_in(kind: str, page: Page[AtFlip]) -> None:
    if page.rows.unreadable:
        log.error("Flip lists %d transfers that cannot be read", len(page.rows.unreadable))
    known = _known(kind, [row.id for row in page.rows])
    for row in page.rows:
        if known.get(row.id) == row.status:
            continue
        try:
            _take_one(kind, row)
        except Exception:
            log.exception("a transfer that Flip lists could not be taken in", extra={"flip_id": row.id})


def _known(kind: str, flip_ids: list[str]) -> dict[str | None, str | None]:
    query = select(Transaction.flip_id, Transaction.flip_status)
    rows = db.session.execute(query.where(Transaction.kind == kind, Transaction.flip_id.in_(flip_ids)))
    found = {row[0]: row[1] for row in rows}
    release()
    return found


def _take_one(kind: str, shown: AtFlip) -> None:
    cause = Cause(Source.POLLING, f"polling:{shown.status}", "Flip", clock.now())
    with transaction():
        row_id = taking.find_for(kind, shown)
        if row_id is None:
            row_id = taking.add_from_elsewhere(kind, shown, cause)
        elif db.session.get_one(Transaction, row_id).status == PayoutStatus.SENDING:
            return  # the answer to that is awaited: the list may show an earlier attempt with our key
        taking.take_checked(row_id, shown, cause)
