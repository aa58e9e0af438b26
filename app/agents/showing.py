"""What the page of one agent shows, gathered once for the whole page and for its live part."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.agents import queries, reading, refusals
from app.agents.content import LABELS, content_of, masked
from app.agents.models import KIND, Agent
from app.agents.picture_models import AgentPicture
from app.agents.progress import goes_on
from app.agents.queries import Transfers
from app.agents.rejections import ONLY_DOCUMENTS, Rejection, rejection
from app.agents.service import may_give_up
from app.agents.statuses import DOCUMENTS_WANTED, AgentStatus, HouseWord, Standing
from app.agents.steps import Step, is_waiting, open_steps
from app.lib.errors import NotFound
from app.lib.labels import Labelled
from app.places.queries import region_path
from app.timeline.queries import events_of
from app.timeline.stories import Told, stories
from app.web.live import version_of


@dataclass(frozen=True)
class Shown:
    """An agent as one person may see them; `version` changes when anything of it does.

    `said` is the content by field, masked unless `whole`; nothing else of the page holds a sealed value.
    """

    agent: Agent
    said: Mapping[str, Any]
    whole: bool
    regions: tuple[str, str]
    pictures: Mapping[str, AgentPicture]
    transfers: Transfers
    story: list[Told]
    version: str

    @property
    def steps(self) -> tuple[Step, ...]:
        """What somebody here may do now, the next step first."""
        return open_steps(self.agent)

    @property
    def goes_on(self) -> Step:
        """The step at which somebody goes on."""
        return goes_on(self.agent)

    @property
    def waits(self) -> bool:
        """True while the next word is Flip's."""
        return is_waiting(self.agent)

    @property
    def is_busy(self) -> bool:
        """True while something is on its way, so that news may come at any moment."""
        asked = self.agent.submit_asked_at is not None or self.agent.is_unsent
        return self.waits or asked or any(picture.is_under_way for picture in self.pictures.values())

    @property
    def may_give_up(self) -> bool:
        """True while Flip has nothing of the agent."""
        return may_give_up(self.agent)

    @property
    def is_over(self) -> bool:
        """True when nothing of it changes by itself any more."""
        return self.agent.state is AgentStatus.WITHDRAWN

    @property
    def rejection(self) -> Rejection | None:
        """Why Flip rejected the agent or wants documents, in our words; None when it did not."""
        told = rejection(self.agent.rejection_code)
        if self.agent.state in DOCUMENTS_WANTED and self.agent.rejection_code:
            return replace(told, advice=ONLY_DOCUMENTS)
        return told if self.agent.state is AgentStatus.REJECTED else None

    @property
    def standings(self) -> list[Labelled]:
        """What bars a verified agent from sending, or says that nothing does: the house's word and Flip's."""
        return standings_of(self.agent)

    @property
    def standing(self) -> str | None:
        """How Flip lets a verified agent act (English source, or Flip's own word); None before that."""
        return Standing.label_of(self.agent.standing) if self.agent.state is AgentStatus.APPROVED else None

    def text(self, name: str) -> str | None:
        """What is said in a field, as people read it; None where nothing is."""
        value = self.said.get(name)
        return reading.text(name, value) if value not in (None, "") else None

    def complaints(self) -> list[tuple[str, str]]:
        """Flip's complaints about the data: the field's label (English source, or nothing) and the words."""
        found = refusals.by_field(self.agent.refusal)
        return [(LABELS.get(name, ""), word) for name, words in found.items() for word in words]


def standings_of(agent: Agent) -> list[Labelled]:
    """Beside the status of an agent: suspended here, and how Flip lets a verified one act."""
    found: list[Labelled] = [HouseWord.SUSPENDED] if agent.suspended_at else []
    if agent.state is AgentStatus.APPROVED and agent.standing in list(Standing):
        bars = agent.standing != Standing.ACTIVE
        found += [Standing(agent.standing)] if bars or not found else []
    return found


def version(public_id: str) -> str:
    """The version of an agent's live part; :raises NotFound: when there is no such agent."""
    pulse = queries.pulse(public_id)
    if pulse is None:
        raise NotFound
    return version_of(*pulse)


def gather(public_id: str, *, whole: bool = False) -> Shown:
    """Everything about one agent; :raises NotFound: when there is no such agent."""
    seen = version(public_id)
    agent = queries.whole(public_id)
    assert agent is not None
    said = content_of(agent)
    return Shown(
        agent=agent,
        said=said if whole else masked(said),
        whole=whole,
        regions=(_regions(agent, ""), _regions(agent, "residence_")),
        pictures=queries.pictures(agent.id),
        transfers=queries.transfers(agent.flip_id),
        story=stories(events_of(KIND, agent.id)),
        version=seen,
    )


def _regions(agent: Agent, prefix: str) -> str:
    names = ("country_id", "province_id", "city_id", "district_id")
    return region_path(*(getattr(agent, f"{prefix}{name}") for name in names))
