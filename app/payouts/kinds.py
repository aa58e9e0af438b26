"""What a kind of payout does its own way, on the way to Flip and back; each room registers its kind here."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar

from app.flip.client import FlipClient
from app.flip.pages import Page
from app.gateway.lanes import Place
from app.payouts.rows import PayoutRow
from app.payouts.statuses import HeldFor
from app.timeline.models import Kind, Transaction
from app.timeline.record import Cause


@dataclass(frozen=True)
class Examined:
    """What speaks against letting a payout go, as its own room knows it.

    `forbidden` (English source) is why nobody may approve it as it stands; `doubt` is why an approver has to
    write down a reason. None means nothing. `waits` is true while an answer may still come by itself, so
    that nobody's turn has come. `through` is the name of the agent who sends it, if one does; `bank` that of
    a bank which Flip's list of banks in Indonesia does not have.
    """

    forbidden: str | None = None
    doubt: str | None = None
    waits: bool = False
    through: str | None = None
    bank: str | None = None

    @property
    def is_plain(self) -> bool:
        """True when nothing speaks against it."""
        return self.forbidden is None and self.doubt is None


@dataclass(frozen=True)
class Sought:
    """By what Flip is asked for a transfer: our key, Flip's number, Flip's number of the agent it is of.

    `since` (UTC) is when our row was made: no transfer of ours is older.
    """

    key: str | None = None
    number: str | None = None
    agent: str | None = None
    since: datetime | None = None

    @classmethod
    def of(cls, movement: Transaction) -> "Sought":
        """By what one of our rows is looked for."""
        return cls(movement.idempotency_key, movement.flip_id, movement.parent_flip_id, movement.created_at)


class AtFlip(Protocol):
    """What Flip shows of a transfer of any kind."""

    @property
    def id(self) -> str:
        """Flip's number of it."""

    @property
    def status(self) -> str:
        """Flip's word for where it stands."""

    @property
    def amount_idr(self) -> int:
        """What it is in rupiah."""

    @property
    def fee_idr(self) -> int | None:
        """Flip's fee in rupiah; None when Flip does not tell it."""

    @property
    def reason(self) -> str | None:
        """Why Flip cancelled it."""

    @property
    def idempotency_key(self) -> str | None:
        """The key it was made with."""

    @property
    def created_at(self) -> datetime | None:
        """When Flip took it (UTC)."""

    @property
    def served_at(self) -> datetime | None:
        """When it ended (UTC)."""


S = TypeVar("S", bound=AtFlip)
HandOver = Callable[[FlipClient], S]


class PayoutKind(ABC, Generic[S]):
    """One kind of transfer out: `kind` of its transactions, `prefix` of our ids.

    `not_found_means` is the complaint (attribute, code) that stands for a bare 404
    when one is handed over, if such an answer has a meaning.
    """

    kind: Kind
    prefix: str
    not_found_means: tuple[str, int] | None = None

    # What we know of it.

    @abstractmethod
    def locked(self, row_id: int) -> PayoutRow:
        """Its row as it stands now, locked with its transaction, inside the caller's transaction."""

    @abstractmethod
    def examine(self, row_ids: Sequence[int]) -> Mapping[int, Examined]:
        """What speaks against letting payouts go, read afresh."""

    # Handing it over.

    def prepare(self, row_id: int, place: Place) -> None:
        """Read at Flip what sending depends on, outside any transaction, through a place on the way there.

        :raises TryLater: Flip is away
        """

    def barred(self, row: Any) -> HeldFor | None:
        """Why it may not go to Flip now, by a rule of its own; None when it may."""
        return None

    def may_go_on(self, row_id: int, why: HeldFor) -> bool:
        """True when one that is held by a rule of its own may be tried again by itself."""
        return True

    def held_for(self, row: Any, why: HeldFor) -> dict[str, Any]:
        """What the story tells of holding it by a rule of its own."""
        return {}

    @abstractmethod
    def hand_over(self, row: Any) -> HandOver[S]:
        """What is asked of Flip for it, read from its rows as they stand, to be called after the commit."""

    def noted(self, row: Any) -> dict[str, Any]:
        """What the story tells of an attempt that begins; its rows may be written to."""
        return {}

    def said_no(self, row: Any, codes: Sequence[int]) -> None:
        """Flip refused it for these codes: have looked into what they are about."""

    # Finding it again.

    @abstractmethod
    def by_key(self, flip: FlipClient, sought: Sought) -> S | None:
        """The transfer made with our key; None when Flip surely has none.

        :raises TryLater: there may be one that hides its key
        """

    @abstractmethod
    def by_number(self, flip: FlipClient, sought: Sought) -> S | None:
        """The transfer with Flip's number; None when Flip shows none."""

    @abstractmethod
    def listed(self, flip: FlipClient, page: int) -> Page[S]:
        """A page of all transfers of this kind, newest first; pages count from 1."""

    # Taking in what Flip shows.

    @abstractmethod
    def is_what_was_sent(self, row: Any, shown: S) -> bool:
        """True when what Flip shows under our key is what we sent (P3)."""

    @abstractmethod
    def in_words(self, shown: S) -> str:
        """Where to and how much, masked, as a story tells it to everybody."""

    def columns(self, movement: Transaction, shown: S) -> dict[str, Any]:
        """What its transaction takes over from Flip beside what all kinds do; `movement` is as before."""
        return {}

    @abstractmethod
    def keep(self, movement: Transaction, shown: S, cause: Cause) -> None:
        """Keep in its own row what Flip says, inside the caller's transaction; `movement` is as before."""

    @abstractmethod
    def columns_from_elsewhere(self, shown: S) -> dict[str, Any]:
        """What the transaction of one made elsewhere says beside what all kinds do."""

    @abstractmethod
    def add_from_elsewhere(self, row_id: int, shown: S) -> None:
        """The row of its own for one made elsewhere, inside the caller's transaction."""


_kinds: dict[str, PayoutKind[Any]] = {}


def add_kind(does: PayoutKind[Any]) -> None:
    """Register a kind of payout."""
    _kinds[does.kind] = does


def kind_of(kind: str) -> PayoutKind[Any]:
    """What is registered for a kind of transaction."""
    return _kinds[kind]


def kinds() -> tuple[str, ...]:
    """Every kind of transaction that is a payout."""
    return tuple(_kinds)
