"""The table of agents."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.agents.statuses import AT_FLIP, TRANSITIONS, AgentStatus, Standing
from app.db.base import Base
from app.db.types import Json
from app.lib.labels import Labelled
from app.lib.labels import mark as _
from app.timeline.models import Origin
from app.timeline.record import moves
from app.vault.sealed_columns import SealedText

KIND = "agent"
_STANDS = text("status <> 'WITHDRAWN'")


class IdentityKind(Labelled):
    """What the agent is identified by (agents.md: identity_type)."""

    KTP = "ktp", _("Identity card (KTP)"), "muted", "id"
    PASSPORT = "passport", _("Passport"), "muted", "book"


class Gender(Labelled):
    """As on the identity card."""

    MALE = "male", _("Male")
    FEMALE = "female", _("Female")


class Occupation(Labelled):
    """What the agent lives by, as Flip divides it."""

    HOUSEWIFE = "housewife", _("Housewife")
    ENTREPRENEUR = "entrepreneur", _("Entrepreneur")
    PRIVATE_EMPLOYEE = "private_employee", _("Employee of a company")
    GOVERNMENT_EMPLOYEE = "government_employee", _("Government employee")
    FOUNDATION_BOARD = "foundation_board", _("Employee of a foundation")
    MIGRANT_WORKER = "indonesian_migrant_worker", _("Indonesian migrant worker")
    COMPANY = "company", _("A company, not a person")
    OTHERS = "others", _("Something else")


class Agent(Base):
    """A person who sends money through this merchant and whom Flip verifies first (agents.md).

    `version` counts what was saved here, `sent_version` is the one Flip has: where they differ, the data
    are on their way. Numbers and addresses are sealed; their prints find the agent who has them already.
    `refusal` is Flip's complaint about the data, by its own attribute names. `asked_at` is when the newest
    answer that was taken in was asked for: an older one says nothing. `standing` is Flip's word about a
    verified agent, `suspended_at` ours. `documents_only` is true once Flip takes no more
    repairs for the rejection at hand.
    """

    __tablename__ = "agents"
    __table_args__ = (
        Index(None, "status", "id"),
        Index(
            "uq_agents_identity",
            "identity_print",
            unique=True,
            sqlite_where=_STANDS,
            postgresql_where=_STANDS,
        ),
        Index("uq_agents_phone", "phone_print", unique=True, sqlite_where=_STANDS, postgresql_where=_STANDS),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True)
    submission: Mapped[str | None] = mapped_column(String(64), unique=True)
    status: Mapped[str] = mapped_column(String(32))
    flip_id: Mapped[str | None] = mapped_column(String(64), unique=True)
    flip_status: Mapped[str | None] = mapped_column(String(64))
    standing: Mapped[str | None] = mapped_column(String(32))
    attention: Mapped[str | None] = mapped_column(String(16))
    origin: Mapped[str] = mapped_column(String(16), default=Origin.HERE)
    version: Mapped[int] = mapped_column(default=1)
    sent_version: Mapped[int] = mapped_column(default=0)

    name: Mapped[str | None]
    identity_type: Mapped[str | None] = mapped_column(String(16))
    identity_number: Mapped[str | None] = mapped_column(SealedText("agents.identity_number"), deferred=True)
    identity_print: Mapped[str | None] = mapped_column(String(64))
    identity_ends: Mapped[str | None] = mapped_column(String(4))
    birth_date: Mapped[date | None]
    birth_place: Mapped[str | None]
    gender: Mapped[str | None] = mapped_column(String(16))
    occupation: Mapped[str | None] = mapped_column(String(32))
    email: Mapped[str | None] = mapped_column(SealedText("agents.email"), deferred=True)
    phone_number: Mapped[str | None] = mapped_column(SealedText("agents.phone_number"), deferred=True)
    phone_print: Mapped[str | None] = mapped_column(String(64))
    phone_ends: Mapped[str | None] = mapped_column(String(4))
    phone_verified_by_id: Mapped[int | None]
    phone_verified_by: Mapped[str | None]
    phone_verified_at: Mapped[datetime | None]

    country_id: Mapped[str | None] = mapped_column(String(16))
    province_id: Mapped[str | None] = mapped_column(String(16))
    city_id: Mapped[str | None] = mapped_column(String(16))
    district_id: Mapped[str | None] = mapped_column(String(16))
    address: Mapped[str | None] = mapped_column(SealedText("agents.address"), deferred=True)
    use_identity_address: Mapped[bool] = mapped_column(default=True)
    residence_country_id: Mapped[str | None] = mapped_column(String(16))
    residence_province_id: Mapped[str | None] = mapped_column(String(16))
    residence_city_id: Mapped[str | None] = mapped_column(String(16))
    residence_district_id: Mapped[str | None] = mapped_column(String(16))
    residence_address: Mapped[str | None] = mapped_column(
        SealedText("agents.residence_address"), deferred=True
    )

    rejection_code: Mapped[str | None] = mapped_column(String(16))
    rejection_text: Mapped[str | None]
    documents_only: Mapped[bool] = mapped_column(default=False)
    refusal: Mapped[list[Any] | None] = mapped_column(Json)
    attempts: Mapped[int] = mapped_column(default=0)
    may_have_passed: Mapped[bool] = mapped_column(default=False)
    waiting_for: Mapped[str | None]
    submit_asked_at: Mapped[datetime | None]
    submitted_at: Mapped[datetime | None]
    verified_at: Mapped[datetime | None]
    asked_at: Mapped[datetime | None]
    followed_at: Mapped[datetime | None]

    suspended_at: Mapped[datetime | None]
    suspended_by: Mapped[str | None]
    suspended_reason: Mapped[str | None]
    search_text: Mapped[str] = mapped_column(default="")
    maker_id: Mapped[int | None]
    maker_name: Mapped[str | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    @property
    def state(self) -> AgentStatus:
        """Where the agent stands."""
        return AgentStatus(self.status)

    @property
    def is_at_flip(self) -> bool:
        """True when Flip has the agent."""
        return self.state in AT_FLIP

    @property
    def is_unsent(self) -> bool:
        """True while Flip has other data than were saved here."""
        return self.is_at_flip and self.sent_version != self.version

    @property
    def has_identity(self) -> bool:
        """True when the identity was filled in and somebody confirmed that the phone number is verified."""
        known = (self.name, self.identity_print, self.birth_date, self.birth_place, self.phone_print)
        return all(known) and self.phone_verified_at is not None

    @property
    def may_send_money(self) -> bool:
        """True when payouts may be made through this agent: verified, active at Flip, not suspended here."""
        verified = self.state is AgentStatus.APPROVED and self.standing == Standing.ACTIVE
        return verified and self.suspended_at is None


moves(KIND, Agent, TRANSITIONS)
