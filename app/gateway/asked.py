"""One question of a check: its answer, or what went wrong instead."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from app.flip.client import FlipClient
from app.flip.errors import FlipError, FlipNotSent, NotSentReason
from app.gateway.door import asking, cause_of
from app.gateway.models import PauseCause
from app.outbox.queue import TryLater

T = TypeVar("T")


@dataclass(frozen=True)
class Failed:
    """A question without the answer it wanted; `error` is None when it could not even be asked."""

    error: FlipError | None

    @property
    def reason(self) -> NotSentReason | None:
        """Why nothing can have happened, where that is certain."""
        return self.error.reason if isinstance(self.error, FlipNotSent) else None

    @property
    def cause(self) -> PauseCause | None:
        """What a person has to put right."""
        return cause_of(self.error) if isinstance(self.error, FlipNotSent) else None

    @property
    def is_trouble_there(self) -> bool:
        """True for an answer by which Flip says that it is in trouble itself."""
        return self.status is not None and self.status >= 500

    @property
    def status(self) -> int | None:
        """The HTTP status, if an answer came."""
        return self.error.status if self.error else None

    @property
    def said(self) -> str:
        """What went wrong, in the words of Flip or of the machine."""
        own = self.error.flip_message if isinstance(self.error, FlipNotSent) else ""
        return own or ("" if self.error is None else str(self.error).rpartition(": ")[2])


def ask(question: Callable[[FlipClient], T]) -> tuple[T | Failed, float | None]:
    """The answer, and how many seconds our clock was ahead of Flip's, if Flip told its time.

    How Flip answered is noted as for every call, but a pause does not keep the question back.
    """
    drift = None
    try:
        with asking(probe=True) as flip:
            try:
                return question(flip), flip.clock_drift
            finally:
                drift = flip.clock_drift
    except TryLater as later:
        return Failed(later.__cause__ if isinstance(later.__cause__, FlipError) else None), drift
    except FlipError as error:
        return Failed(error), drift
