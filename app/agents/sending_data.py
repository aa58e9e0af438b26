"""Bringing Flip's data of an agent up to ours: which call it takes, and what came of it."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

from app.agents.models import KIND, Agent
from app.agents.refusals import NO_MORE_REPAIRS, WRONG_STATE, codes, to_store
from app.agents.registering import to_send
from app.agents.statuses import DATA_UPDATABLE, FLIPS_TURN, AgentStatus
from app.db.base import table_of
from app.db.compare_and_set import change, compare_and_set
from app.db.transaction import transaction
from app.extensions import db
from app.flip.agents import NewAgent, Residence
from app.flip.client import FlipClient
from app.flip.codes import Product
from app.flip.errors import FlipRefused, FlipUnknown
from app.flip.kyc import Repair
from app.gateway.door import asking
from app.lib import clock
from app.lib.labels import mark as _
from app.outbox.promises import promise
from app.outbox.queue import TryLater
from app.timeline.record import Cause, News, Source, write

AGAIN_SECONDS = 10.0
# Flip looks again, or has looked.
_AFTER_A_REPAIR = FLIPS_TURN | {AgentStatus.APPROVED}
NOT_ANSWERED = _("Flip did not answer; it is tried again by itself.")


@dataclass(frozen=True)
class Wanted:
    """What Flip is to be told of an agent: as a repair after a rejection, else as an update.

    `is_repeated` is true when Flip may have been told by a repair whose answer never came.
    """

    flip_id: str
    version: int
    data: NewAgent
    is_repair: bool
    is_repeated: bool

    def tell(self, flip: FlipClient) -> None:
        """Make the call (agents.md: PUT /v2/agents/{id}, PUT /users/{agent_id}/repair)."""
        if self.is_repair:
            flip.kyc.repair(self.flip_id, _repair(self.data))
        else:
            flip.agents.update(self.flip_id, self.data)


def send(agent_id: int, look: Callable[[int], None]) -> None:
    """Tell Flip what it lacks; both calls may be repeated, because they carry all that is known.

    `look` reads how an agent stands and takes it in.
    :raises TryLater: Flip could not be asked, or gave no answer
    """
    wanted = begin(agent_id)
    if wanted is None:
        return
    try:
        with asking(reading=False) as flip:
            wanted.tell(flip)
    except TryLater:
        _not_told(agent_id, wanted)
        raise
    except FlipUnknown as error:
        with transaction():
            promise("agents.read", {"agent_id": agent_id})
        raise TryLater(NOT_ANSWERED, seconds=AGAIN_SECONDS) from error
    except FlipRefused as refusal:
        # What it takes no more, it may have taken when it gave no answer.
        if wanted.is_repeated and codes(refusal) & WRONG_STATE:
            look(agent_id)
            if begin(agent_id) is None:
                return
        _refused(agent_id, wanted, refusal)
    else:
        told(agent_id, wanted)


def begin(agent_id: int) -> Wanted | None:
    """What Flip is to be told; that a repair is on its way is committed before the first byte goes out.

    None when there is nothing to tell: also when a repair whose answer is lost has passed, as Flip shows.
    """
    with transaction():
        agent = db.session.get_one(Agent, agent_id, populate_existing=True, with_for_update=True)
        if agent.flip_id is None or not agent.is_unsent or agent.refusal:
            return None
        is_repair = agent.state is AgentStatus.REJECTED
        wanted = Wanted(agent.flip_id, agent.version, to_send(agent), is_repair, agent.may_have_passed)
        if is_repair:
            change(table_of(Agent), agent_id, may_have_passed=True)
        elif agent.state not in DATA_UPDATABLE:
            if wanted.is_repeated and agent.state in _AFTER_A_REPAIR:
                _note(agent_id, wanted.version, "agent.repaired")
            return None
        return wanted


def _not_told(agent_id: int, wanted: Wanted) -> None:
    # Certainly nothing happened at Flip by this call.
    with transaction():
        change(table_of(Agent), agent_id, may_have_passed=wanted.is_repeated)


def told(agent_id: int, wanted: Wanted) -> None:
    """Flip has been told."""
    with transaction():
        _note(agent_id, wanted.version, "agent.repaired" if wanted.is_repair else "agent.data_sent")


def _note(agent_id: int, version: int, verb: str) -> None:
    done = {"sent_version": version, "may_have_passed": False, "updated_at": clock.now()}
    change(table_of(Agent), agent_id, **done)
    write(KIND, agent_id, Cause(Source.ANSWER, f"data:{version}"), News(verb))
    promise("agents.read", {"agent_id": agent_id})
    # What was saved meanwhile may have come to Flip before this: it is told once more.
    promise("agents.send_data", {"agent_id": agent_id})


def _refused(agent_id: int, wanted: Wanted, refusal: FlipRefused) -> None:
    found = codes(refusal)
    product = Product.KYC if wanted.is_repair else Product.MONEY_TRANSFER
    values: dict[str, Any] = {"refusal": to_store(refusal, product), "updated_at": clock.now()}
    values["may_have_passed"] = False
    if NO_MORE_REPAIRS in found:
        values["documents_only"] = True
    with transaction():
        # Somebody saved other data meanwhile: those are still to be told, and this no is about the old ones.
        if compare_and_set(table_of(Agent), agent_id, expect={"version": wanted.version}, values=values):
            cause = Cause(Source.ANSWER, f"data_refused:{wanted.version}")
            write(KIND, agent_id, cause, News("agent.data_refused"))
        if found & WRONG_STATE:
            promise("agents.read", {"agent_id": agent_id})


def submit_refused(agent_id: int) -> None:
    """Flip does not take the submission: it may be asked for again once Flip says where the agent stands."""
    with transaction():
        agent = db.session.get_one(Agent, agent_id, populate_existing=True)
        asked = agent.submit_asked_at
        if asked is None:
            return  # it has moved on: submitted before, by a call whose answer was lost
        change(table_of(Agent), agent_id, submit_asked_at=None, updated_at=clock.now())
        cause = Cause(Source.ANSWER, f"submit_refused:{asked.isoformat()}")
        write(KIND, agent_id, cause, News("agent.submit_refused"))


def _repair(data: NewAgent) -> Repair:
    said = {name: value for name, value in vars(data).items() if name in _REPAIRABLE}
    at_the_same = {name: said[name] for name in (field.name for field in fields(Residence))}
    lives = Residence(**at_the_same) if data.use_identity_address else data.residence
    return Repair(**said, residence=lives)


_REPAIRABLE = frozenset(field.name for field in fields(Repair)) - {"residence"}
