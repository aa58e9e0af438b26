"""The second factor: enrolling an authenticator app, spending codes once, recovery codes on paper."""

import hashlib
import secrets

from sqlalchemy import and_, delete, func, insert, select

from app.audit.record import record
from app.db.base import table_of
from app.db.compare_and_set import change, change_where, compare_and_set
from app.db.transaction import transaction
from app.extensions import db
from app.lib import clock
from app.lib.errors import Refused
from app.lib.labels import mark as _
from app.users import sign_ins, totp
from app.users.models import Person, RecoveryCode

ALREADY_ON = _("Your second factor is on already. Turn it off first, with a code from it.")
RECOVERY_CODES = 10
WRONG_CODE = _("This code is not right, or it was used already. Wait for the next one.")
_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_people = table_of(Person)
_codes = table_of(RecoveryCode)


def spend_code(person_id: int, code: str) -> bool:
    """Inside a transaction: take a code from the person's app; True for exactly one taker of each code.

    The steps just before and just after now are accepted, for clocks that differ; a step once taken
    closes all steps before it (P27).
    """
    seed = db.session.scalar(select(Person.totp_secret).where(Person.id == person_id))
    step = None if seed is None else totp.step_of(seed, code)
    return step is not None and _take_step(person_id, step)


def spend_recovery_code(person_id: int, code: str) -> bool:
    """Inside a transaction: strike a recovery code from the person's list; True for exactly one taker."""
    mine = and_(_codes.c.person_id == person_id, _codes.c.digest == _digest(person_id, code))
    return change_where(_codes, and_(mine, _codes.c.used_at.is_(None)), used_at=clock.now()) == 1


def start(person: Person) -> None:
    """Draw a new seed, to be confirmed by a code before it counts.

    :raises Refused: one is on; a stolen session must not replace it
    """
    with transaction():
        drawn = {"totp_pending": totp.new_seed()}
        if not compare_and_set(_people, person.id, expect={"second_factor_at": None}, values=drawn):
            raise Refused(ALREADY_ON)
        record("second_factor.started", ("person", person.public_id))


def confirm(person: Person, code: str, *, keep_session: int) -> list[str]:
    """Enrol the pending seed by a code from it; the new recovery codes, which are shown once.

    :raises Refused: the code does not fit
    """
    step = None if person.totp_pending is None else totp.step_of(person.totp_pending, code)
    if step is None:
        raise Refused(WRONG_CODE, fields={"code": WRONG_CODE})
    with transaction():
        values: dict[str, object] = {"totp_secret": person.totp_pending, "totp_pending": None}
        values |= {"totp_last_step": step, "second_factor_at": clock.now()}
        if not compare_and_set(_people, person.id, expect={"second_factor_at": None}, values=values):
            raise Refused(ALREADY_ON)
        sign_ins.end_all(person.id, but=keep_session)
        record("second_factor.enrolled", ("person", person.public_id))
        return _draw_recovery_codes(person)


def renew_recovery_codes(person: Person, code: str) -> list[str]:
    """New recovery codes instead of the old ones, for a code from the app.

    :raises Refused: the code does not fit
    """
    with transaction():
        if not spend_code(person.id, code):
            raise Refused(WRONG_CODE, fields={"code": WRONG_CODE})
        record("second_factor.recovery_renewed", ("person", person.public_id))
        return _draw_recovery_codes(person)


def clear(person: Person) -> None:
    """Inside a transaction: take the second factor and its recovery codes away."""
    change(_people, person.id, totp_secret=None, totp_pending=None, second_factor_at=None)
    db.session.execute(delete(_codes).where(_codes.c.person_id == person.id))


def codes_left(person_id: int) -> int:
    """How many recovery codes are unused."""
    unused = and_(_codes.c.person_id == person_id, _codes.c.used_at.is_(None))
    return db.session.scalar(select(func.count()).select_from(_codes).where(unused)) or 0


def _take_step(person_id: int, step: int) -> bool:
    later = and_(_people.c.id == person_id, _people.c.totp_last_step < step)
    return change_where(_people, later, totp_last_step=step) == 1


def _draw_recovery_codes(person: Person) -> list[str]:
    db.session.execute(delete(_codes).where(_codes.c.person_id == person.id))
    drawn = ["".join(secrets.choice(_ALPHABET) for _ in range(16)) for _ in range(RECOVERY_CODES)]
    digests = [{"person_id": person.id, "digest": _digest(person.id, code)} for code in drawn]
    db.session.execute(insert(_codes), digests)
    return ["-".join(code[i : i + 4] for i in range(0, 16, 4)) for code in drawn]


def _digest(person_id: int, code: str) -> str:
    typed = "".join(letter for letter in code.upper() if letter.isalnum())
    return hashlib.sha256(f"{person_id}:{typed}".encode("utf-8", "replace")).hexdigest()


def pending_of(person_id: int) -> str | None:
    """The seed that waits to be confirmed."""
    return db.session.scalar(select(Person.totp_pending).where(Person.id == person_id))
