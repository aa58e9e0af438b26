"""Agents on the main host: who they are, and how far their verification has come (agents.md)."""

from app.flip.agent_models import Agent, AgentStanding
from app.flip.agent_requests import NewAgent, Residence
from app.flip.call import Call, Pairs, segment
from app.flip.caller import Caller
from app.flip.codes import Product
from app.flip.wire import only

__all__ = ["Agent", "AgentStanding", "Agents", "NewAgent", "Residence"]


class Agents:
    """The calls about an agent's data; all may raise what `errors` draws. Pictures and checks: see `kyc`."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def create(self, agent: NewAgent) -> Agent:
        """Make an agent known (agents: POST /v2/agents).

        There is no idempotency key and no list: after `FlipUnknown` the id of an agent that was made cannot
        be asked for. To send the same again is safe: identity and phone number are unique at Flip, which
        then refuses them with code 2002.
        """
        return self._caller.send(_call("POST", "/v2/agents", agent.form()), Agent.read)

    def update(self, agent_id: str, agent: NewAgent) -> Agent:
        """Send all data of an agent again, changed or not (agents: PUT /v2/agents/{id}); repeatable.

        Raises:
            FlipNotFound: Flip knows no such agent.
            FlipRefused: among others with code 1092, when the data can no longer be changed.
        """
        call = _call("PUT", f"/v2/agents/{segment(agent_id)}", agent.form(), named=True)
        return self._caller.send(call, lambda answer: only("id", agent_id, Agent.read(answer)))

    def get(self, agent_id: str) -> AgentStanding:
        """How far an agent has come (agents: GET /v2/agents/{id}).

        Raises:
            FlipNotFound: Flip knows no such agent.
        """
        call = _call("GET", f"/v2/agents/{segment(agent_id)}", named=True)
        return self._caller.send(call, lambda answer: only("id", agent_id, AgentStanding.read(answer)))


def _call(method: str, path: str, form: Pairs = (), *, named: bool = False) -> Call:
    # The codes of agents on the main host are those of money transfer.
    return Call(method=method, path=path, product=Product.MONEY_TRANSFER, form=form, named=named)
