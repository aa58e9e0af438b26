"""Reads for the people's pages: who works here, and a person's sessions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from app.extensions import db
from app.lib.errors import NotFound
from app.users.models import Person, SignIn
from app.users.sign_ins import alive


@dataclass(frozen=True)
class Colleague:
    """A line of the list of people: the person, when last seen, and how many sessions are open."""

    person: Person
    last_seen_at: datetime | None
    open_sessions: int


def colleagues() -> list[Colleague]:
    """Everybody, those still here first, by name."""
    last = (
        select(SignIn.person_id, func.max(SignIn.last_seen_at).label("at"))
        .group_by(SignIn.person_id)
        .subquery()
    )
    live = select(SignIn.person_id, func.count().label("sessions")).where(
        alive(), SignIn.awaits_code.is_(False)
    )
    counted = live.group_by(SignIn.person_id).subquery()
    query = (
        select(Person, last.c.at, func.coalesce(counted.c.sessions, 0))
        .outerjoin(last, last.c.person_id == Person.id)
        .outerjoin(counted, counted.c.person_id == Person.id)
        .order_by(Person.disabled_at.is_not(None), Person.display_name, Person.id)
    )
    return [Colleague(*row) for row in db.session.execute(query)]


def person(public_id: str) -> Person:
    """One person; :raises NotFound: there is none."""
    found = db.session.scalar(select(Person).where(Person.public_id == public_id))
    if found is None:
        raise NotFound
    return found


def open_sessions(person_id: int) -> Sequence[SignIn]:
    """A person's live sessions, last used first."""
    query = select(SignIn).where(SignIn.person_id == person_id, alive(), SignIn.awaits_code.is_(False))
    return db.session.scalars(query.order_by(SignIn.last_seen_at.desc(), SignIn.id.desc())).all()
