"""The whole numbers of an agent for one look, written down; and Flip asked how the agent stands."""

from flask import flash, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.agents import looking
from app.agents.blueprint import blueprint
from app.agents.views import show_agent
from app.lib.errors import Refused
from app.web.guard import needs
from app.web.pages import go_to


@blueprint.post("/<public_id>/reveal")
@needs("agents.reveal")
def reveal(public_id: str) -> Response:
    """Show the whole numbers and addresses in this answer alone; the next page is masked again."""
    looking.reveal(public_id)
    return show_agent(public_id, whole=True, part="agents/_private.html")


@blueprint.post("/<public_id>/ask-flip")
@needs("agents.read")
def ask_flip(public_id: str) -> Response:
    """Have Flip asked now; the page shows the answer as it comes."""
    try:
        looking.ask_flip(public_id)
    except Refused as refusal:
        flash(_(refusal.message, **refusal.values), "bad")
    else:
        flash(_("Flip is being asked. The page shows the answer by itself."), "good")
    return go_to(url_for("agents.show", public_id=public_id))
