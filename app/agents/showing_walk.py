"""What a page of the walk shows around its step, gathered once for the page and for its live part."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.agents import progress, reading, showing
from app.agents.content import columns_of, content_of
from app.agents.doubts import doubts
from app.agents.models import KIND, Agent
from app.agents.picture_models import AgentPicture, Part
from app.agents.pictures import DOCUMENTS
from app.agents.progress import Mark
from app.agents.rejections import Remedy
from app.agents.service import find, may_change
from app.agents.showing import Shown
from app.agents.steps import MENDS, Step
from app.agents.turns import turn
from app.timeline.models import Event
from app.timeline.queries import events_of

PARTS = {Step.CARD: Part.IDENTITY.value, Step.SELFIE: Part.SELFIE.value}
_CHOOSING = ("agent.chosen", "agent.another", "agent.undecided", "agent.registered")
_DATA = (Step.IDENTITY, Step.ADDRESS)


@dataclass(frozen=True)
class Meanwhile:
    """What somebody else saved while this person typed: who, when, and what is kept where it differs."""

    who: str
    at: datetime
    kept: list[tuple[str, str]]


@dataclass(frozen=True)
class Walk:
    """A step of an agent's walk as one person may see it.

    `takes` is true when this person may do the step here and now, so that its form is shown. `choosing` is
    what became of the agent at Flip whom a person named: the verb of that event and the number.
    """

    shown: Shown
    step: Step
    takes: bool
    choosing: tuple[str, str] | None

    @property
    def agent(self) -> Agent:
        """The agent."""
        return self.shown.agent

    @property
    def marks(self) -> list[tuple[Step, Mark]]:
        """Every step with how it stands."""
        return progress.marks(self.agent, list(self.shown.pictures))

    @property
    def goes_on(self) -> Step:
        """The step at which somebody goes on."""
        return progress.goes_on(self.agent)

    @property
    def why_shut(self) -> str | None:
        """Why the step cannot be done now (English source); None when it can, or is only there to read."""
        if self.step is Step.RESULT or progress.may_do(self.agent, self.step):
            return None
        return progress.why_shut(self.agent, self.step)

    @property
    def turn(self) -> str:
        """Whose turn it is and what happens next (English source)."""
        return turn(self.agent)

    @property
    def is_undecided(self) -> bool:
        """True while a person has to say which agent at Flip this one is."""
        return bool(self.agent.attention)

    @property
    def is_asked_about(self) -> bool:
        """True while Flip is asked about the agent whom a person named."""
        return self.is_undecided and self.choosing is not None and self.choosing[0] == "agent.chosen"

    @property
    def is_busy(self) -> bool:
        """True while news may come at any moment."""
        return self.shown.is_busy or self.is_asked_about

    @property
    def is_typed_in(self) -> bool:
        """True while somebody types here: then the page never leaves by itself."""
        return self.takes and self.step in (*_DATA, Step.DOCUMENTS)

    @property
    def is_still(self) -> bool:
        """True when the page need not ask for news."""
        return self.shown.is_over or (self.is_typed_in and not self.is_busy)

    @property
    def ways(self) -> list[tuple[Remedy, Step]]:
        """What mends a rejection as Flip takes it now, and at which step."""
        return [(remedy, step) for remedy, step in MENDS.items() if step in self.shown.steps]

    @property
    def pictures(self) -> Mapping[str, AgentPicture]:
        """The pictures that belong to this step, by what they show."""
        parts = {PARTS[self.step]} if self.step in PARTS else DOCUMENTS
        parts = parts if self.step in (*PARTS, Step.DOCUMENTS) else {*PARTS.values(), *DOCUMENTS}
        return {part: picture for part, picture in self.shown.pictures.items() if part in parts}

    @property
    def unsent_documents(self) -> bool:
        """True when documents were taken that are not given to be sent yet."""
        documents = [self.shown.pictures[part] for part in DOCUMENTS & self.shown.pictures.keys()]
        return any(one.handed_at is None and one.deleted_at is None for one in documents)

    @property
    def doubts(self) -> dict[str, str]:
        """What to compare with the card once more (English source), for those who may see the numbers."""
        return doubts(self.agent) if self.shown.whole else {}

    @property
    def facts(self) -> list[tuple[str, str]]:
        """All that is said of the agent, as this person may read it."""
        return reading.facts(self.shown.said)


def gather(public_id: str, step: Step, *, may_write: bool, changing: bool = False) -> Walk:
    """A step as somebody may see it; while data are on their way their form is shown only for `changing`.

    :raises NotFound: when there is no such agent
    """
    # Whole for who may correct it now; anybody else asks for the numbers, which is written down (P30).
    shown = showing.gather(public_id, whole=may_write and may_change(find(public_id)))
    agent = shown.agent
    on_the_way = step in _DATA and agent.is_unsent and not agent.refusal and not changing
    takes = may_write and progress.may_do(agent, step) and not on_the_way
    return Walk(shown, step, takes, _choosing(agent))


def says_otherwise(agent: Agent, typed: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept of the agent where something else was typed."""
    columns, kept = columns_of(typed), content_of(agent)
    return {name: kept[name] for name in typed if columns.get(name) != kept[name]}


def meanwhile(agent: Agent, typed: Mapping[str, Any]) -> Meanwhile | None:
    """Who saved the agent since `typed` was begun, and what they wrote; None when nobody is known."""
    changed = next((event for event in _events(agent) if event.verb == "agent.changed"), None)
    if changed is None:
        return None
    other = says_otherwise(agent, typed)
    named = [(reading.label(name), reading.text(name, value)) for name, value in other.items()]
    return Meanwhile(changed.actor or "–", changed.applied_at, named)


def _choosing(agent: Agent) -> tuple[str, str] | None:
    if not agent.attention:
        return None
    told = next((event for event in _events(agent) if event.verb in _CHOOSING), None)
    return (told.verb, str(told.details.get("number", ""))) if told else None


def _events(agent: Agent) -> list[Event]:
    return list(events_of(KIND, agent.id, limit=20))
