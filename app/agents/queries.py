"""Reads of agents for pages."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import undefer

from app.agents.content import columns_of
from app.agents.groups import forgotten, group, rejected_with_hope
from app.agents.models import KIND, Agent
from app.agents.picture_models import AgentPicture, Handoff
from app.db.paging import Page, bounded_counts, read_page
from app.extensions import db
from app.timeline.models import Event, Kind, Transaction

TABS = ("all", "filling", "ours", "flips", "verified", "rejected", "suspended", "decide")
MOST_TRANSFERS = 20
# The payouts room is upstairs; this is its word for money that arrived.
_ARRIVED = "DONE"


@dataclass(frozen=True)
class Filters:
    """What a list of agents is narrowed to; `words` are a part of the name, or a whole number."""

    tab: str = "all"
    words: str = ""


@dataclass(frozen=True)
class Transfers:
    """What was sent through an agent: the newest payouts, and how many arrived with how much (IDR)."""

    newest: Sequence[Transaction] = ()
    arrived: int = 0
    arrived_idr: int = 0


def agents_page(filters: Filters, cursor: str | None, size: int) -> Page[Agent]:
    """One page of agents, newest first."""
    return read_page(_matching(filters), Agent.id, cursor=cursor, size=size)


def counts(filters: Filters) -> dict[str, int]:
    """How many agents stand under each tab but the first, counted no further than the bound."""
    return bounded_counts({tab: _matching(replace(filters, tab=tab)) for tab in TABS[1:]})


def _matching(filters: Filters) -> Select[Agent]:
    query = select(Agent)
    condition = group(filters.tab)
    if condition is not None:
        query = query.where(condition)
    return query.where(_found_by(filters.words)) if filters.words else query


def _found_by(words: str) -> ColumnElement[bool]:
    # Numbers are sealed: a whole one is found by its print, a part of one by nothing.
    number = "".join(words.split())
    prints = columns_of({"identity_number": number, "phone_number": number})
    printed = [
        column == prints[column.key]
        for column in (Agent.identity_print, Agent.phone_print)
        if prints[column.key]
    ]
    by_name = Agent.search_text.contains(words.lower(), autoescape=True)
    return or_(by_name, Agent.public_id == number.upper(), Agent.flip_id == number, *printed)


def undecided() -> Select[Agent]:
    """Agents of whom a person has to say who they are at Flip, to be counted."""
    return select(Agent).where(Agent.attention.is_not(None))


def rejected() -> Select[Agent]:
    """Rejected agents for whom something can be done, to be counted."""
    return select(Agent).where(rejected_with_hope())


def waiting_for_us() -> Select[Agent]:
    """Agents with whom somebody here should have gone on by now, to be counted."""
    return select(Agent).where(forgotten())


def agent(public_id: str) -> Agent | None:
    """An agent by our own id."""
    return db.session.scalar(select(Agent).where(Agent.public_id == public_id))


def at_flip_with_identity(number: str) -> Agent | None:
    """The agent at Flip who has this identity number, however its letters are written."""
    theirs = Agent.identity_print == columns_of({"identity_number": number})["identity_print"]
    return db.session.scalar(select(Agent).where(theirs, Agent.flip_id.is_not(None)))


def whole(public_id: str) -> Agent | None:
    """The same with everything that is sealed, read at once."""
    return db.session.scalar(select(Agent).options(undefer("*")).where(Agent.public_id == public_id))


def public_id_of(row_id: int) -> str | None:
    """Our own id of the agent in a row."""
    return db.session.scalar(select(Agent.public_id).where(Agent.id == row_id))


def pulse(public_id: str) -> tuple[object, ...] | None:
    """In one statement what changes whenever an agent, pictures or transfers do; None: no such agent."""
    last_event = select(func.max(Event.id)).where(Event.subject_kind == KIND, Event.subject_id == Agent.id)
    of_theirs = AgentPicture.agent_id == Agent.id
    waiting = select(func.max(AgentPicture.waiting_for)).where(of_theirs)
    deleted = select(func.count(AgentPicture.deleted_at)).where(of_theirs)
    last_transfer = select(func.max(Transaction.updated_at)).where(*_through(Agent.flip_id))
    parts = [one.correlate(Agent).scalar_subquery() for one in (last_event, waiting, deleted, last_transfer)]
    query = select(Agent.updated_at, Agent.asked_at, *parts).where(Agent.public_id == public_id)
    row = db.session.execute(query).one_or_none()
    return None if row is None else tuple(row)


def transfers(flip_id: str | None) -> Transfers:
    """What was sent through the agent with this number at Flip."""
    if flip_id is None:
        return Transfers()
    newest = select(Transaction).where(*_through(flip_id)).order_by(Transaction.id.desc())
    sums = select(func.count(), func.coalesce(func.sum(Transaction.amount_idr), 0))
    row = db.session.execute(sums.where(*_through(flip_id), Transaction.status == _ARRIVED)).one()
    return Transfers(db.session.scalars(newest.limit(MOST_TRANSFERS)).all(), int(row[0]), int(row[1]))


def _through(flip_id: object) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    # Bills are parents too, and number at Flip for themselves.
    return Transaction.parent_flip_id == flip_id, Transaction.kind == Kind.DISBURSEMENT


def pictures(agent_id: int) -> dict[str, AgentPicture]:
    """The picture that counts for each part, by its part."""
    query = select(AgentPicture).where(AgentPicture.agent_id == agent_id, AgentPicture.replaced_at.is_(None))
    return {picture.part: picture for picture in db.session.scalars(query.order_by(AgentPicture.id))}


def handoffs(agent_id: int) -> Sequence[Handoff]:
    """The addresses made for phones to take an agent's pictures, newest first."""
    query = select(Handoff).where(Handoff.agent_id == agent_id).order_by(Handoff.id.desc())
    return db.session.scalars(query).all()
