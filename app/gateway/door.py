"""Asking Flip: never inside a transaction, not while sending is paused, never without noting the answer."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from flask import current_app
from sqlalchemy.exc import SQLAlchemyError

from app.config import Settings
from app.db.transaction import in_transaction, release
from app.flip.client import FlipClient
from app.flip.errors import FlipNotSent, FlipRefused, FlipUnknown, NotSentReason
from app.gateway import state
from app.gateway.models import FlipState
from app.lib import clock
from app.lib.labels import mark
from app.outbox.queue import TryLater

log = logging.getLogger(__name__)

NOTE_EVERY = timedelta(seconds=5)
WAITS_SECONDS = {
    FlipState.MAINTENANCE: 30.0,
    FlipState.PAUSED: 15.0,
    FlipState.UNREACHABLE: 3.0,
    FlipState.TROUBLED: 10.0,
}

ASKED_TO_WAIT = mark("Flip asked us to wait a moment")


def client() -> FlipClient:
    """The client of this process; made once, because it keeps connections open."""
    made = current_app.extensions.get("flip")
    if made is None:
        settings: Settings = current_app.config["SETTINGS"]
        made = FlipClient(
            api_url=settings.flip_api_url, kyc_url=settings.flip_kyc_url, secret_key=settings.flip_secret_key
        )
        current_app.extensions["flip"] = made
    assert isinstance(made, FlipClient)
    return made


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
    release()
    try:
        yield client()
    except FlipNotSent as error:
        found = _state_of(error)
        if found is not None:
            _note(found, str(error), heard=found is not FlipState.UNREACHABLE)
        wait = error.retry_after or WAITS_SECONDS.get(found or FlipState.WELL, 5.0)
        raise TryLater(found.label if found else ASKED_TO_WAIT, seconds=wait) from error
    except FlipUnknown as error:
        _note(FlipState.TROUBLED, str(error), heard=False)
        if reading:
            wait = WAITS_SECONDS[FlipState.TROUBLED]
            raise TryLater(FlipState.TROUBLED.label, seconds=wait) from error
        raise
    except FlipRefused:
        _heard(known)
        raise
    else:
        _heard(known)


def _state_of(error: FlipNotSent) -> FlipState | None:
    if error.stops_everything:
        return FlipState.PAUSED
    if error.reason is NotSentReason.MAINTENANCE:
        return FlipState.MAINTENANCE
    if error.reason in (NotSentReason.UNREACHABLE, NotSentReason.TLS):
        return FlipState.UNREACHABLE
    return None


def _heard(known: state.Heard) -> None:
    # A write for every call would cost more than the calls; every few seconds says as much. A pause
    # ends by the probe alone: it asks what needs our key.
    fresh = known.heard_at is not None and clock.now() - known.heard_at < NOTE_EVERY
    if known.state is FlipState.PAUSED or (known.state in state.WELL and fresh):
        return
    _note(FlipState.CLOSED if known.state is FlipState.CLOSED else FlipState.WELL, None, heard=True)


def _note(found: FlipState, reason: str | None, *, heard: bool) -> None:
    # Flip's answer is worth more than this note: what it said must reach who asked.
    try:
        state.note(found, reason, heard=heard)
    except SQLAlchemyError:
        log.exception("how Flip answered could not be written down")
        release()
