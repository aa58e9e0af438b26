"""Tables of people, their sessions, their recovery codes, and the tries at signing in."""

from datetime import datetime

from sqlalchemy import Enum, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base
from app.lib.ids import new_public_id
from app.users.permissions import NEED_SECOND_FACTOR, Role, may
from app.vault.sealed_columns import SealedText


def _values(roles: type[Role]) -> list[str]:
    return [role.value for role in roles]


class Person(Base):
    """Somebody who works here; `email` is lower case, the seeds of the second factor are sealed."""

    __tablename__ = "people"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True, default=lambda: new_public_id("PER"))
    email: Mapped[str] = mapped_column(String(254), unique=True)
    display_name: Mapped[str] = mapped_column(String(100))
    role: Mapped[Role] = mapped_column(Enum(Role, native_enum=False, length=16, values_callable=_values))
    password_hash: Mapped[str]
    must_change_password: Mapped[bool] = mapped_column(default=False)
    totp_secret: Mapped[str | None] = mapped_column(SealedText("people.totp_secret"), deferred=True)
    totp_pending: Mapped[str | None] = mapped_column(SealedText("people.totp_pending"), deferred=True)
    totp_last_step: Mapped[int] = mapped_column(default=0)
    second_factor_at: Mapped[datetime | None]
    language: Mapped[str | None] = mapped_column(String(5))
    theme: Mapped[str | None] = mapped_column(String(5))
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]

    def may(self, permission: str) -> bool:
        """True when the person's role holds the permission."""
        return may(self.role, permission)

    @property
    def has_second_factor(self) -> bool:
        """True once a code from an authenticator app was confirmed."""
        return self.second_factor_at is not None

    @property
    def must_enrol(self) -> bool:
        """True while a manager or admin still lacks the second factor their role needs."""
        return self.role in NEED_SECOND_FACTOR and not self.has_second_factor


class SignIn(Base):
    """A session on this server; the browser holds the token, only its digest is kept here.

    One that awaits a one-time code opens no door but the code's.
    """

    __tablename__ = "sign_ins"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    awaits_code: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    address: Mapped[str] = mapped_column(String(64))
    user_agent: Mapped[str] = mapped_column(String(300))


class RecoveryCode(Base):
    """A code on paper that stands in once for the second factor; only its digest is kept."""

    __tablename__ = "recovery_codes"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    used_at: Mapped[datetime | None]


class SignInTries(Base):
    """How often a key (an account, an address) failed of late, and when it may try again."""

    __tablename__ = "sign_in_tries"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(80), unique=True)
    failures: Mapped[int]
    last_at: Mapped[datetime]
    open_at: Mapped[datetime]
