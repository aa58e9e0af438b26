"""Clockwork that asks Flip how it is, so that pages can say it and paused sending finds its way back."""

from collections.abc import Callable
from datetime import datetime, timedelta

from app.db.transaction import release
from app.flip.errors import FlipError
from app.gateway import state
from app.gateway.door import asking
from app.gateway.models import FlipState
from app.gateway.signed_look import ask_signed
from app.lib import clock
from app.outbox.clockwork import every
from app.outbox.queue import TryLater

FRESH = timedelta(seconds=30)

Keeper = Callable[[int, datetime], None]
_keepers: list[Keeper] = []


def on_balance(keep: Keeper) -> Keeper:
    """Have a room above keep the balance this clockwork comes by: rupiah, and when Flip was asked."""
    if keep not in _keepers:
        _keepers.append(keep)
    return keep


@every(name="gateway.look", seconds=15)
def look() -> None:
    """Ask for maintenance, working hours and balance unless Flip was heard well a moment ago.

    The balance call is the one that shows whether our key is accepted, so it ends a pause; where Flip
    checks signatures, a signed call has to pass as well.
    """
    known = state.connection()
    release()
    well = known.state in state.WELL
    if well and known.heard_at and clock.now() - known.heard_at < FRESH:
        return
    balance_idr, asked_at = None, clock.now()
    try:
        with asking(probe=True) as flip:
            in_maintenance = flip.general.maintenance()
            is_open = in_maintenance or flip.general.operational()
            if not in_maintenance:
                asked_at = clock.now()
                balance_idr = flip.general.balance().balance_idr
                if known.needs_signed_look:
                    ask_signed(flip)
    except (TryLater, FlipError):
        return
    found = FlipState.WELL if is_open else FlipState.CLOSED
    state.note(FlipState.MAINTENANCE if in_maintenance else found, heard=True, probe=True)
    if balance_idr is not None:
        for keep in _keepers:
            keep(balance_idr, asked_at)


@every(name="gateway.hours", minutes=1)
def look_at_hours() -> None:
    """Ask whether Flip works now (general: operational): a Flip that answers well may still be closed."""
    if state.connection().state not in state.WELL:
        return
    try:
        with asking() as flip:
            is_open = flip.general.operational()
    except (TryLater, FlipError):
        return
    state.note(FlipState.WELL if is_open else FlipState.CLOSED, heard=True)
