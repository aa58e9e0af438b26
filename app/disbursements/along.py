"""What goes along with a payout beside the money: the city, whom Flip tells, and who sends it."""

from dataclasses import dataclass

from app.agents.models import Agent, IdentityKind, Occupation
from app.agents.statuses import Standing
from app.disbursements.models import Disbursement, TransferKind
from app.disbursements.sender_models import Direction, IdentityType, Sender
from app.disbursements.senders import sender_of
from app.disbursements.through import why_not
from app.places.queries import name_of
from app.places.statuses import PlaceKind


@dataclass(frozen=True)
class SentFor:
    """The sender of a special transfer, codes by their names and words by their labels (English source)."""

    sender: Sender
    country: str
    place_of_birth: str | None
    direction: str
    job: str
    identity_type: str | None


@dataclass(frozen=True)
class SentThrough:
    """The agent a payout goes through, from where the money comes, and why it cannot (English source)."""

    agent: Agent
    identity_type: str | None
    standing: str | None
    direction: str | None
    why_not: str | None


@dataclass(frozen=True)
class Along:
    """City and addresses of a payout, and the sender of a special transfer, or the agent who sends."""

    kind: str
    city: str | None
    addresses: list[str]
    sent_for: SentFor | None
    sent_through: SentThrough | None


def along(row: Disbursement) -> Along:
    """What goes along with one payout."""
    sender = sender_of(row.id) if row.transfer_kind == TransferKind.SPECIAL else None
    return Along(
        kind=TransferKind(row.transfer_kind).label,
        city=name_of(PlaceKind.CITY, row.recipient_city) or row.recipient_city,
        addresses=(row.beneficiary_emails or "").split(",") if row.beneficiary_emails else [],
        sent_for=_named(sender) if sender else None,
        sent_through=_through(row, row.agent) if row.agent else None,
    )


def _through(row: Disbursement, agent: Agent) -> SentThrough:
    return SentThrough(
        agent=agent,
        identity_type=IdentityKind.label_of(agent.identity_type),
        standing=Standing.label_of(agent.standing),
        direction=Direction.label_of(row.direction),
        why_not=why_not(agent),
    )


def _named(sender: Sender) -> SentFor:
    return SentFor(
        sender=sender,
        country=name_of(PlaceKind.COUNTRY, sender.country) or sender.country,
        place_of_birth=name_of(None, sender.place_of_birth) or sender.place_of_birth,
        direction=Direction.label_of(sender.direction) or "",
        job=Occupation.label_of(sender.job) or "",
        identity_type=IdentityType.label_of(sender.identity_type),
    )
