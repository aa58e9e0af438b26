"""Clockwork that reads Flip's list of banks, so that the board is never older than a minute."""

from app.banks import service
from app.db.transaction import transaction
from app.flip.errors import FlipError
from app.gateway.door import asking
from app.lib import clock
from app.outbox.clockwork import every
from app.outbox.promises import promise, work
from app.outbox.queue import TryLater


@every(name="banks.refresh", seconds=30)
def refresh_by_clock() -> None:
    """Read the list (general: GET /general/banks); what cannot be read now is read at the next turn.

    While Flip is away it is promised too, once an hour, because promises are hurried when Flip is heard
    again: nobody looks at an old board, or in a new house at an empty one, for half a minute more.
    """
    try:
        refresh()
    except (TryLater, FlipError):
        with transaction():
            promise("banks.refresh", {}, once=f"banks.refresh:{clock.now():%Y-%m-%dT%H}")


@work("banks.refresh")
def refresh() -> None:
    """Read the list now."""
    with asking() as flip:
        listed = flip.general.banks()
    service.take_list(listed)
