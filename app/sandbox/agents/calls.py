"""The agents calls of the main host (reference: agents)."""

from flask import Blueprint, Response, abort, g

from app.sandbox.agents.records import Agent, find_by_text
from app.sandbox.agents.shapes import data_shape, state_shape
from app.sandbox.agents.writing import create, update
from app.sandbox.answers import answer, problem
from app.sandbox.context import here
from app.sandbox.gate import PREFIX
from app.sandbox.transfers.calls import trimmed

blueprint = Blueprint("agents", __name__, url_prefix=PREFIX + "/agents")
NOT_FOUND = "Agent not found"


@blueprint.before_request
def documented_on_v2_only() -> None:
    if g.version != 2:
        abort(404)


@blueprint.post("")
def new() -> Response:
    return answer(data_shape(create(here(), trimmed())))


@blueprint.put("/<agent_id>")
def edit(agent_id: str) -> Response:
    agent = _found(agent_id)
    return unknown() if agent is None else answer(data_shape(update(here(), agent, trimmed())))


@blueprint.get("/<agent_id>")
def show(agent_id: str) -> Response:
    agent = _found(agent_id)
    return unknown() if agent is None else answer(state_shape(agent))


def unknown() -> Response:
    return problem(404, NOT_FOUND)


def _found(text: str) -> Agent | None:
    with here().store.reading() as db:
        return find_by_text(db, text)
