"""Flip's list of one day's payments: where many are wanted, only the pages they stand on are read."""

from bisect import bisect_left
from collections.abc import Mapping
from datetime import UTC, date, datetime

from app.flip.payments import Payment, PaymentPage, PaymentQuery
from app.gateway.door import asking

ROWS_A_PAGE = 100


class DaysList:
    """The payments begun on one WIB day, newest first, of one bill or of all; no page is asked for twice."""

    def __init__(self, day: date, link_id: str | None) -> None:
        self._day = day
        self._link_id = link_id
        self._pages: dict[int, PaymentPage] = {}

    def find(self, wanted: Mapping[str, datetime]) -> dict[str, Payment]:
        """Rows of these payments (id → when begun), as far as that takes fewer calls than there are payments.

        :raises FlipRefused: when there is no such bill.
        """
        oldest, newest = min(wanted.values()), max(wanted.values())
        numbers = range(1, self._page(1).total_page + 1)
        # The list is in order of time, so the page that `newest` stands on is found by halves.
        first = bisect_left(numbers, True, key=lambda number: self._last_moment(number) <= newest)
        found: dict[str, Payment] = {}
        for number in numbers[first:]:
            found |= {row.id: row for row in self._page(number).rows if row.id in wanted}
            if len(found) == len(wanted) or self._last_moment(number) < oldest:
                break
            if len(self._pages) >= len(wanted):
                break
        return found

    def _last_moment(self, number: int) -> datetime:
        moments = [row.created_at for row in self._page(number).rows if row.created_at]
        return min(moments, default=datetime.min.replace(tzinfo=UTC))

    def _page(self, number: int) -> PaymentPage:
        if number not in self._pages:
            query = PaymentQuery(
                start_date=self._day,
                end_date=self._day,
                pagination=ROWS_A_PAGE,
                page=number,
                sort_by="created_at",
                sort_type="sort_desc",
            )
            with asking() as flip:
                link_id, payments = self._link_id, flip.payments
                self._pages[number] = payments.of_bill(link_id, query) if link_id else payments.all(query)
        return self._pages[number]
