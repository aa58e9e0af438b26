"""Slowing down guesses: every try is counted in SQL before it is judged, per account and address (P36)."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address

from sqlalchemy import ColumnElement, case, delete, literal, select

from app.db.base import table_of
from app.db.compare_and_set import change_where
from app.db.dialects import upsert
from app.db.transaction import transaction
from app.extensions import db
from app.lib import clock
from app.users.models import SignInTries

Steps = Sequence[tuple[int, int]]

# After so many failures the next try waits so many seconds.
ACCOUNT: Steps = ((5, 15), (8, 60), (12, 300), (20, 900))
ADDRESS: Steps = ((20, 15), (50, 60), (100, 900))
FORGOTTEN_AFTER = timedelta(hours=6)
_tries = table_of(SignInTries)


@dataclass(frozen=True)
class Key:
    """Something that is guessed at or guesses, with its steps."""

    name: str
    steps: Steps


def account(email: str) -> Key:
    """The account somebody names, whether or not there is one."""
    return Key(
        "account:" + hashlib.sha256(email.strip().lower().encode("utf-8", "replace")).hexdigest(), ACCOUNT
    )


def codes_of(person_id: int) -> Key:
    """One person's one-time codes."""
    return Key(f"codes:{person_id}", ACCOUNT)


def address(remote: str) -> Key:
    """Where the try comes from; an IPv6 customer holds a whole /64."""
    try:
        parsed = ip_address(remote)
    except ValueError:
        return Key("address:unknown", ADDRESS)
    if isinstance(parsed, IPv6Address):
        return Key(f"address:{IPv6Address(int(parsed) >> 64 << 64)}/64", ADDRESS)
    return Key(f"address:{parsed}", ADDRESS)


def take(*keys: Key) -> timedelta | None:
    """Count a try against each key, beforehand; None when it may go on, else how long to wait.

    Counting and asking are one statement, so a hundred tries at once get no more than one after another.
    """
    with transaction():
        for key in keys:
            if not _count(key):
                return _wait(key)
    return None


def forgive(*keys: Key) -> None:
    """Inside a transaction: the try succeeded. An account starts anew; an address gets this one try back."""
    now = clock.now()
    for key in keys:
        fewer = case((_tries.c.failures > 0, _tries.c.failures - 1), else_=0)
        failures = fewer if key.steps is ADDRESS else 0
        change_where(_tries, _tries.c.key == key.name, failures=failures, open_at=now)


def forget_old() -> None:
    """Remove what is long past; for clockwork."""
    with transaction() as session:
        session.execute(delete(_tries).where(_tries.c.last_at < clock.now() - FORGOTTEN_AFTER))


def _count(key: Key) -> bool:
    now = clock.now()
    forgotten = _tries.c.last_at < now - FORGOTTEN_AFTER
    failures = case((forgotten, 1), else_=_tries.c.failures + 1)
    first = {"key": key.name, "failures": 1, "last_at": now, "open_at": now}
    statement = upsert(_tries).values(first)
    statement = statement.on_conflict_do_update(
        index_elements=["key"],
        set_={"failures": failures, "last_at": now, "open_at": _opens(failures, key.steps, now)},
        where=_tries.c.open_at <= now,
    )
    return db.session.execute(statement.returning(_tries.c.id)).first() is not None


def _opens(failures: ColumnElement[int], steps: Steps, now: datetime) -> ColumnElement[datetime]:
    rungs = [(failures >= count, now + timedelta(seconds=wait)) for count, wait in reversed(steps)]
    return case(*[(met, _moment(moment)) for met, moment in rungs], else_=_moment(now))


def _moment(moment: datetime) -> ColumnElement[datetime]:
    return literal(moment, _tries.c.open_at.type)


def _wait(key: Key) -> timedelta:
    open_at = db.session.scalar(select(_tries.c.open_at).where(_tries.c.key == key.name))
    return max((open_at or clock.now()) - clock.now(), timedelta(seconds=1))
