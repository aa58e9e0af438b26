"""Signing in: password first, then a one-time code where there is one; every try is counted and audited."""

from dataclasses import dataclass, fields
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select

from app.audit.actor import Actor
from app.audit.record import record
from app.db.base import table_of
from app.db.compare_and_set import change
from app.db.transaction import release, transaction
from app.extensions import db
from app.lib.errors import Refused
from app.lib.labels import mark as _
from app.lib.masking import mask_email
from app.users import passwords, second_factor, sign_ins, throttle
from app.users.identity import SignedIn
from app.users.models import Person

WRONG = _("E-mail address or password is not right.")
TOO_OFTEN = _("Too many tries. Wait %(minutes)s minutes, then try again.")


class TooOften(Refused):
    """Guesses are slowed down; the same is said of accounts that exist and of those that do not."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(TOO_OFTEN, values={"minutes": -(-int(wait.total_seconds()) // 60)})
        self.wait = wait


@dataclass(frozen=True)
class Visitor:
    """Whoever asks to come in: network address, browser, and as whom the audit log knows them so far."""

    address: str
    user_agent: str
    actor: Actor


@dataclass(frozen=True)
class Opened:
    """A new session's token, and whether it still awaits a one-time code."""

    token: str
    awaits_code: bool


@dataclass(frozen=True)
class _Known:
    id: int
    public_id: str
    email: str
    display_name: str
    password_hash: str
    second_factor_at: datetime | None
    disabled_at: datetime | None


def by_password(email: str, password: str, visitor: Visitor) -> Opened:
    """Open a session for the right e-mail address and password.

    :raises Refused: they do not belong together, or the person is disabled: the words are the same
    :raises TooOften: there were too many failures for this account or from this address
    """
    email = email.strip().lower()
    keys = throttle.account(email), throttle.address(visitor.address)
    _slow_down(keys[::-1], email, visitor)
    person = _known(Person.email == email)
    right = passwords.matches(person.password_hash if person else None, password)
    if person is None or not right or person.disabled_at is not None:
        _failed("sign_in.password", person, email, visitor)
        raise Refused(WRONG)
    with transaction():
        throttle.forgive(*keys)
        if passwords.is_outdated(person.password_hash):
            change(table_of(Person), person.id, password_hash=passwords.hash_of(password))
        return _open(person, visitor, awaits_code=person.second_factor_at is not None)


def by_code(waiting: SignedIn, token: str, code: str, visitor: Visitor) -> Opened:
    """Turn a session that awaits a code into a whole one, for a one-time code or a recovery code.

    :raises Refused: the code is not right or was used
    :raises TooOften: there were too many wrong codes
    """
    keys = throttle.codes_of(waiting.id), throttle.address(visitor.address)
    _slow_down(keys[::-1], waiting.email, visitor)
    person = _known(Person.id == waiting.id)
    assert person is not None
    with transaction():
        recovery = len("".join(code.split())) > 6
        spend = second_factor.spend_recovery_code if recovery else second_factor.spend_code
        if spend(person.id, code) and sign_ins.end(token):
            throttle.forgive(*keys)
            return _open(person, visitor, awaits_code=False, by="recovery code" if recovery else "code")
    _failed("sign_in.code", person, person.email, visitor)
    raise Refused(second_factor.WRONG_CODE, fields={"code": second_factor.WRONG_CODE})


def leave(person: SignedIn, token: str) -> None:
    """Sign out: the session ends on this server, whatever the browser keeps."""
    with transaction():
        sign_ins.end(token)
        record("sign_out", ("person", person.public_id))


def _known(which: ColumnElement[bool]) -> _Known | None:
    # Read as plain values: a mapped object would be read again after each transaction, and a known
    # account would cost a statement more than an unknown one.
    columns = (getattr(Person, field.name) for field in fields(_Known))
    row = db.session.execute(select(*columns).where(which)).one_or_none()
    release()
    return None if row is None else _Known(*row)


def _open(person: _Known, visitor: Visitor, *, awaits_code: bool, by: str = "password") -> Opened:
    token = sign_ins.open_one(
        person.id, address=visitor.address, user_agent=visitor.user_agent, awaits_code=awaits_code
    )
    verb = "sign_in.password" if awaits_code else "sign_in"
    actor = Actor(person.id, person.display_name, visitor.address, visitor.actor.reference)
    record(verb, ("person", person.public_id), details={"by": by}, actor=actor)
    return Opened(token, awaits_code)


def _slow_down(keys: tuple[throttle.Key, ...], email: str, visitor: Visitor) -> None:
    wait = throttle.take(*keys)
    if wait is None:
        return
    with transaction():
        details = {"account": mask_email(email), "wait_seconds": int(wait.total_seconds())}
        record("sign_in.throttled", None, outcome="refused", details=details, actor=visitor.actor)
    raise TooOften(wait)


def _failed(verb: str, person: _Known | None, email: str, visitor: Visitor) -> None:
    subject = ("person", person.public_id) if person else None
    with transaction():
        record(verb, subject, outcome="failed", details={"account": mask_email(email)}, actor=visitor.actor)
