"""Clockwork that reads Flip's list of banks, so that the board is never older than a minute."""

from app.banks import service
from app.flip.errors import FlipError
from app.gateway.door import asking
from app.outbox.clockwork import every
from app.outbox.promises import work
from app.outbox.queue import TryLater


@every(name="banks.refresh", seconds=30)
def refresh_by_clock() -> None:
    """Read the list (general: GET /general/banks); what cannot be read now is read at the next turn."""
    try:
        refresh()
    except (TryLater, FlipError):
        return


@work("banks.refresh")
def refresh() -> None:
    """Read the list now."""
    with asking() as flip:
        listed = flip.general.banks()
    service.take_list(listed)
