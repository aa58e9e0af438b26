"""The verbs of the people's room: add, change, disable, reset; each is one transaction and audited."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.audit.record import changes, record, recorded_even_if_refused
from app.db.base import table_of
from app.db.compare_and_set import change
from app.extensions import db
from app.lib import clock
from app.lib.errors import NotFound, Refused
from app.lib.labels import mark as _
from app.users import passwords, second_factor, sign_ins
from app.users.models import Person
from app.users.permissions import Role, may_grant

TAKEN = _("Somebody here has this e-mail address already.")
LACKING = _("You cannot give or take what your own role does not hold.")
LAST_ADMIN = _("This is the last admin. Make somebody else an admin first.")
YOURSELF = _("Have another admin do this to your own account.")
_people = table_of(Person)


@dataclass(frozen=True)
class Giver:
    """Who changes other people: their id and role; a command at the server's own console has none."""

    id: int | None
    role: Role = Role.ADMIN


CONSOLE = Giver(None)


def add_person(email: str, display_name: str, role: Role, *, by: Giver = CONSOLE) -> tuple[Person, str]:
    """Add a person; also gives the one-time password they must change when they first sign in.

    :raises Refused: the address is taken, or the giver lacks what the role holds
    """
    password = passwords.generated()
    person = Person(
        email=email.strip().lower(),
        display_name=display_name.strip(),
        role=role,
        password_hash=passwords.hash_of(password),
        must_change_password=True,
        created_at=clock.now(),
    )
    try:
        with recorded_even_if_refused("person.added", None) as session:
            _may_touch(by, role, field="role")
            session.add(person)
            session.flush()
            after = {"email": person.email, "name": person.display_name, "role": person.role.value}
            record("person.added", ("person", person.public_id), after=after)
    except IntegrityError as error:
        raise Refused(TAKEN, fields={"email": TAKEN}) from error
    return person, password


def change_person(public_id: str, *, display_name: str, role: Role, by: Giver = CONSOLE) -> Person:
    """Change a person's name and role; the role acts on their next request (P31).

    :raises Refused: the giver lacks what either role holds, or it would leave no admin
    """
    with recorded_even_if_refused("person.changed", ("person", public_id)):
        admins = _lock_admins()
        person = _held(public_id, by)
        _may_touch(by, role, field="role")
        if role is not person.role and by.id == person.id:
            raise Refused(YOURSELF, fields={"role": YOURSELF})
        if role is not Role.ADMIN:
            _keep_an_admin(person, admins, field="role")
        name = display_name.strip()
        before, after = changes(
            {"name": person.display_name, "role": person.role.value}, {"name": name, "role": role.value}
        )
        if after:
            change(_people, person.id, display_name=name, role=role)
            record("person.changed", ("person", public_id), before=before, after=after)
    return person


def disable(public_id: str, *, by: Giver = CONSOLE) -> Person:
    """Shut a person out from their next request on; their sessions end.

    :raises Refused: it is the giver's own account, or the last admin
    """
    with recorded_even_if_refused("person.disabled", ("person", public_id)):
        admins = _lock_admins()
        person = _held(public_id, by)
        if by.id == person.id:
            raise Refused(YOURSELF)
        _keep_an_admin(person, admins)
        change(_people, person.id, disabled_at=clock.now())
        sign_ins.end_all(person.id)
        record("person.disabled", ("person", public_id))
    return person


def enable(public_id: str, *, by: Giver = CONSOLE) -> Person:
    """Let a disabled person in again."""
    with recorded_even_if_refused("person.enabled", ("person", public_id)):
        person = _held(public_id, by)
        change(_people, person.id, disabled_at=None)
        record("person.enabled", ("person", public_id))
    return person


def reset_password(public_id: str, *, by: Giver = CONSOLE) -> tuple[Person, str]:
    """A new one-time password instead of the old one; their sessions end."""
    password = passwords.generated()
    hashed = passwords.hash_of(password)
    with recorded_even_if_refused("person.password_reset", ("person", public_id)):
        person = _held(public_id, by)
        if by.id == person.id:
            raise Refused(YOURSELF)
        change(_people, person.id, password_hash=hashed, must_change_password=True)
        sign_ins.end_all(person.id)
        record("person.password_reset", ("person", public_id))
    return person, password


def reset_second_factor(public_id: str, *, by: Giver = CONSOLE) -> Person:
    """Take a lost second factor away; a manager or admin enrols a new one before anything else."""
    with recorded_even_if_refused("person.second_factor_reset", ("person", public_id)):
        person = _held(public_id, by)
        if by.id == person.id:
            raise Refused(YOURSELF)
        second_factor.clear(person)
        sign_ins.end_all(person.id)
        record("person.second_factor_reset", ("person", public_id))
    return person


def end_sessions(public_id: str, *, by: Giver = CONSOLE) -> int:
    """End all sessions of a person; how many there were."""
    with recorded_even_if_refused("person.sessions_ended", ("person", public_id)):
        person = _held(public_id, by)
        ended = sign_ins.end_all(person.id)
        record("person.sessions_ended", ("person", public_id), details={"ended": ended})
    return ended


def find(email: str) -> Person:
    """The person with this e-mail address; :raises NotFound: there is none."""
    person = db.session.scalar(select(Person).where(Person.email == email.strip().lower()))
    if person is None:
        raise NotFound
    return person


def _held(public_id: str, by: Giver) -> Person:
    query = select(Person).where(Person.public_id == public_id).with_for_update()
    person = db.session.scalar(query.execution_options(populate_existing=True))
    if person is None:
        raise NotFound
    _may_touch(by, person.role)
    return person


def _may_touch(by: Giver, role: Role, *, field: str | None = None) -> None:
    if not may_grant(by.role, role):
        raise Refused(LACKING, fields={field: LACKING} if field else None)


def _lock_admins() -> set[int]:
    """Ids of the admins who can sign in; locked, so that two cannot remove each other at the same moment.

    Locked before any other row and in one order, or two such transactions would wait for each other.
    """
    query = select(Person.id).where(Person.role == Role.ADMIN, Person.disabled_at.is_(None))
    return set(db.session.scalars(query.order_by(Person.id).with_for_update()))


def _keep_an_admin(person: Person, admins: set[int], *, field: str | None = None) -> None:
    if person.id in admins and len(admins) == 1:
        raise Refused(LAST_ADMIN, fields={field: LAST_ADMIN} if field else None)
