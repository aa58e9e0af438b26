"""The agent's part of the payout form: through whom the money is sent, found by name while one types."""

from typing import Any

from flask_babel import lazy_gettext as _l

from app.disbursements.content import LABELS
from app.disbursements.forms_sender import OnlyFor
from app.disbursements.models import TransferKind
from app.web.forms import CleanText, Form, Needed, named
from app.web.pick_field import PickField


class AgentField(PickField):
    """An agent by name and our number; the name alone will do where one agent has it."""

    unlisted = _l("No agent has this name. Type a part of it, then choose from the list.")

    def pre_validate(self, form: Any) -> None:
        """Find the agent behind what was typed."""
        typed = " ".join((self.data or "").casefold().split())
        same = [code for code, name in self.names.items() if name.rpartition(" (")[0].casefold() == typed]
        if len(same) == 1:
            self.data = same[0]
        else:
            super().pre_validate(form)


class AgentFields(Form):
    """Through which agent it is sent; nothing of it counts for other kinds of transfer."""

    agent = AgentField(
        named(LABELS, "agent"),
        [OnlyFor(TransferKind.AGENT), Needed(_l("Choose the agent.")), CleanText()],
    )

    def offer_agents(self, agents: list[tuple[str, str]]) -> None:
        """Take the agents that may be meant; the browser is told others while one types."""
        self.agent.offer(agents, "agents")

    def agent_values(self, kind: str, direction: str | None) -> dict[str, Any]:
        """The agent and from where the money comes, as a payout's content names them."""
        if kind != TransferKind.AGENT:
            return {"agent": None}
        # Flip takes no city of the recipient here, so that none is shown to who approves.
        return {"agent": self.agent.data, "direction": direction, "recipient_city": None}
