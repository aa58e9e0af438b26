"""The keys requests are signed with: made here, turned on by an admin, forgotten some days after another."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from cryptography.hazmat.primitives import serialization
from sqlalchemy import insert, select

from app.audit.record import record, recorded_even_if_refused
from app.audit.verbs import name_verbs
from app.db.base import table_of
from app.db.compare_and_set import change, change_where
from app.db.transaction import release, transaction
from app.extensions import db
from app.flip.signature import generate_key_pair, public_key_of
from app.gateway import state
from app.gateway.models import SigningKey
from app.lib import clock
from app.lib.errors import NotFound, Refused
from app.lib.labels import mark as _
from app.outbox.clockwork import every
from app.users import second_factor, throttle
from app.users.signing_in import TooOften
from app.vault.keys import VaultError

# So long one can go back to the key before, should Flip turn out not to know the new one.
WAY_BACK = timedelta(days=7)
CHANGED = _("Somebody changed this meanwhile. Look at it again.")
GONE = _("The private part of this key was removed, so it cannot sign any more. Make a new key.")
IN_USE = _("Requests are signed with this key. Turn it off first.")
NOT_OPENED = _("This key cannot be opened. Put the old vault key back, or make a new signing key.")
_keys = table_of(SigningKey)

name_verbs(
    {
        "signing_key.made": _("made a key to sign requests with"),
        "signing_key.turned_on": _("had requests signed with a key"),
        "signing_key.turned_off": _("had requests signed no more"),
        "signing_key.forgotten": _("removed the private part of a signing key"),
    }
)


@dataclass(frozen=True)
class Person:
    """The person who decides."""

    id: int
    name: str


def make(made_by: str) -> SigningKey:
    """Make a key pair; it signs nothing before it is turned on, and replaces nothing."""
    pair = generate_key_pair()
    printed = fingerprint_of(pair.public)
    with transaction() as session:
        columns = {"fingerprint": printed, "public_pem": pair.public, "private_pem": pair.private}
        statement = insert(_keys).values(**columns, made_by=made_by, made_at=clock.now())
        key_id = session.execute(statement.returning(_keys.c.id)).scalar_one()
        record("signing_key.made", ("signing_key", printed[:16]), after={"fingerprint": printed})
    return db.session.get_one(SigningKey, key_id)


def turn_on(key_id: int, seen: int | None, code: str, who: Person) -> None:
    """Sign with this key from the next request on, for a fresh one-time code.

    `seen` is the key the person saw in use.
    :raises Refused: wrong code, a key that cannot sign, or another key came into use meanwhile
    :raises TooOften: too many wrong codes of late
    """
    codes = throttle.codes_of(who.id)
    wait = throttle.take(codes)
    if wait is not None:
        raise TooOften(wait)
    printed = key(key_id).fingerprint
    with recorded_even_if_refused("signing_key.turned_on", ("signing_key", printed[:16])):
        if not second_factor.spend_code(who.id, code):
            raise Refused(second_factor.WRONG_CODE, fields={"code": second_factor.WRONG_CODE})
        # First the place, which locks out who would remove the private part, then a look at that part.
        if not state.sign_with(key_id, instead_of=seen):
            raise Refused(CHANGED)
        _refuse_unfit(key_id)
        now = clock.now()
        if seen is not None and seen != key_id:
            change(_keys, seen, replaced_at=now)
        change(_keys, key_id, turned_on_at=now, turned_on_by=who.name, replaced_at=None)
        throttle.forgive(codes)
        before = None if seen is None else {"fingerprint": key(seen).fingerprint}
        after = {"fingerprint": printed, "confirmed_by_flip": True}
        record("signing_key.turned_on", ("signing_key", printed[:16]), before=before, after=after)


def turn_off(seen: int) -> None:
    """Sign nothing from the next request on; the key stays, to be turned on again.

    :raises Refused: another key came into use meanwhile
    """
    printed = key(seen).fingerprint
    with recorded_even_if_refused("signing_key.turned_off", ("signing_key", printed[:16])):
        if not state.sign_with(None, instead_of=seen):
            raise Refused(CHANGED)
        record("signing_key.turned_off", ("signing_key", printed[:16]), before={"fingerprint": printed})


def forget(key_id: int) -> None:
    """Remove the private part of a key that is not in use; what it signed can still be verified.

    :raises Refused: requests are signed with it
    """
    printed = key(key_id).fingerprint
    with recorded_even_if_refused("signing_key.forgotten", ("signing_key", printed[:16])):
        if state.locked().signing_key_id == key_id:
            raise Refused(IN_USE)
        held = (_keys.c.id == key_id) & _keys.c.forgotten_at.is_(None)
        if change_where(_keys, held, private_pem=None, forgotten_at=clock.now()):
            record("signing_key.forgotten", ("signing_key", printed[:16]), after={"fingerprint": printed})


@every(name="gateway.forget_signing_keys", minutes=60)
def forget_replaced() -> None:
    """Remove the private part of keys that another key replaced long enough ago."""
    in_use = state.connection().signing_key_id
    long_ago = SigningKey.replaced_at < clock.now() - WAY_BACK
    held = select(SigningKey.id).where(long_ago, SigningKey.forgotten_at.is_(None), SigningKey.id != in_use)
    for key_id in list(db.session.scalars(held)):
        forget(key_id)
    release()


def all_keys() -> Sequence[SigningKey]:
    """Every key there ever was, newest first."""
    return db.session.scalars(select(SigningKey).order_by(SigningKey.id.desc())).all()


def key(key_id: int) -> SigningKey:
    """One key; :raises NotFound: there is none."""
    found = db.session.get(SigningKey, key_id)
    if found is None:
        raise NotFound
    return found


def private_pem(key_id: int) -> str:
    """The private part, opened.

    :raises VaultError: no vault key opens it
    :raises ValueError: it was removed
    """
    opened = db.session.scalar(select(SigningKey.private_pem).where(SigningKey.id == key_id))
    if opened is None:
        raise ValueError("the private part of this signing key was removed")
    return opened


def check(key_id: int) -> None:
    """Open the key and see that it fits what was given to Flip.

    :raises VaultError: no vault key opens it
    :raises ValueError: it cannot sign, or its two parts are not one pair
    """
    if public_key_of(private_pem(key_id)) != key(key_id).public_pem:
        raise ValueError("its private part does not belong to its public part")


def fingerprint_of(public_pem: str) -> str:
    """SHA-256 of the public key in DER, in hexadecimal, as `openssl pkey -pubin -outform DER | sha256sum`."""
    public = serialization.load_pem_public_key(public_pem.encode())
    encoded = public.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return hashlib.sha256(encoded).hexdigest()


def _refuse_unfit(key_id: int) -> None:
    if key(key_id).forgotten_at is not None:
        raise Refused(GONE)
    try:
        check(key_id)
    except (VaultError, ValueError) as error:
        raise Refused(NOT_OPENED) from error
