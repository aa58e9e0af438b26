"""Handing the camera over: a short-lived address by which the agent's phone takes certain pictures only."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import insert, select

from app.agents import pictures, queries, service
from app.agents.models import KIND, Agent
from app.agents.picture_models import Handoff, Via
from app.agents.pictures import PART_LABELS, Taker, label_of, may_take
from app.audit.record import record, recorded_even_if_refused
from app.db.base import table_of
from app.db.compare_and_set import change_where, compare_and_set
from app.db.transaction import transaction
from app.extensions import db
from app.lib import clock
from app.lib.errors import NotFound, Refused
from app.lib.labels import mark as _
from app.timeline.makers import Maker
from app.timeline.record import Cause, News, Source, write
from app.users.models import Person
from app.users.permissions import may
from app.vault.pictures import TakenIn
from app.vault.prints import print_of

LASTS = timedelta(minutes=15)
# Nobody guesses 192 bits, so that guesses need no slowing down.
_TOKEN_BYTES = 24
_PRINT = "agent_handoffs.token"
NOTHING_CHOSEN = _("Choose at least one picture.")
_table = table_of(Handoff)


@dataclass(frozen=True)
class Handed:
    """An address as it stands: the pictures it asks for, and those of them that came since it was made."""

    handoff: Handoff
    agent: Agent
    parts: tuple[str, ...]
    taken: frozenset[str]

    @property
    def wanted(self) -> tuple[str, ...]:
        """The pictures still to take, in their order."""
        return tuple(part for part in self.parts if part not in self.taken)

    @property
    def is_open(self) -> bool:
        """True while a phone may take any of the pictures."""
        return self.handoff.is_open and any(may_take(self.agent, part) for part in self.parts)


def takeable(agent: Agent) -> tuple[str, ...]:
    """The pictures that are wanted now, in their order."""
    return tuple(part for part in PART_LABELS if may_take(agent, part))


def make(public_id: str, parts: Collection[str], maker: Maker) -> None:
    """Make an address for these pictures, which opens for a quarter of an hour; an earlier one ends.

    :raises Refused: no picture is named, or one that Flip does not want now
    """
    token, now = secrets.token_urlsafe(_TOKEN_BYTES), clock.now()
    with recorded_even_if_refused("agents.hand_off", (KIND, public_id)) as session:
        agent = service.locked(public_id)
        if not parts:
            raise Refused(NOTHING_CHOSEN, fields={"parts": NOTHING_CHOSEN})
        asked = [part for part in takeable(agent) if part in parts]
        if len(asked) != len(set(parts)):
            raise Refused(pictures.NOT_WANTED)
        _end(agent.id)
        statement = insert(Handoff).values(
            agent_id=agent.id,
            token=token,
            token_print=print_of(_PRINT, token),
            parts=",".join(asked),
            made_by_id=maker.id,
            made_by=maker.name,
            made_at=now,
            expires_at=now + LASTS,
        )
        session.execute(statement)
        told = News("agent.handed_off", {"parts": [label_of(part) for part in asked]})
        write(KIND, agent.id, maker.cause("hand_off"), told)
        record("agents.hand_off", (KIND, public_id), after={"parts": asked})


def close(public_id: str, maker: Maker) -> None:
    """End the address that is open; none is none."""
    with recorded_even_if_refused("agents.hand_off_close", (KIND, public_id)):
        agent = service.locked(public_id)
        if _end(agent.id):
            write(KIND, agent.id, maker.cause("hand_off_close"), News("agent.handoff_closed"))
            record("agents.hand_off_close", (KIND, public_id))


def newest(agent: Agent) -> Handed | None:
    """The address made last for this agent, open or not."""
    found = queries.handoffs(agent.id)
    return _handed(found[0], agent) if found else None


def find_open(token: str) -> Handed | None:
    """What a phone with this token may do; nothing tells an unknown token from one that opens no more.

    It opens no longer than whoever made it may take pictures themselves.
    """
    query = (
        select(Handoff, Agent, Person.role)
        .join(Agent, Agent.id == Handoff.agent_id)
        .join(Person, Person.id == Handoff.made_by_id)
        .where(Handoff.token_print == print_of(_PRINT, token), Person.disabled_at.is_(None))
    )
    found = db.session.execute(query.execution_options(populate_existing=True)).one_or_none()
    if found is None or not may(found.role, "agents.write"):
        return None
    handed = _handed(found.Handoff, found.Agent)
    return handed if handed.is_open else None


def note_opening(handed: Handed) -> None:
    """Write down that a phone has opened the address, the first time."""
    handoff_id, agent_id, person = handed.handoff.id, handed.agent.id, handed.handoff.made_by
    if handed.handoff.opened_at is None:
        with transaction():
            first = {"opened_at": clock.now()}
            if compare_and_set(_table, handoff_id, expect={"opened_at": None}, values=first):
                cause = Cause(Source.PERSON, f"handoff:{handoff_id}:opened", person)
                write(KIND, agent_id, cause, News("agent.handoff_opened"))


def take(token: str, part: str, picture: TakenIn, reference: str) -> bool:
    """Keep a picture that a phone took; True while others are wanted of it, after the last one it ends.

    :raises NotFound: the address opens no more, or does not ask for this picture
    :raises Refused: Flip does not want this picture any more
    """
    handed = _asked(token, part)
    public_id = handed.agent.public_id
    maker = Maker(handed.handoff.made_by_id, handed.handoff.made_by, reference)
    with recorded_even_if_refused("agents.take_picture", (KIND, public_id)):
        agent = service.locked(public_id)
        handed = _asked(token, part)  # two phones may hold the address, and the desk may have ended it
        pictures.keep_within(agent, part, picture, Taker(maker, Via.PHONE))
        if set(handed.wanted) - {part}:
            return True
        _end(agent.id)
    return False


def _asked(token: str, part: str) -> Handed:
    handed = find_open(token)
    if handed is None or part not in handed.parts:
        raise NotFound
    return handed


def _handed(handoff: Handoff, agent: Agent) -> Handed:
    # A picture that Flip refused meanwhile is wanted once more.
    kept = queries.pictures(agent.id).values()
    since = {one.part for one in kept if one.taken_at >= handoff.made_at and one.refusal is None}
    parts = tuple(handoff.parts.split(","))
    return Handed(handoff, agent, parts, frozenset(since.intersection(parts)))


def _end(agent_id: int) -> int:
    now = clock.now()
    opening = (_table.c.agent_id == agent_id) & _table.c.closed_at.is_(None) & (_table.c.expires_at > now)
    return change_where(_table, opening, closed_at=now)
