"""What the pages of the settings show: how Flip answers, what the last check found, which keys there are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from flask_babel import gettext as _

from app.callbacks import queries as callbacks
from app.config import Settings
from app.flip.callbacks import Kind
from app.gateway import checking, findings, signing_keys, state
from app.gateway.findings import Finding
from app.gateway.models import ConnectionCheck, FlipState, PauseCause
from app.outbox import queries as outbox
from app.web.live import version_of

# A shorter key would be half told by its last four characters.
SHORTEST_SHOWN = 12


@dataclass(frozen=True)
class Told:
    """A finding in the person's language."""

    finding: Finding
    text: str


@dataclass(frozen=True)
class Shown:
    """The live part of the connection page."""

    connection: state.Heard
    advice: str | None
    check: ConnectionCheck | None
    findings: list[Told]
    worker_alive: bool
    version: str


@dataclass(frozen=True)
class CallbackAddress:
    """An address to paste into Flip's dashboard, and when Flip last came to it."""

    kind: Kind
    address: str
    last_at: datetime | None


def gather() -> Shown:
    """The live part of the connection page as it stands now."""
    known, check = state.connection(), checking.latest()
    is_open = check is not None and check.finished_at is None
    alive = not is_open or outbox.worker_is_alive()
    moving = (check.id, check.finished_at) if check else ()
    stored = check.results if check and check.results else []
    return Shown(
        connection=known,
        advice=_advice(known),
        check=check,
        findings=[_told(Finding.read(one)) for one in stored],
        worker_alive=alive,
        version=version_of(known.state, known.since, known.heard_at, known.cause, *moving, alive),
    )


def callback_addresses() -> list[CallbackAddress]:
    """Where Flip's callbacks are to be sent, kind by kind."""
    settings: Settings = current_app.config["SETTINGS"]
    last = callbacks.last_received_by_kind()
    return [
        CallbackAddress(kind, f"{settings.public_url}/callbacks/{kind.value}", last[kind]) for kind in Kind
    ]


def masked_key(secret: str) -> str:
    """The end of a secret, to tell two of them apart by."""
    return f"••••{secret[-4:]}" if len(secret) >= SHORTEST_SHOWN else "••••"


def _advice(known: state.Heard) -> str | None:
    if known.state is not FlipState.PAUSED or known.cause is None:
        return None
    values: Mapping[str, str] = {"url": current_app.config["SETTINGS"].flip_api_url}
    if known.cause is not PauseCause.SIGNATURE:
        return str(_(findings.TO_DO[known.cause], **values))
    if known.signing_key_id is None:
        return str(_(findings.SIGNATURE_EXPECTED))
    printed = signing_keys.key(known.signing_key_id).short_fingerprint
    return str(_(findings.SIGNATURE_REFUSED, fingerprint=printed))


def _told(finding: Finding) -> Told:
    return Told(finding, str(_(finding.words, **finding.values)))
