"""Which room reads which kind of callback: rooms above register themselves."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.callbacks.models import ReceiptVerdict
from app.flip.callbacks import Kind


@dataclass(frozen=True)
class Received:
    """A callback as a room sees it: its number here, its parsed data, and when it first came (UTC)."""

    receipt_id: int
    data: object
    first_at: datetime


@dataclass(frozen=True)
class Outcome:
    """What a callback turned out to be, and what it was about."""

    verdict: ReceiptVerdict
    note: str | None = None
    subject_kind: str | None = None
    subject_id: int | None = None


Apply = Callable[[], Outcome]
Handler = Callable[[Received], Apply]
Together = Callable[[Sequence[Received]], Mapping[int, Apply]]

_handlers: dict[Kind, Handler] = {}
_together: dict[Kind, Together] = {}


def handles(kind: Kind) -> Callable[[Handler], Handler]:
    """Register what reads a kind of callback.

    The handler asks Flip what it must, outside of any transaction, and returns what is to be done; that is
    called inside the transaction which also marks the receipt, so that neither stands without the other.
    """

    def register(handler: Handler) -> Handler:
        _handlers[kind] = handler
        return handler

    return register


def handler_of(kind: Kind) -> Handler | None:
    """The room that reads this kind; None when no room does yet."""
    return _handlers.get(kind)


def handles_together(kind: Kind) -> Callable[[Together], Together]:
    """Register what asks Flip about many callbacks of a kind at once, when many wait.

    It answers by receipt number; whom it leaves out is handled alone. It raises only what concerns all.
    """

    def register(handler: Together) -> Together:
        _together[kind] = handler
        return handler

    return register


def together_of(kind: Kind) -> Together | None:
    """What reads many of this kind at once; None when they are read one by one."""
    return _together.get(kind)
