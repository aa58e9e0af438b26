"""What `flask doctor` looks at: settings, database, queue, worker, Flip, clock, in plain words."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import current_app

from app import watch
from app.config import Settings
from app.flip.errors import FlipError, FlipNotSent, NotSentReason
from app.gateway import signing_keys, state
from app.gateway.door import client
from app.outbox import queries as outbox
from app.vault import sealed_columns
from app.vault.keys import VaultError

MOST_DRIFT_SECONDS = 30.0


@dataclass(frozen=True)
class Finding:
    """One thing looked at: is it well, and what is there to say."""

    subject: str
    well: bool
    words: str


def examine() -> list[Finding]:
    """Look at everything; what cannot even be looked at is not well."""
    looks: tuple[tuple[str, Callable[[], Finding]], ...] = (
        ("settings", _settings),
        ("database", lambda: _check("database", watch.database, "it answers")),
        ("migrations", _migrations),
        ("vault", _vault),
        ("signature", _signature),
        ("queue", lambda: _check("queue", watch.queue, "the doorbell works")),
        ("worker", _worker),
        ("Flip", _flip),
        ("clock", _clock),
    )
    return [_look(subject, look) for subject, look in looks]


def _look(subject: str, look: Callable[[], Finding]) -> Finding:
    try:
        return look()
    except Exception as error:
        first = (str(error).splitlines() or [""])[0]
        return Finding(subject, False, f"could not be looked at: {type(error).__name__}: {first}"[:300])


def _check(subject: str, test: Callable[[], str | None], well: str) -> Finding:
    trouble = test()
    return Finding(subject, trouble is None, trouble or well)


def _settings() -> Finding:
    settings: Settings = current_app.config["SETTINGS"]
    public = settings.public_url
    words = f"{settings.environment}; Flip at {settings.flip_api_url}; callbacks reach us at {public}"
    if not settings.is_local and settings.is_loopback:
        return Finding("settings", False, f"{words}. Flip cannot reach that address: set PUBLIC_URL.")
    return Finding("settings", True, words)


def _migrations() -> Finding:
    trouble = watch.migrations()
    if trouble is None:
        return Finding("migrations", True, "the tables are up to date")
    return Finding("migrations", False, f"{trouble}. Run: flask --app wsgi db upgrade")


def _vault() -> Finding:
    try:
        sealed_columns.try_all()
    except VaultError as error:
        return Finding("vault", False, str(error))
    return Finding("vault", True, "its keys open what is sealed")


def _signature() -> Finding:
    key_id = state.connection().signing_key_id
    if key_id is None:
        return Finding("signature", True, "requests are not signed")
    printed = signing_keys.key(key_id).short_fingerprint
    try:
        signing_keys.check(key_id)
    except (VaultError, ValueError) as error:
        return Finding("signature", False, f"the key {printed} cannot sign: {error}")
    return Finding("signature", True, f"requests are signed with the key {printed}, which opens")


def _worker() -> Finding:
    beat = outbox.last_heartbeat()
    if outbox.is_alive(beat):
        return Finding("worker", True, "it is alive")
    since = f"last alive {beat:%Y-%m-%d %H:%M:%S} UTC" if beat else "none was ever alive"
    return Finding("worker", False, f"{since}. Start it with: flask --app wsgi worker")


def _flip() -> Finding:
    try:
        if client().general.maintenance():
            return Finding("Flip", False, "it is in maintenance; sending waits until that ends")
        balance = client().general.balance()
    except FlipNotSent as error:
        return Finding("Flip", False, _ADVICE.get(error.reason, str(error)))
    except FlipError as error:
        return Finding("Flip", False, f"it answers, but not as it should: {error}")
    return Finding("Flip", True, f"it answers and takes our key; balance {balance.balance_idr:,} rupiah")


_ADVICE = {
    NotSentReason.UNREACHABLE: "it cannot be reached. Check FLIP_API_URL, the network, or start the sandbox.",
    NotSentReason.TLS: "its certificate is not accepted. Check the clock and FLIP_API_URL.",
    NotSentReason.BAD_CREDENTIALS: "it refuses our key, or this server's address is not on its list. "
    "Check FLIP_SECRET_KEY, and report this server's public address to Flip.",
    NotSentReason.FORBIDDEN: "it refuses our signature. Check the public key registered at Flip.",
    NotSentReason.WRONG_ADDRESS: "there is no Flip at that address. Check FLIP_API_URL.",
}


def _clock() -> Finding:
    drift = client().clock_drift  # told by the answers the look at Flip just got
    if drift is None:
        return Finding("clock", True, "Flip did not tell its time; nothing to compare with")
    return Finding("clock", abs(drift) <= MOST_DRIFT_SECONDS, f"{abs(drift):.0f} seconds from Flip's")
