"""The demo people of a practice copy; they exist in `local` only."""

from dataclasses import dataclass

from flask import current_app
from sqlalchemy import select

from app.audit.record import record
from app.db.transaction import transaction
from app.extensions import db
from app.lib import clock
from app.lib.errors import Refused
from app.lib.labels import mark as _
from app.users import passwords
from app.users.models import Person
from app.users.permissions import NEED_SECOND_FACTOR, Role

PASSWORD = "bendahara-demo"
SEED = "JBSWY3DPEHPK3PXP"
PEOPLE = (
    ("staff@example.test", "Sari Wulandari", Role.STAFF),
    ("support@example.test", "Budi Santoso", Role.SUPPORT),
    ("manager@example.test", "Maya Kusuma", Role.MANAGER),
    ("second.manager@example.test", "Rizal Hakim", Role.MANAGER),
    ("admin@example.test", "Ayu Lestari", Role.ADMIN),
)


@dataclass(frozen=True)
class DemoPerson:
    """One line of what `make run` prints."""

    email: str
    role: Role
    password: str
    seed: str | None


def add_demo_people() -> list[DemoPerson]:
    """Add those that are missing; what to print about all of them.

    :raises Refused: this copy is not `local`
    """
    if not current_app.config["SETTINGS"].is_local:
        raise Refused(_("Demo people exist in a local copy only."))
    known = set(db.session.scalars(select(Person.email)))
    for email, name, role in PEOPLE:
        if email not in known:
            _add(email, name, role)
    return [DemoPerson(email, role, PASSWORD, _seed(role)) for email, name, role in PEOPLE]


def _seed(role: Role) -> str | None:
    return SEED if role in NEED_SECOND_FACTOR else None


def _add(email: str, name: str, role: Role) -> None:
    now, seed = clock.now(), _seed(role)
    person = Person(
        email=email,
        display_name=name,
        role=role,
        password_hash=passwords.hash_of(PASSWORD),
        totp_secret=seed,
        second_factor_at=now if seed else None,
        created_at=now,
    )
    with transaction() as session:
        session.add(person)
        session.flush()
        record("person.added", ("person", person.public_id), after={"email": email, "role": role.value})
