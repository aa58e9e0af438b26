"""Suspending an agent, letting them send again, and giving up one who never came to Flip."""

from collections.abc import Callable

from flask import url_for
from werkzeug.wrappers import Response

from app.agents import queries, service, standing
from app.agents.blueprint import blueprint
from app.agents.forms_standing import StandingForm
from app.agents.views import maker, show_agent
from app.lib.errors import NotFound, Refused
from app.timeline.makers import Maker
from app.web.guard import needs
from app.web.pages import go_to, page


@blueprint.route("/<public_id>/suspend", methods=["GET", "POST"])
@needs("agents.suspend")
def suspend(public_id: str) -> Response:
    """Ask why, say what follows, and suspend."""
    return _decide(public_id, "agents/suspend.html", standing.suspend)


@blueprint.route("/<public_id>/resume", methods=["GET", "POST"])
@needs("agents.suspend")
def resume(public_id: str) -> Response:
    """Ask why, say what follows, and let them send again."""
    return _decide(public_id, "agents/resume.html", standing.resume)


@blueprint.post("/<public_id>/give-up")
@needs("agents.write")
def give_up(public_id: str) -> Response:
    """Drop an agent of whom Flip knows nothing."""
    try:
        service.give_up(public_id, maker())
    except Refused as refusal:
        return show_agent(public_id, trouble=refusal, status=422)
    return go_to(url_for("agents.show", public_id=public_id))


def _decide(public_id: str, template: str, deed: Callable[[str, str, Maker], None]) -> Response:
    agent = queries.agent(public_id)
    if agent is None:
        raise NotFound
    form = StandingForm()
    if not form.is_submitted():
        return page(template, agent=agent, form=form)
    if form.validate():
        try:
            deed(public_id, form.reason.data or "", maker())
        except Refused as refusal:
            form.take(refusal)
        else:
            return go_to(url_for("agents.show", public_id=public_id))
    return page(template, agent=agent, form=form, status=422)
