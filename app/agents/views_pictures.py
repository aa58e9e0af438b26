"""A picture of an agent's papers, shown to those who may see it; each look is written down (P30, P41)."""

from flask import request
from werkzeug.wrappers import Response

from app.agents import looking, service
from app.agents.blueprint import blueprint
from app.web.guard import needs
from app.web.pages import page
from app.web.pictures import picture_response


@blueprint.get("/<public_id>/pictures/<int(max=9223372036854775807):picture_id>")
@needs("agents.pictures")
def picture(public_id: str, picture_id: int) -> Response:
    """The picture itself; 410 with when and what once it was deleted here."""
    about = looking.picture(public_id, picture_id)
    if about.deleted_at is not None:
        return page("agents/picture.html", agent=service.find(public_id), picture=about, status=410)
    # Who asks for the head alone sees nothing.
    shown = b"" if request.method == "HEAD" else looking.look_at(public_id, about)
    return picture_response(shown)
