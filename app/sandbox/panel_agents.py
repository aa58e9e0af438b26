"""The operator's page about agents, and what its forms do."""

from flask import Response, request

from app.sandbox.agents.moves import BY_FLIP, WITH_CODE
from app.sandbox.agents.operating import AGENT_STATUSES, decide, set_status
from app.sandbox.agents.records import Agent, pictures_of
from app.sandbox.agents.rejections import REJECTIONS
from app.sandbox.context import here
from app.sandbox.panel import ON_A_PAGE, blueprint, draw, page_slice
from app.sandbox.panel_forms import attempt
from app.sandbox.panel_forms import blueprint as forms

__all__ = ["blueprint"]


@blueprint.get("/agents")
def agents() -> Response:
    query = "SELECT * FROM agents WHERE id < ? ORDER BY id DESC LIMIT ?"
    with here().store.reading() as db:
        rows = db.execute(query, page_slice()).fetchall()
        held = [Agent(**dict(row)) for row in rows[:ON_A_PAGE]]
        pictures = {agent.id: pictures_of(db, agent.id) for agent in held}
    choices = {"onward": BY_FLIP, "with_code": WITH_CODE, "codes": REJECTIONS, "statuses": AGENT_STATUSES}
    return draw("agents", agents=held, pictures=pictures, choices=choices, more=len(rows) > ON_A_PAGE)


@forms.post("/agents/<agent_id>")
def agent(agent_id: str) -> Response:
    """The buttons: a KYC status with the chosen code where one belongs to it; or the agent's status."""
    wanted = request.form.get("do", "")
    if not wanted:
        return attempt("agents", lambda: set_status(here(), agent_id, request.form.get("status", "")))
    code = request.form.get("code") if wanted in WITH_CODE else None
    return attempt("agents", lambda: decide(here(), agent_id, wanted, code))
