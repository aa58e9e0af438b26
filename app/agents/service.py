"""The verbs by which an agent comes about: filled in, corrected, registered at Flip, submitted, given up."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.exc import IntegrityError

from app.agents import uniqueness
from app.agents.content import LABELS, columns_of, content_of, masked, missing
from app.agents.models import KIND, Agent
from app.agents.statuses import DATA_UPDATABLE, ONLY_HERE, AgentStatus
from app.agents.steps import Step, open_steps
from app.audit.record import changes, record, recorded_even_if_refused
from app.db.base import table_of
from app.db.compare_and_set import compare_and_set
from app.db.dialects import upsert
from app.extensions import db
from app.lib import clock
from app.lib.errors import NotFound, Refused
from app.lib.ids import new_public_id
from app.lib.labels import mark as _
from app.lib.transitions import Verdict
from app.outbox.promises import promise
from app.timeline.makers import Maker
from app.timeline.record import News, advance, write

CHANGED_MEANWHILE = _(
    "Somebody changed this agent while you were typing. What you typed is still here: compare it with what "
    "is kept, then save again."
)
NOT_NOW = _("The data of this agent cannot be changed now.")
NOT_FILLED_IN = _("Something is still missing before Flip can register this agent.")
NOT_BY_REPAIR = _(
    "After a rejection Flip takes no other phone number or e-mail address. Leave it as it is, and write to "
    "Flip's support if it is wrong."
)
BEYOND_REPAIR = ("phone_number", "email")
FILL_IN = _("Fill this in.")
NOT_VERIFIED = _("Confirm that the phone number was verified.")
NOT_TO_REGISTER = _("This agent is registered at Flip already, or is being registered.")
NOT_TO_SUBMIT = _("This agent cannot be submitted now.")
STILL_UNSENT = _("The corrected data are still on their way to Flip; submit in a moment.")
NOT_TO_GIVE_UP = _("This agent cannot be given up: Flip has the data, or is being asked.")


def start(values: Mapping[str, Any], submission: str, maker: Maker, *, phone_verified: bool = False) -> str:
    """Keep a new agent as far as it is filled in; our public id. The same form again is the same agent (P2).

    :raises Refused: another agent has the identity or phone number, which is named beside the field
    """
    try:
        return _start(values, submission, maker, phone_verified)
    except Refused:
        # Sent twice in one moment, the form meets its own agent as the one who has the numbers.
        if (same := db.session.scalar(_made_from(submission))) is not None:
            return str(same)
        raise


def _start(values: Mapping[str, Any], submission: str, maker: Maker, phone_verified: bool) -> str:
    now, public_id = clock.now(), new_public_id("AGT")
    columns = columns_of(values) | (_verified(maker) if phone_verified else {})
    with _kept("agents.start", None, columns) as session:
        if (same := session.scalar(_made_from(submission))) is not None:
            return str(same)
        uniqueness.check(columns)
        statement = upsert(table_of(Agent)).values(
            **columns,
            public_id=public_id,
            submission=submission,
            status=AgentStatus.DRAFT,
            maker_id=maker.id,
            maker_name=maker.name,
            created_at=now,
            updated_at=now,
        )
        statement = statement.on_conflict_do_nothing(index_elements=["submission"]).returning(Agent.id)
        agent_id = session.execute(statement).scalar_one_or_none()
        if agent_id is None:
            return str(session.scalar(_made_from(submission)))
        write(KIND, agent_id, maker.cause("start"), News("agent.started"), (None, AgentStatus.DRAFT))
        _note_phone(agent_id, columns, maker)
        record("agents.start", (KIND, public_id), after=masked(values))
    return public_id


def _made_from(submission: str) -> Select[str]:
    return select(Agent.public_id).where(Agent.submission == submission)


def save(
    public_id: str, values: Mapping[str, Any], seen: int, maker: Maker, *, phone_verified: bool = False
) -> None:
    """Keep what was filled in; what Flip has already is corrected there after the commit.

    `seen` is the version the form was filled from: what others saved since is not overwritten unseen.
    A phone number that changed has to be verified anew.
    :raises Refused: not changeable now, changed meanwhile, another agent has one of the numbers, or Flip
        takes no other
    """
    columns = columns_of(values)
    with _kept("agents.change", (KIND, public_id), columns):
        agent = locked(public_id)
        if not may_change(agent):
            raise Refused(NOT_NOW)
        if agent.version != seen:
            raise Refused(CHANGED_MEANWHILE)
        uniqueness.check(columns, agent.id)
        _refuse_beyond_repair(agent, columns)
        before, after = changes(content_of(agent), {n: v for n, v in columns.items() if n in LABELS})
        renewed = "phone_print" in columns and columns["phone_print"] != agent.phone_print
        if renewed and not phone_verified:
            columns |= dict.fromkeys(_verified(maker))
        if phone_verified and (renewed or agent.phone_verified_at is None):
            columns |= _verified(maker)
        if not after and "phone_verified_at" not in columns and not agent.refusal:
            return
        new = {"version": seen + 1, "updated_at": clock.now()}
        new |= {"refusal": None} if agent.is_at_flip else {}
        compare_and_set(table_of(Agent), agent.id, expect={"version": seen}, values=columns | new)
        if after:
            fields = [LABELS[name] for name in after]
            write(KIND, agent.id, maker.cause("change"), News("agent.changed", {"fields": fields}))
            record("agents.change", (KIND, public_id), before=masked(before), after=masked(after))
        _note_phone(agent.id, columns, maker)
        if agent.is_at_flip:
            promise("agents.send_data", {"agent_id": agent.id})


def _refuse_beyond_repair(agent: Agent, columns: Mapping[str, Any]) -> None:
    # Kept here alone they would say what Flip does not know, however well the repair goes.
    lacks = {name for name in BEYOND_REPAIR if getattr(agent, name) not in (None, columns.get(name))}
    if agent.state is AgentStatus.REJECTED and (other := lacks & columns.keys()):
        raise Refused(NOT_BY_REPAIR, fields=dict.fromkeys(sorted(other), NOT_BY_REPAIR))


def may_change(agent: Agent) -> bool:
    """True while the data may be filled in or corrected: here, or at Flip by an update or a repair."""
    if agent.state in ONLY_HERE or agent.state in DATA_UPDATABLE:
        return True
    return Step.IDENTITY in open_steps(agent)


def register(public_id: str, maker: Maker) -> None:
    """Have the agent registered at Flip after the commit.

    :raises Refused: something is missing (beside its field), or the agent is at Flip already
    """
    with recorded_even_if_refused("agents.register", (KIND, public_id)):
        agent = locked(public_id)
        if agent.state not in ONLY_HERE and not (agent.state is AgentStatus.UNKNOWN and agent.attention):
            raise Refused(NOT_TO_REGISTER)
        lacking = missing(agent)
        if lacking:
            raise Refused(NOT_FILLED_IN, fields=dict.fromkeys(lacking, FILL_IN))
        if agent.phone_verified_at is None:
            raise Refused(NOT_VERIFIED, fields={"phone_verified": NOT_VERIFIED})
        # Whether an earlier attempt passed is not forgotten: with the same numbers Flip says "taken" again.
        news = News("agent.requested", set={"refusal": None, "attention": None})
        advance(KIND, agent.id, AgentStatus.REQUESTED, maker.cause("register"), news)
        record("agents.register", (KIND, public_id))
        promise("agents.register", {"agent_id": agent.id})


def adopt(public_id: str, flip_id: str, maker: Maker) -> None:
    """A person says which agent at Flip an agent of unknown fate is; Flip is asked after the commit (P5).

    :raises Refused: when its fate is known by now
    """
    with recorded_even_if_refused("agents.adopt", (KIND, public_id)):
        agent = locked(public_id)
        if agent.state is not AgentStatus.UNKNOWN or not agent.attention:
            raise Refused(NOT_TO_REGISTER)
        write(KIND, agent.id, maker.cause("adopt"), News("agent.chosen", {"number": flip_id}))
        record("agents.adopt", (KIND, public_id), details={"flip_id": flip_id})
        promise("agents.adopt", {"agent_id": agent.id, "flip_id": flip_id})


def submit(public_id: str, maker: Maker) -> None:
    """Have the agent submitted for verification after the commit; twice is once.

    :raises Refused: the selfie is not accepted yet, or data are still on their way
    """
    with recorded_even_if_refused("agents.submit", (KIND, public_id)):
        agent = locked(public_id)
        if agent.state is not AgentStatus.SELFIE_ACCEPTED:
            raise Refused(NOT_TO_SUBMIT)
        if agent.is_unsent:
            raise Refused(STILL_UNSENT)
        if agent.submit_asked_at is not None:
            return
        values = {"submit_asked_at": clock.now(), "updated_at": clock.now()}
        compare_and_set(table_of(Agent), agent.id, expect={"submit_asked_at": None}, values=values)
        write(KIND, agent.id, maker.cause("submit"), News("agent.submit_asked"))
        record("agents.submit", (KIND, public_id))
        promise("agents.submit", {"agent_id": agent.id})


def give_up(public_id: str, maker: Maker) -> None:
    """Drop an agent that is not at Flip, so that the numbers are free for another.

    :raises Refused: when Flip has the data, or may have
    """
    with recorded_even_if_refused("agents.give_up", (KIND, public_id)):
        agent = locked(public_id)
        news = News("agent.withdrawn", set={"attention": None})
        if not may_give_up(agent) or (
            advance(KIND, agent.id, AgentStatus.WITHDRAWN, maker.cause("give_up"), news) is not Verdict.MOVED
        ):
            raise Refused(NOT_TO_GIVE_UP)
        record("agents.give_up", (KIND, public_id))


def may_give_up(agent: Agent) -> bool:
    """True while Flip has nothing of the agent, as far as anybody knows."""
    return agent.state in ONLY_HERE or bool(agent.attention and agent.state is AgentStatus.UNKNOWN)


def find(public_id: str) -> Agent:
    """An agent by our own id, freshly read; :raises NotFound: when there is none."""
    query = select(Agent).where(Agent.public_id == public_id).execution_options(populate_existing=True)
    agent = db.session.scalar(query)
    if agent is None:
        raise NotFound
    return agent


def locked(public_id: str) -> Agent:
    """The same inside a transaction, held so that two people never overwrite each other."""
    query = select(Agent).where(Agent.public_id == public_id).with_for_update()
    agent = db.session.scalar(query.execution_options(populate_existing=True))
    if agent is None:
        raise NotFound
    return agent


@contextmanager
def _kept(verb: str, subject: tuple[str, object] | None, columns: Mapping[str, Any]) -> Iterator[Any]:
    # Two who type one number in the same moment: the index decides, and the later one is told who has it.
    try:
        with recorded_even_if_refused(verb, subject) as session:
            yield session
    except IntegrityError:
        itself = db.session.scalar(select(Agent.id).where(Agent.public_id == (subject or ("", ""))[1]))
        uniqueness.check(columns, itself)
        raise


def _verified(maker: Maker) -> dict[str, Any]:
    return {
        "phone_verified_by_id": maker.id,
        "phone_verified_by": maker.name,
        "phone_verified_at": clock.now(),
    }


def _note_phone(agent_id: int, columns: Mapping[str, Any], maker: Maker) -> None:
    if columns.get("phone_verified_at") is not None:
        news = News("agent.phone_verified", {"ends": columns.get("phone_ends") or ""})
        write(KIND, agent_id, maker.cause("phone_verified"), news)
