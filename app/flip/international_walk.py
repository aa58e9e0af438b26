"""Watches over a walk through the list of transfers abroad: nothing may pass for its end but the end."""

from datetime import datetime

from app.flip.international_models import InternationalTransfer
from app.flip.json_text import Unreadable
from app.flip.pages import Page


class Walk:
    """One walk, page after page, newest first; rows made meanwhile push others back, and lose none."""

    def __init__(self) -> None:
        self.is_over = False
        self._number = 0
        self._to_show = 0
        self._met: set[str] = set()
        self._odd = 0

    def step(self, page: Page[InternationalTransfer]) -> Page[InternationalTransfer]:
        """Take note of the next page, and give it back.

        Raises:
            Unreadable: it is the last one, and not all that Flip counted at first was shown.
        """
        self._number += 1
        if self._number == 1:
            self._to_show = page.total_data
        self._met |= {row.id for row in page.rows}
        self._odd += len(page.rows.unreadable)
        is_empty = not (page.rows or page.rows.unreadable)
        self.is_over = is_empty or self._number >= page.total_page
        if self.is_over and len(self._met) + self._odd < self._to_show:
            raise Unreadable("the list ended early")
        return page


def hides(page: Page[InternationalTransfer], idempotency_key: str, since: datetime | None = None) -> bool:
    """Whether a row of this page may stand for the transfer made with this key, without showing it.

    What was made before `since` (UTC) cannot.
    """
    # Only what people make in Flip's own dashboard has no key.
    keyless = (
        row for row in page.rows if row.idempotency_key is None and row.created_from.upper() != "DASHBOARD"
    )
    return any(since is None or row.created_at is None or row.created_at >= since for row in keyless) or any(
        _may_be(row, idempotency_key) for row in page.rows.unreadable
    )


def _may_be(row: object, idempotency_key: str) -> bool:
    shown = row.get("idempotency_key") if isinstance(row, dict) else None
    return not shown or str(shown) == idempotency_key
