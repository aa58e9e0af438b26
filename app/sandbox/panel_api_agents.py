"""The panel in JSON: agents."""

from flask import Response

from app.sandbox.agents.operating import decide, held_agent, set_status
from app.sandbox.answers import answer
from app.sandbox.context import here
from app.sandbox.panel_api import blueprint, json_body

__all__ = ["blueprint"]


@blueprint.post("/agents/<agent_id>")
def agent(agent_id: str) -> Response:
    """``{"kyc_status", "rejected_reason_code"?}`` and, or, ``{"status": "ACTIVE" | "BLACKLISTED" |
    "BLOCKED" | "DELETED"}``.
    """
    wanted = json_body()
    if "kyc_status" in wanted:
        decide(here(), agent_id, str(wanted["kyc_status"]), wanted.get("rejected_reason_code"))
    if "status" in wanted:
        set_status(here(), agent_id, str(wanted["status"]))
    return answer(held_agent(here(), agent_id))


@blueprint.get("/agents/<agent_id>")
def show_agent(agent_id: str) -> Response:
    return answer(held_agent(here(), agent_id))
