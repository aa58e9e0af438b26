"""Callbacks about transfers abroad (callbacks.md)."""

from app.callbacks.handlers import Apply, Received, handles
from app.flip.callbacks import Kind as CallbackKind
from app.flip.callbacks import parse_international
from app.payouts.hearing import heard
from app.payouts.kinds import Sought
from app.timeline.models import Kind


@handles(CallbackKind.INTERNATIONAL)
def transfer_moved(received: Received) -> Apply:
    """Have Flip asked for the transfer."""
    told = parse_international(received.data)
    return heard(Kind.INTERNATIONAL, received, told, Sought(number=told.id))
