"""Clockwork and outbox work that ask Flip for the balance."""

from datetime import datetime

from app.balances import service
from app.balances.models import ReadBy
from app.flip.errors import FlipError
from app.gateway.door import asking
from app.gateway.tasks import on_balance
from app.lib import clock
from app.outbox.clockwork import every
from app.outbox.promises import work
from app.outbox.queue import TryLater


@every(name="balances.read", seconds=30)
def read_by_clock() -> None:
    """Ask for the balance (general: GET /general/balance); the next turn asks again, whatever comes of it."""
    _read(ReadBy.CLOCK)


@work("balances.read")
def read_after_moves() -> None:
    """Ask now, because money moved; what cannot be read now the clock reads soon."""
    _read(ReadBy.MOVED)


def _read(source: ReadBy) -> None:
    asked_at = clock.now()
    try:
        with asking() as flip:
            found = flip.general.balance()
    except (TryLater, FlipError):
        return
    service.take(found.balance_idr, source, asked_at)


@on_balance
def keep(balance_idr: int, asked_at: datetime) -> None:
    """Keep what the gateway read as it looked whether Flip takes our key."""
    service.take(balance_idr, ReadBy.PROBE, asked_at)
