"""Writing the audit log: a row in the caller's transaction, so that deed and entry stand or fall together."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from app.audit.actor import Actor, current
from app.audit.models import AuditEntry, Outcome
from app.db.transaction import in_transaction, transaction
from app.extensions import db
from app.lib import clock
from app.lib.errors import Refused

Subject = tuple[str, object]
HIDDEN = "[hidden]"
_SECRET = ("password", "secret", "token", "seed", "totp", "recovery", "otp", "hash")
_LONGEST = 2_000


def record(
    verb: str,
    subject: Subject | None,
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    outcome: str = Outcome.OK,
    details: Mapping[str, Any] | None = None,
    actor: Actor | None = None,
) -> None:
    """Add an entry inside the caller's transaction.

    `verb` is `room.deed`, `subject` a kind and a public id. Values of keys that name a secret are hidden.
    :raises RuntimeError: no transaction is open
    """
    if not in_transaction():
        raise RuntimeError("an audit entry is written in the transaction of the deed")
    who = actor or current()
    kind, subject_id = subject or (None, None)
    entry = AuditEntry(
        at=clock.now(),
        person_id=who.person_id,
        person_name=_text(who.name, 200),
        address=_text(who.address, 64),
        reference=_text(who.reference, 64),
        verb=verb,
        subject_kind=kind,
        subject_id=None if subject_id is None else _text(str(subject_id), 64),
        before=_plain(before),
        after=_plain(after),
        details=_plain(details),
        outcome=str(outcome),
    )
    db.session.add(entry)


@contextmanager
def recorded_even_if_refused(verb: str, subject: Subject | None) -> Iterator[Session]:
    """A transaction; when the house refuses inside it, that is written down in one of its own."""
    try:
        with transaction() as session:
            yield session
    except Refused as refusal:
        with transaction():
            record(verb, subject, outcome=Outcome.REFUSED, details={"reason": refusal.message})
        raise


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Both sides of what differs, ready to be recorded."""
    names = [name for name in after if before.get(name) != after[name]]
    return {name: before.get(name) for name in names}, {name: after[name] for name in names}


def _plain(values: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if not values:
        return None
    return {_text(str(name), 64): _value(str(name), value) for name, value in values.items()}


def _value(name: str, value: Any) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if any(word in name.lower() for word in _SECRET):
        return HIDDEN
    if isinstance(value, int):
        return int(value)
    if isinstance(value, Mapping):
        return {_text(str(key), 64): _value(str(key), inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_value(name, inner) for inner in value]
    if isinstance(value, date):
        return value.isoformat()
    # Decimal and float as text: JSONB would write 1.50 as it likes, and the seal must stay true.
    return _text(format(value, "f") if isinstance(value, Decimal) else str(value), _LONGEST)


def _text(value: str, longest: int) -> str:
    # PostgreSQL stores neither NUL nor half a surrogate pair.
    return value.replace("\x00", "�").encode("utf-8", "replace").decode()[:longest]
