"""The kinds of payout the rooms above know how to send, show and examine; each registers itself here."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Examined:
    """What speaks against letting a payout go, as its own room knows it.

    `forbidden` (English source) is why nobody may approve it as it stands; `doubt` is why an approver has to
    write down a reason. None means nothing. `waits` is true while an answer may still come by itself, so
    that nobody's turn has come. `through` is the name of the agent who sends it, if one does.
    """

    forbidden: str | None = None
    doubt: str | None = None
    waits: bool = False
    through: str | None = None

    @property
    def is_plain(self) -> bool:
        """True when nothing speaks against it."""
        return self.forbidden is None and self.doubt is None


@dataclass(frozen=True)
class PayoutKind:
    """A kind of transfer out: the outbox work that sends it, its page, and what its room says of rows."""

    send: str
    endpoint: str
    examine: Callable[[Sequence[int]], Mapping[int, Examined]]


_kinds: dict[str, PayoutKind] = {}


def add_kind(kind: str, does: PayoutKind) -> None:
    """Register a kind of payout, by the kind its transactions have."""
    _kinds[kind] = does


def kind_of(kind: str) -> PayoutKind:
    """What is registered for a kind."""
    return _kinds[kind]


def kinds() -> tuple[str, ...]:
    """Every kind of transaction that is a payout."""
    return tuple(_kinds)
