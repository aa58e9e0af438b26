"""What the worker writes while pictures go to Flip: that it begins, and what came of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import ColumnElement, select

from app.agents.models import KIND, Agent
from app.agents.picture_calls import Call, call_for, waits_for_the_card
from app.agents.picture_models import AgentPicture, Part
from app.agents.pictures import label_of
from app.agents.refusals import NO_MORE_REPAIRS, codes, to_store
from app.agents.statuses import AgentStatus
from app.db.base import table_of
from app.db.compare_and_set import change, compare_and_set
from app.db.transaction import transaction
from app.extensions import db
from app.flip.agent_requests import IdentityType
from app.flip.codes import Product
from app.flip.errors import FlipRefused
from app.flip.kyc import new_request_id
from app.lib import clock
from app.lib.labels import mark as _
from app.outbox.promises import promise
from app.timeline.record import Cause, News, Source, write

WAITS_FOR_THE_CARD = _("It is sent as soon as Flip has taken the identity card.")
_table = table_of(AgentPicture)


@dataclass(frozen=True)
class Sending:
    """Pictures on their way in one call: what each shows by its number, and where the agent stood.

    `before` names the calls before this one whose answer never came, by the number of the picture.
    """

    agent_id: int
    flip_id: str
    identity_type: IdentityType
    status: AgentStatus
    parts: dict[int, str]
    before: dict[int, str | None]
    call: Call
    request_id: str

    @property
    def is_repeated(self) -> bool:
        """True when Flip may have them already."""
        return any(self.before.values())


def under_way(which: ColumnElement[bool]) -> Sequence[AgentPicture]:
    """Of these pictures those that are to be sent, without what is on them."""
    columns = _table.c
    open_ones = columns.handed_at.is_not(None) & columns.sent_at.is_(None) & columns.deleted_at.is_(None)
    query = select(AgentPicture).where(which, open_ones).order_by(AgentPicture.id)
    rows = db.session.scalars(query.execution_options(populate_existing=True))
    return [picture for picture in rows if picture.is_under_way]


def begin(which: ColumnElement[bool]) -> Sending | None:
    """Commit that these pictures of one agent are being sent, before the first byte goes out.

    None when there is nothing to send now: they wait, or Flip wants them no more, which is written down.
    """
    with transaction():
        agent_id = db.session.scalar(select(AgentPicture.agent_id).where(which).limit(1))
        if agent_id is None:
            return None
        agent = db.session.get_one(Agent, agent_id, populate_existing=True, with_for_update=True)
        found = under_way(which)
        if not found or agent.flip_id is None or _waits(agent, found):
            return None
        call = call_for(found[0].part, agent.state)
        if call is None:
            _leave(agent_id, found)
            return None
        sending = Sending(
            agent_id,
            agent.flip_id,
            cast(IdentityType, agent.identity_type or "ktp"),
            agent.state,
            {picture.id: picture.part for picture in found},
            {picture.id: picture.request_id for picture in found},
            call,
            new_request_id(),
        )
        for picture_id in sending.parts:
            change(_table, picture_id, request_id=sending.request_id)
        return sending


def _waits(agent: Agent, found: Sequence[AgentPicture]) -> bool:
    card = (_table.c.agent_id == agent.id) & (_table.c.part == Part.IDENTITY)
    [first, *_others] = found
    waits = waits_for_the_card(first.part, agent.state, card_is_under_way=bool(under_way(card)))
    if waits:
        change(_table, first.id, waiting_for=WAITS_FOR_THE_CARD)
    return waits


def _leave(agent_id: int, found: Sequence[AgentPicture]) -> None:
    # Flip has moved on: by those it got without answering, and without the others.
    arrived = {picture.id: picture.part for picture in found if picture.request_id}
    names = {picture.request_id for picture in found if picture.request_id}
    for picture in found:
        values = {"sent_at": clock.now()} if picture.id in arrived else {"handed_at": None}
        change(_table, picture.id, waiting_for=None, **values)
    change(table_of(Agent), agent_id, updated_at=clock.now())
    for request_id in names:
        _tell(agent_id, "agent.picture_sent", arrived.values(), request_id)


def not_sent(sending: Sending, reason: str) -> None:
    """Certainly nothing happened at Flip; what they wait for is said (English source)."""
    with transaction():
        for picture_id, before in sending.before.items():
            _set(sending, picture_id, waiting_for=reason, request_id=before)


def unknown(sending: Sending, reason: str) -> None:
    """Nobody knows whether Flip has them; what happens now is said (English source)."""
    with transaction():
        for picture_id in sending.parts:
            _set(sending, picture_id, waiting_for=reason)


def sent(sending: Sending) -> None:
    """Flip has them."""
    _end(sending, "agent.picture_sent", sent_at=clock.now())


def refused(sending: Sending, refusal: FlipRefused) -> None:
    """Flip does not take them; its complaints are kept for the page."""
    spent = NO_MORE_REPAIRS in codes(refusal)
    _end(sending, "agent.picture_refused", spent, refusal=to_store(refusal, Product.KYC))


def _end(sending: Sending, verb: str, repairs_are_spent: bool = False, **values: Any) -> None:
    with transaction():
        ended = [_set(sending, number, waiting_for=None, **values) for number in sending.parts]
        if not any(ended):
            return  # another attempt began since, and its answer counts
        spent = {"documents_only": True} if repairs_are_spent else {}
        change(table_of(Agent), sending.agent_id, updated_at=clock.now(), **spent)
        _tell(sending.agent_id, verb, sending.parts.values(), sending.request_id)
        promise("agents.read", {"agent_id": sending.agent_id})
        if Part.IDENTITY in sending.parts.values():
            promise("agents.send_waiting_selfie", {"agent_id": sending.agent_id})


def _set(sending: Sending, picture_id: int, **values: Any) -> bool:
    mine = {"request_id": sending.request_id, "sent_at": None}
    return compare_and_set(_table, picture_id, expect=mine, values=values)


def _tell(agent_id: int, verb: str, parts: Iterable[str], request_id: str) -> None:
    told = {"parts": [label_of(part) for part in parts], "request_id": request_id}
    write(KIND, agent_id, Cause(Source.ANSWER, f"{verb}:{request_id}"), News(verb, told))
