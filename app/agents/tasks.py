"""Outbox work of agents: register one at Flip, correct the data there, submit, and read how one stands."""

from datetime import datetime

from app.agents import registering, sending_data, taking
from app.agents.models import Agent
from app.agents.refusals import TAKEN, codes, to_store
from app.agents.statuses import AgentStatus
from app.db.transaction import release, transaction
from app.extensions import db
from app.flip.agents import AgentStanding
from app.flip.errors import FlipNotFound, FlipRefused, FlipUnknown
from app.gateway import state
from app.gateway.door import asking, paused
from app.lib import clock
from app.outbox.promises import work
from app.outbox.queue import TryLater
from app.timeline.record import Cause, Source

LONGEST_WAIT = 300.0


@work("agents.register")
def register(agent_id: int) -> None:
    """Register the agent at Flip (agents.md: POST /v2/agents); there is no key, but numbers are unique."""
    if state.is_paused():
        later = paused()
        registering.waits(agent_id, str(later))
        raise later
    begun = registering.begin(agent_id)
    if begun is None:
        return
    new, attempt, version = begun
    try:
        with asking(reading=False) as flip:
            answer = flip.agents.create(new)
    except TryLater as later:
        later.seconds = max(later.seconds, min(2.0 ** min(attempt, 30), LONGEST_WAIT))
        registering.not_sent(agent_id, attempt, str(later), later.seconds)
        raise
    except FlipRefused as refusal:
        _refused(agent_id, attempt, refusal)
    except FlipUnknown as error:
        registering.unknown(agent_id, attempt, str(error))
    else:
        registering.registered(agent_id, attempt, version, answer)


def _refused(agent_id: int, attempt: int, refusal: FlipRefused) -> None:
    with_doubt = _agent(agent_id).may_have_passed
    release()
    if with_doubt and codes(refusal) & TAKEN:
        registering.undecided(agent_id, attempt, to_store(refusal))
    else:
        registering.refused(agent_id, attempt, to_store(refusal))


@work("agents.adopt")
def adopt(agent_id: int, flip_id: str) -> None:
    """Look at the agent at Flip that a person named as ours (agents.md: GET /v2/agents/{id})."""
    agent = _agent(agent_id)
    if agent.state is not AgentStatus.UNKNOWN:
        return
    ours = (agent.identity_print, agent.phone_print)
    release()
    try:
        with asking() as flip:
            shown = flip.agents.get(flip_id)
    except FlipNotFound:
        registering.is_another(agent_id, flip_id)
        return
    if all(ours) and taking.prints_of(shown) == ours and taking.row_of(flip_id) is None:
        registering.adopted(agent_id, shown)
    else:
        registering.is_another(agent_id, flip_id)


@work("agents.send_data")
def send_data(agent_id: int) -> None:
    """Bring Flip's data up to ours: an update before the selfie's check, a repair after a rejection."""
    sending_data.send(agent_id, read)


@work("agents.submit")
def submit(agent_id: int) -> None:
    """Submit the agent for verification (agents.md: PUT /users/{agent_id}/submit); twice does no harm."""
    agent = _agent(agent_id)
    flip_id, wanted = agent.flip_id, agent.submit_asked_at is not None
    still = agent.state is AgentStatus.SELFIE_ACCEPTED
    release()
    if flip_id is None or not wanted or not still:
        return
    try:
        with asking(reading=False) as flip:
            flip.kyc.submit(flip_id)
    except FlipUnknown as error:
        read(agent_id)
        # Has it passed, the next try finds nothing to submit; else it submits again.
        raise TryLater(sending_data.NOT_ANSWERED, seconds=sending_data.AGAIN_SECONDS) from error
    except FlipRefused:
        read(agent_id)
        sending_data.submit_refused(agent_id)
    else:
        read(agent_id)


@work("agents.read")
def read(agent_id: int) -> None:
    """Read how one agent stands and take it in (agents.md: GET /v2/agents/{id})."""
    agent = _agent(agent_id)
    flip_id, before = agent.flip_id, agent.flip_status
    release()
    if flip_id is None:
        return
    asked_at = clock.now()
    try:
        with asking() as flip:
            shown = flip.agents.get(flip_id)
    except FlipNotFound:
        with transaction():
            taking.lose(agent_id, asked_at)
        return
    take_read(shown, before, asked_at)


def take_read(shown: AgentStanding, before: str | None, asked_at: datetime) -> None:
    """Take in what was read outside of any callback."""
    cause = Cause(Source.POLLING, f"read:{before}:{shown.kyc_status}:{asked_at.isoformat()}")
    with transaction():
        taking.take(shown, cause, asked_at=asked_at)


def _agent(agent_id: int) -> Agent:
    return db.session.get_one(Agent, agent_id, populate_existing=True)
