"""Sessions as rows on this server: opened at sign-in, kept awake by use, ended here."""

import hashlib
import secrets
from datetime import timedelta

from sqlalchemy import ColumnElement, and_, delete

from app.db.base import table_of
from app.db.compare_and_set import change_where
from app.db.transaction import transaction
from app.extensions import db
from app.lib import clock
from app.users.models import SignIn

IDLE_LIMIT = timedelta(minutes=30)
ABSOLUTE_LIMIT = timedelta(hours=12)
CODE_LIMIT = timedelta(minutes=5)
SEEN_EVERY = timedelta(minutes=1)
FORGOTTEN_AFTER = timedelta(days=90)
_sign_ins = table_of(SignIn)


def digest_of(token: str) -> str:
    """What is stored of a token; the token itself is 256 bits of chance and needs no salt."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def alive() -> ColumnElement[bool]:
    """Sessions that neither ended, nor reached their limit, nor lay idle too long."""
    now = clock.now()
    columns = _sign_ins.c
    return and_(columns.ended_at.is_(None), columns.ends_at > now, columns.last_seen_at > now - IDLE_LIMIT)


def open_one(person_id: int, *, address: str, user_agent: str, awaits_code: bool = False) -> str:
    """Inside a transaction: a new session for a person; its token, which is kept nowhere else."""
    token, now = secrets.token_urlsafe(32), clock.now()
    row = SignIn(
        person_id=person_id,
        token_digest=digest_of(token),
        awaits_code=awaits_code,
        created_at=now,
        last_seen_at=now,
        ends_at=now + (CODE_LIMIT if awaits_code else ABSOLUTE_LIMIT),
        address=address[:64],
        user_agent=user_agent.replace("\x00", "")[:300],
    )
    db.session.add(row)
    return token


def end(token: str) -> bool:
    """Inside a transaction: end the session behind a token; True when this call ended it."""
    return _end(_sign_ins.c.token_digest == digest_of(token)) == 1


def end_one(person_id: int, sign_in_id: int) -> bool:
    """Inside a transaction: end one session if it is this person's."""
    return _end(and_(_sign_ins.c.person_id == person_id, _sign_ins.c.id == sign_in_id)) == 1


def end_all(person_id: int, *, but: int | None = None) -> int:
    """Inside a transaction: end a person's sessions, but for one if told; how many were ended."""
    return _end(and_(_sign_ins.c.person_id == person_id, _sign_ins.c.id != (but or 0)))


def seen(sign_in_id: int) -> None:
    """Inside a transaction: the session was used just now; twice within a minute is written once."""
    now = clock.now()
    due = and_(_sign_ins.c.id == sign_in_id, _sign_ins.c.last_seen_at <= now - SEEN_EVERY)
    change_where(_sign_ins, due, last_seen_at=now)


def forget_old() -> None:
    """Remove sessions that ended long ago; for clockwork."""
    with transaction() as session:
        session.execute(delete(_sign_ins).where(_sign_ins.c.ends_at < clock.now() - FORGOTTEN_AFTER))


def _end(which: ColumnElement[bool]) -> int:
    return change_where(_sign_ins, and_(which, _sign_ins.c.ended_at.is_(None)), ended_at=clock.now())
