"""What speaks against letting a transfer abroad go: its corridor, its quote, and the one it is made from."""

from collections.abc import Sequence

from sqlalchemy import select

from app.corridors.models import ExchangeRate
from app.extensions import db
from app.international.models import InternationalTransfer
from app.international.quoting import corridors_of, is_old, why_closed
from app.lib.labels import mark as _
from app.payouts.kinds import Examined
from app.payouts.verdict import may_have_paid

EARLIER_MOVED = _(
    "The payout this was made anew from may have paid after all, so this one cannot be approved. "
    "Look at that one."
)
OLD_QUOTE = _(
    "This is no longer what it costs: the quote is more than a day old, or the rate moved since. "
    "Its maker can take the new quote; approving the old one needs a reason."
)


def examine(row_ids: Sequence[int]) -> dict[int, Examined]:
    """What the corridors and the quotes say against transfers, read afresh."""
    query = select(InternationalTransfer).where(InternationalTransfer.id.in_(row_ids))
    rows = db.session.scalars(query.execution_options(populate_existing=True)).all()
    corridors = corridors_of(rows)
    return {row.id: _examined(row, corridors[row.id]) for row in rows}


def _examined(row: InternationalTransfer, corridor: ExchangeRate | None) -> Examined:
    earlier_id, bank = row.transaction.earlier_id, row.bank_name
    if earlier_id is not None and may_have_paid(earlier_id, but=row.id):
        return Examined(forbidden=EARLIER_MOVED, bank=bank)
    if why := why_closed(corridor):
        return Examined(forbidden=why, bank=bank)
    return Examined(doubt=OLD_QUOTE if is_old(row, corridor) else None, bank=bank)
