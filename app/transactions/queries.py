"""Reads of the one list."""

from collections.abc import Sequence

from sqlalchemy import select

from app.db.paging import Page, bounded_counts, read_page
from app.extensions import db
from app.payouts.models import Payout
from app.timeline.models import Transaction
from app.timeline.pages import pages
from app.transactions.filters import Filters


def transactions_page(filters: Filters, cursor: str | None, size: int) -> Page[Transaction]:
    """One page of money movements, newest first."""
    return read_page(filters.narrow(select(Transaction)), Transaction.id, cursor=cursor, size=size)


def counts(filters: Filters) -> dict[str, int]:
    """How many movements stand under the tab of each kind, counted no further than the bound."""
    asked = {kind: filters.on(kind).narrow(select(Transaction)) for kind in pages()}
    return bounded_counts(asked)


def makers_of(row_ids: Sequence[int]) -> dict[int, str]:
    """Who made which movement, where somebody of the house did."""
    query = select(Payout.id, Payout.maker_name).where(Payout.id.in_(row_ids))
    return {number: name for number, name in db.session.execute(query) if name}
