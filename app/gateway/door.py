"""Asking Flip: never inside a transaction, not while sending is paused, never without noting the answer."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from sqlalchemy.exc import SQLAlchemyError

from app.db.transaction import in_transaction, release
from app.flip.client import FlipClient
from app.flip.errors import FlipNotSent, FlipRefused, FlipUnknown, NotSentReason
from app.gateway import state
from app.gateway.lanes import ASKED_TO_WAIT, lanes
from app.gateway.line import client
from app.gateway.models import FlipState, PauseCause
from app.lib import clock
from app.lib.labels import mark
from app.outbox.queue import TryLater
from app.vault.keys import VaultError

__all__ = ["asking", "client", "paused"]

log = logging.getLogger(__name__)

NOTE_EVERY = timedelta(seconds=5)
WAITS_SECONDS = {
    FlipState.MAINTENANCE: 30.0,
    FlipState.PAUSED: 15.0,
    FlipState.UNREACHABLE: 3.0,
    FlipState.TROUBLED: 10.0,
}

NOT_LET_IN = mark("Flip's host for the verification of agents does not let this server in")
CLOCK_IS_WRONG = mark("Flip says that the clock of this server is wrong; whoever runs it can ask the doctor")


def paused() -> TryLater:
    """What work that meets the pause raises."""
    return TryLater(FlipState.PAUSED.label, seconds=WAITS_SECONDS[FlipState.PAUSED])


@contextmanager
def asking(*, reading: bool = True, probe: bool = False) -> Iterator[FlipClient]:
    """Hold the client for calls to Flip and write down how it answered.

    :raises TryLater: when certainly nothing happened at Flip: not reachable, in maintenance, too many
        calls, or sending is paused (a `probe` asks all the same); and when mere `reading` failed. Its
        text is English source for people.
    :raises FlipRefused: Flip answered no.
    :raises FlipUnknown: nobody knows whether Flip did what was not mere reading.
    """
    if in_transaction():
        raise RuntimeError("Flip may not be asked while a transaction is open")
    known = state.connection()
    if known.state is FlipState.PAUSED and not probe:
        raise paused()
    flip = _client(known)
    release()
    try:
        yield flip
    except FlipNotSent as error:
        found = _state_of(error)
        if found is not None:
            cause = cause_of(error)
            _note(found, str(error), heard=found is not FlipState.UNREACHABLE, cause=cause)
        if error.retry_after and error.reason is NotSentReason.RATE_LIMITED:
            lanes().shut(error.retry_after)
        wait = error.retry_after or WAITS_SECONDS.get(found or FlipState.WELL, 5.0)
        raise TryLater(found.label if found else _of_this_call(error), seconds=wait) from error
    except FlipUnknown as error:
        if not error.of_kyc_host:
            _note(FlipState.TROUBLED, str(error), heard=False)
        if reading:
            wait = WAITS_SECONDS[FlipState.TROUBLED]
            raise TryLater(FlipState.TROUBLED.label, seconds=wait) from error
        raise
    except (FlipRefused, TryLater):
        # Whoever read its answer and has to ask again later has heard Flip all the same.
        _heard(known)
        raise
    else:
        _heard(known)


def cause_of(error: FlipNotSent) -> PauseCause | None:
    """What a person has to put right after such an answer; None when time puts it right."""
    # Flip says so in words alone; the code is that of a wrong key.
    if error.reason is NotSentReason.BAD_CREDENTIALS and "whitelist" in error.flip_message.lower():
        return PauseCause.ADDRESS
    # Flip checks the signature of calls about transfers at home alone (signature.md).
    if error.reason is NotSentReason.FORBIDDEN and _is_signed(error.path):
        return PauseCause.SIGNATURE
    return _CAUSES.get(error.reason)


def _is_signed(path: str) -> bool:
    return "disbursement" in path and "international" not in path


_CAUSES = {
    NotSentReason.BAD_CREDENTIALS: PauseCause.KEY,
    NotSentReason.FORBIDDEN: PauseCause.FORBIDDEN,
    NotSentReason.WRONG_ADDRESS: PauseCause.WRONG_URL,
}


def _client(known: state.Heard) -> FlipClient:
    # Unsigned instead of signed would be refused, and would look as if the signature were wrong.
    try:
        return client(known.signing_key_id)
    except (VaultError, ValueError) as error:
        log.error("the signing key cannot be used", extra={"signing_key": known.signing_key_id})
        _note(FlipState.PAUSED, str(error), heard=False, cause=PauseCause.OWN_KEY)
        raise paused() from error


def _state_of(error: FlipNotSent) -> FlipState | None:
    if error.stops_everything:
        return FlipState.PAUSED
    if error.reason is NotSentReason.MAINTENANCE:
        return FlipState.MAINTENANCE
    # How the host for agents fares says nothing about sending money.
    if error.reason in (NotSentReason.UNREACHABLE, NotSentReason.TLS) and not error.of_kyc_host:
        return FlipState.UNREACHABLE
    return None


def _of_this_call(error: FlipNotSent) -> str:
    return _WORDS.get(error.reason, ASKED_TO_WAIT)


# What stops everything on the main host stops only itself on the host for agents.
_WORDS = {
    NotSentReason.STALE_TIMESTAMP: CLOCK_IS_WRONG,
    NotSentReason.FORBIDDEN: NOT_LET_IN,
    NotSentReason.WRONG_ADDRESS: NOT_LET_IN,
    NotSentReason.UNREACHABLE: FlipState.UNREACHABLE.label,
    NotSentReason.TLS: FlipState.UNREACHABLE.label,
}


def _heard(known: state.Heard) -> None:
    # A write for every call would cost more than the calls; every few seconds says as much. A pause
    # ends by the probe alone: it asks what needs our key.
    fresh = known.heard_at is not None and clock.now() - known.heard_at < NOTE_EVERY
    if known.state is FlipState.PAUSED or (known.state in state.WELL and fresh):
        return
    _note(FlipState.CLOSED if known.state is FlipState.CLOSED else FlipState.WELL, None, heard=True)


def _note(found: FlipState, reason: str | None, *, heard: bool, cause: PauseCause | None = None) -> None:
    # Flip's answer is worth more than this note: what it said must reach who asked.
    try:
        state.note(found, reason, heard=heard, cause=cause)
    except SQLAlchemyError:
        log.exception("how Flip answered could not be written down")
        release()
