"""Which call a picture takes where the agent stands (agents.md: State machine), and when it has to wait."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.agents.picture_models import Part
from app.agents.pictures import DOCUMENTS
from app.agents.statuses import BEFORE_THE_SELFIE, DOCUMENTS_WANTED, AgentStatus
from app.flip.agent_requests import IdentityType
from app.flip.kyc import Kyc, Picture


@dataclass(frozen=True)
class Going:
    """What one call carries: whose pictures (Flip's number), each by what it shows, and the call's name."""

    flip_id: str
    identity_type: IdentityType
    pictures: Mapping[str, Picture]
    request_id: str


Call = Callable[[Kyc, Going], object]


def call_for(part: str, status: AgentStatus) -> Call | None:
    """The call that brings such a picture to Flip now; None when Flip takes none now."""
    if part in DOCUMENTS:
        return _documents if status in DOCUMENTS_WANTED | {AgentStatus.REJECTED} else None
    if status is AgentStatus.REJECTED:
        return _card_again if part == Part.IDENTITY else _selfie_again
    if part == Part.IDENTITY:
        return _card if status in BEFORE_THE_SELFIE else None
    return _selfie if status is AgentStatus.CARD_ACCEPTED else None


def waits_for_the_card(part: str, status: AgentStatus, *, card_is_under_way: bool) -> bool:
    """True for a selfie whose card Flip has not taken yet, or is just being sent another of."""
    may_come = part == Part.SELFIE and status in BEFORE_THE_SELFIE
    return may_come and (card_is_under_way or status is not AgentStatus.CARD_ACCEPTED)


def _card(kyc: Kyc, it: Going) -> object:
    card = it.pictures[Part.IDENTITY]
    return kyc.upload_identity(it.flip_id, card, identity_type=it.identity_type, request_id=it.request_id)


def _selfie(kyc: Kyc, it: Going) -> object:
    selfie = it.pictures[Part.SELFIE]
    return kyc.upload_selfie(it.flip_id, selfie, identity_type=it.identity_type, request_id=it.request_id)


def _card_again(kyc: Kyc, it: Going) -> object:
    return kyc.repair_photo(it.flip_id, it.pictures[Part.IDENTITY], request_id=it.request_id)


def _selfie_again(kyc: Kyc, it: Going) -> object:
    return kyc.repair_selfie(it.flip_id, it.pictures[Part.SELFIE], request_id=it.request_id)


def _documents(kyc: Kyc, it: Going) -> object:
    return kyc.send_documents(it.flip_id, it.pictures, request_id=it.request_id)
