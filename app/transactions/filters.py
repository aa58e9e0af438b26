"""What the list is narrowed to, and how each part of it narrows a query."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, Select, or_

from app.lib import clock
from app.payouts.statuses import PayoutStatus
from app.timeline.models import Transaction
from app.timeline.pages import pages
from app.web.forms import digits_only

ALL = "all"


@dataclass(frozen=True)
class Filters:
    """The tab (a kind, or all), and what was asked for; None and empty ask for nothing.

    `status` is a family of words and one of them, such as `payout.DONE`. Days are in WIB, both ends belong to
    it; amounts are whole rupiah. `needs_look` keeps what Flip contradicted or lost, and what nobody knows.
    """

    tab: str = ALL
    words: str = ""
    status: str = ""
    since: date | None = None
    until: date | None = None
    least_idr: int | None = None
    most_idr: int | None = None
    origin: str = ""
    needs_look: bool = False

    @property
    def narrows(self) -> bool:
        """True when anything is asked for; another tab alone asks for something too."""
        return self != Filters()

    def on(self, tab: str) -> "Filters":
        """The same under another tab; a status leaves where no movement can have it."""
        return replace(self, tab=tab, status=self.status if _has(tab, self.status) else "")

    def narrow(self, query: Select[Transaction]) -> Select[Transaction]:
        """The movements of the query that are asked for."""
        return query.where(*self._of_kind(), *self._of_time(), *self._of_amount(), *self._of_rest())

    def _of_kind(self) -> list[ColumnElement[bool]]:
        asked = [Transaction.kind == self.tab] if self.tab != ALL else []
        if self.status:
            family, _, word = self.status.partition(".")
            kinds = [kind for kind, page in pages().items() if page.family == family]
            asked += [Transaction.kind.in_(kinds), Transaction.status == word]
        return asked

    def _of_time(self) -> list[ColumnElement[bool]]:
        asked = [Transaction.created_at >= clock.day_bounds(self.since)[0]] if self.since else []
        if self.until:
            asked.append(Transaction.created_at < clock.day_bounds(self.until)[1])
        return asked

    def _of_amount(self) -> list[ColumnElement[bool]]:
        asked = [Transaction.amount_idr >= self.least_idr] if self.least_idr is not None else []
        if self.most_idr is not None:
            asked.append(Transaction.amount_idr <= self.most_idr)
        return asked

    def _of_rest(self) -> list[ColumnElement[bool]]:
        asked = [Transaction.origin == self.origin] if self.origin else []
        if self.needs_look:
            unknown = Transaction.status == PayoutStatus.UNKNOWN
            asked.append(or_(Transaction.attention.is_not(None), unknown))
        if self.words:
            asked.append(_says(self.words))
        return asked


def _has(tab: str, status: str) -> bool:
    return tab == ALL or status.partition(".")[0] == pages()[tab].family


def _says(words: str) -> ColumnElement[bool]:
    # Numbers are looked for whole; an account's as people type it, in groups.
    account = digits_only(words) or words
    return or_(
        Transaction.search_text.contains(words.lower(), autoescape=True),
        Transaction.public_id == words.upper(),
        Transaction.flip_id == words,
        Transaction.idempotency_key == words,
        Transaction.account_number.in_({account, account.upper()}),
    )
