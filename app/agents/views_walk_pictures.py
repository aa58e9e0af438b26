"""Taking an agent's pictures at the desk, and giving documents to be sent."""

from flask import flash
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.agents import pictures
from app.agents.blueprint import blueprint
from app.agents.forms_pictures import DocumentForm, ShotForm
from app.agents.pictures import Taker
from app.agents.showing_walk import PARTS
from app.agents.steps import Step
from app.agents.views import maker
from app.agents.views_walk import address_of, show_step
from app.lib.errors import Refused
from app.web.guard import needs
from app.web.pages import go_to
from app.web.uploads import uploads


@blueprint.post("/<public_id>/<any(card, selfie):step>")
@needs("agents.write")
@uploads()
def take(public_id: str, step: str) -> Response:
    """Take the card or the selfie; Flip gets it after the commit."""
    return _take(public_id, Step(step), ShotForm(), PARTS[Step(step)])


@blueprint.post("/<public_id>/documents")
@needs("agents.write")
@uploads()
def take_document(public_id: str) -> Response:
    """Take a supporting document; it waits until all are given to be sent."""
    form = DocumentForm()
    return _take(public_id, Step.DOCUMENTS, form, form.part)


@blueprint.post("/<public_id>/documents/<int(max=9223372036854775807):picture_id>/remove")
@needs("agents.write")
def remove_document(public_id: str, picture_id: int) -> Response:
    """Drop a document that was not given to be sent."""
    try:
        pictures.remove(public_id, picture_id, maker())
    except Refused as refusal:
        flash(_(refusal.message, **refusal.values), "bad")
    return go_to(address_of(public_id, Step.DOCUMENTS))


@blueprint.post("/<public_id>/documents/send")
@needs("agents.write")
def send_documents(public_id: str) -> Response:
    """Give all documents to be sent together."""
    try:
        pictures.send_documents(public_id, maker())
    except Refused as refusal:
        flash(_(refusal.message, **refusal.values), "bad")
    return go_to(address_of(public_id, Step.DOCUMENTS))


def _take(public_id: str, step: Step, form: ShotForm, part: str) -> Response:
    if not form.validate() or form.taken is None:
        return show_step(public_id, step, form)
    try:
        pictures.keep(public_id, part, form.taken, Taker(maker()))
    except Refused as refusal:
        form.take(refusal)
        return show_step(public_id, step, form)
    return go_to(address_of(public_id, step))
