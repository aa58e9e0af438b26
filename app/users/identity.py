"""Who stands behind a request: a person signed in, read in one statement, or nobody."""

from dataclasses import dataclass
from datetime import datetime

from flask_login import AnonymousUserMixin, UserMixin
from sqlalchemy import select

from app.extensions import db
from app.users.models import Person, SignIn
from app.users.permissions import NEED_SECOND_FACTOR, Role, may
from app.users.sign_ins import alive, digest_of

_COLUMNS = (
    Person.id,
    Person.public_id,
    Person.email,
    Person.display_name,
    Person.role,
    Person.language,
    Person.theme,
    Person.must_change_password,
    Person.second_factor_at,
    SignIn.id.label("sign_in_id"),
    SignIn.last_seen_at,
)


@dataclass(frozen=True)
class SignedIn(UserMixin):  # type: ignore[misc]
    """The person of this request as the pages need them, and the session they came by."""

    id: int
    public_id: str
    email: str
    display_name: str
    role: Role
    language: str | None
    theme: str | None
    must_change_password: bool
    second_factor_at: datetime | None
    sign_in_id: int
    last_seen_at: datetime

    def may(self, permission: str) -> bool:
        """True when the person's role, as it is at this moment, holds the permission."""
        return may(self.role, permission)

    @property
    def must_enrol(self) -> bool:
        """True while the role needs a second factor and there is none."""
        return self.role in NEED_SECOND_FACTOR and self.second_factor_at is None


class Nobody(AnonymousUserMixin):  # type: ignore[misc]
    """Somebody who is not signed in."""

    language: str | None = None
    theme: str | None = None

    def may(self, permission: str) -> bool:
        """Nobody may do anything."""
        return False


def behind(token: str, *, awaits_code: bool = False) -> SignedIn | None:
    """The person whose live session this token opens; disabled people and ended sessions open nothing."""
    query = (
        select(*_COLUMNS)
        .join(Person, Person.id == SignIn.person_id)
        .where(SignIn.token_digest == digest_of(token), SignIn.awaits_code.is_(awaits_code))
        .where(alive(), Person.disabled_at.is_(None))
    )
    row = db.session.execute(query).one_or_none()
    return None if row is None else SignedIn(*row)
