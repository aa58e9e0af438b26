"""What people do to their own account: password, second factor, sessions."""

from app.audit.record import record
from app.db.base import table_of
from app.db.compare_and_set import change
from app.db.transaction import transaction
from app.extensions import db
from app.lib.errors import NotFound, Refused
from app.lib.labels import mark as _
from app.users import passwords, second_factor, sign_ins, throttle
from app.users.identity import SignedIn
from app.users.models import Person
from app.users.signing_in import TooOften

WRONG_PASSWORD = _("This is not your present password.")
SAME_PASSWORD = _("This is the password you have. Choose another.")
_people = table_of(Person)


def change_password(me: SignedIn, *, current: str, new: str) -> None:
    """Change one's own password; all other sessions end.

    :raises Refused: the present one is wrong, or the new one would be guessed
    :raises TooOften: the present one was guessed at too often
    """
    person = _with_password(me, current, field="current")
    if current == new:
        raise Refused(SAME_PASSWORD, fields={"new": SAME_PASSWORD})
    passwords.check(new, email=me.email)
    hashed = passwords.hash_of(new)
    with transaction():
        change(_people, person.id, password_hash=hashed, must_change_password=False)
        sign_ins.end_all(me.id, but=me.sign_in_id)
        record("account.password_changed", ("person", me.public_id))


def start_second_factor(me: SignedIn) -> None:
    """Draw a seed to be confirmed; one that is on must be turned off first, which needs its code."""
    second_factor.start(_person(me))


def confirm_second_factor(me: SignedIn, code: str) -> list[str]:
    """Turn the second factor on; the recovery codes, shown once.

    :raises Refused: the code does not fit the seed
    """
    _slow_down(throttle.codes_of(me.id))
    drawn = second_factor.confirm(_person(me), code, keep_session=me.sign_in_id)
    _forgive(throttle.codes_of(me.id))
    return drawn


def renew_recovery_codes(me: SignedIn, code: str) -> list[str]:
    """New recovery codes for a code from the app; :raises Refused: the code does not fit."""
    _slow_down(throttle.codes_of(me.id))
    drawn = second_factor.renew_recovery_codes(_person(me), code)
    _forgive(throttle.codes_of(me.id))
    return drawn


def turn_off_second_factor(me: SignedIn, *, password: str, code: str) -> None:
    """Take one's own second factor away, for the password and a code.

    :raises Refused: one of them is wrong
    """
    person = _with_password(me, password, field="password")
    _slow_down(throttle.codes_of(me.id))
    with transaction():
        if not second_factor.spend_code(me.id, code):
            raise Refused(second_factor.WRONG_CODE, fields={"code": second_factor.WRONG_CODE})
        second_factor.clear(person)
        throttle.forgive(throttle.codes_of(me.id))
        record("second_factor.off", ("person", me.public_id))


def end_session(me: SignedIn, sign_in_id: int) -> None:
    """End one of one's own sessions; :raises NotFound: it is nobody's or somebody else's."""
    with transaction():
        if not sign_ins.end_one(me.id, sign_in_id):
            raise NotFound
        record("account.session_ended", ("person", me.public_id))


def end_other_sessions(me: SignedIn) -> int:
    """End all of one's own sessions but this; how many."""
    with transaction():
        ended = sign_ins.end_all(me.id, but=me.sign_in_id)
        record("account.sessions_ended", ("person", me.public_id), details={"ended": ended})
    return ended


def _person(me: SignedIn) -> Person:
    return db.session.get_one(Person, me.id, populate_existing=True)


def _with_password(me: SignedIn, password: str, *, field: str) -> Person:
    key = throttle.account(me.email)
    _slow_down(key)
    person = _person(me)
    if not passwords.matches(person.password_hash, password):
        with transaction():
            record("account.password_refused", ("person", me.public_id), outcome="failed")
        raise Refused(WRONG_PASSWORD, fields={field: WRONG_PASSWORD})
    _forgive(key)
    return person


def _slow_down(key: throttle.Key) -> None:
    wait = throttle.take(key)
    if wait is not None:
        raise TooOften(wait)


def _forgive(key: throttle.Key) -> None:
    with transaction():
        throttle.forgive(key)
