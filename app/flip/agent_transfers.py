"""Transfers that an approved agent sends (disbursement.md, "POST /agent-disbursements")."""

from dataclasses import dataclass, replace

from app.flip.call import Pairs, segment
from app.flip.caller import Caller
from app.flip.disbursement_models import Disbursement
from app.flip.disbursements import NewDisbursement, Version, creating, reading
from app.flip.pages import Page, read_page
from app.flip.wire import only


@dataclass(frozen=True, kw_only=True)
class NewAgentDisbursement:
    """A transfer to be made by an agent, who stands for its sender.

    `transfer` says what goes where; it needs its idempotency key on every version, may have e-mail addresses
    on every version, and its `recipient_city` is not sent, for these transfers have none. `direction` is
    DOMESTIC_SPECIAL_TRANSFER or FOREIGN_INBOUND_SPECIAL_TRANSFER.
    """

    transfer: NewDisbursement
    agent_id: str
    direction: str = "DOMESTIC_SPECIAL_TRANSFER"

    def form(self) -> Pairs:
        """The form as Flip wants it, in the order that is signed.

        Raises:
            ValueError: the amount is not a whole number.
        """
        transfer = replace(self.transfer, recipient_city=None)
        return transfer.form({"agent_id": self.agent_id, "direction": self.direction})


class AgentDisbursements:
    """The calls about transfers of agents. All may raise what `errors` draws.

    These transfers stand in the lists of all transfers too, and are found there by their key.
    """

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def create(self, disbursement: NewAgentDisbursement, *, version: Version = 2) -> Disbursement:
        """Send money through an agent (disbursement: POST /v2/agent-disbursements).

        Idempotency is that of common transfers, and the keys are shared with them.

        Raises:
            FlipRefused: among others with code 1090 or 1091, when the agent is not approved or not active.
            FlipNotFound: Flip knows no such agent.
            ValueError: it makes no sense; nothing was sent.
        """
        key = disbursement.transfer.idempotency_key
        if key is None:
            raise ValueError("no agent makes a transfer without an idempotency key")
        # Flip answers 404 when it does not know the agent.
        call = creating(f"/v{version}/agent-disbursements", disbursement.form(), key, named=True)
        return self._caller.send(call, Disbursement.read)

    def get(self, disbursement_id: str) -> Disbursement:
        """One transfer by Flip's id (disbursement: GET /v2/agent-disbursements/{id}).

        Raises:
            FlipNotFound: Flip knows no such transfer of an agent.
        """
        call = reading(f"/v2/agent-disbursements/{segment(disbursement_id)}", named=True)
        return self._caller.send(call, lambda answer: only("id", disbursement_id, Disbursement.read(answer)))

    def list(
        self,
        agent_id: str | None = None,
        *,
        pagination: int | None = None,
        page: int | None = None,
        sort: str | None = None,
    ) -> Page[Disbursement]:
        """One page of one agent's transfers, or of all agents' (disbursement: GET /v2/agent-disbursements).

        `pagination` is the number of rows on a page (20 by default), `page` counts from 1, `sort` is id,
        amount or status, with - in front for descending; what is None is left to Flip.
        """
        fields = {"agent_id": agent_id, "pagination": pagination, "page": page, "sort": sort}
        query = tuple((name, str(value)) for name, value in fields.items() if value is not None)
        call = reading("/v2/agent-disbursements", query=query)
        return self._caller.send(call, lambda answer: read_page(Disbursement, answer))
