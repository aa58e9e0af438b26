"""Who is acting now: the person of this request, or the worker, or a command."""

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True)
class Actor:
    """Who acts: a person's id (None for machinery and strangers), name, network address and reference."""

    person_id: int | None
    name: str
    address: str = ""
    reference: str = ""


COMMAND = Actor(None, "command")
WORKER = Actor(None, "worker")

_machine = COMMAND
_acting: ContextVar[Actor | None] = ContextVar("actor", default=None)


def current() -> Actor:
    """Who acts in this thread."""
    return _acting.get() or _machine


def act_as(actor: Actor | None) -> None:
    """Say who acts from now on in this thread; None for the process itself."""
    _acting.set(actor)


def this_process_is(actor: Actor) -> None:
    """Say who acts where nobody else does: the worker calls this once with WORKER."""
    global _machine
    _machine = actor
