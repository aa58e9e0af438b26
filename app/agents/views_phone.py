"""What the agent's phone sees: one picture to take after the other, and nothing about the agent."""

from dataclasses import replace

from flask import Blueprint, Flask, flash, request, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response

from app.agents import handoffs
from app.agents.forms_phone import PhoneForm
from app.agents.handoffs import Handed
from app.agents.picture_models import Part
from app.agents.pictures import label_of
from app.audit.actor import act_as
from app.extensions import csrf
from app.lib.errors import NotFound, Refused
from app.users.sessions import stranger
from app.web.guard import public
from app.web.headers import deed_id
from app.web.pages import go_to, page
from app.web.uploads import uploads

phone = Blueprint("phone", __name__, url_prefix="/phone")


def open_room(app: Flask) -> None:
    """Open the pages; they stand in no menu."""
    app.register_blueprint(phone)


@phone.after_request
def _keep_the_address(response: Response) -> Response:
    # The address is the key: it goes into no other site's log, no store and no search engine.
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@phone.get("/done")
@public
def done() -> Response:
    """All pictures are taken."""
    return page("agents/phone/done.html")


@phone.get("/<token>")
@public
def show(token: str) -> Response:
    """The next picture, or the one that is to be taken once more (`?part=`)."""
    handed = handoffs.find_open(token)
    if handed is None:
        return _over()
    handoffs.note_opening(handed)
    asked = request.args.get("part", "")
    part = asked if asked in handed.parts else next(iter(handed.wanted), None)
    return _take(handed, PhoneForm(formdata=None), part) if part else go_to(url_for("phone.done"))


@phone.post("/<token>")
@public
@uploads()
def send(token: str) -> Response:
    """Take one picture in."""
    form = PhoneForm()
    handed, part = handoffs.find_open(token), form.part.data or ""
    if handed is None or part not in handed.parts:
        return _over()
    act_as(replace(stranger(), name=f"phone:{handed.handoff.made_by}"))
    if not form.validate():
        if form.is_foreign:
            raise CSRFError
        return _take(handed, form, part, 422)
    try:
        goes_on = handoffs.take(token, part, form.picture_taken(), deed_id())
    except (NotFound, Refused):
        return _over()
    if goes_on:
        flash(_("Taken: %(picture)s. Now the next picture.", picture=_(label_of(part))), "good")
    return go_to(url_for("phone.show", token=token) if goes_on else url_for("phone.done"))


# The form checks its own token. The general check also asks, over https, which address one came from, and
# these pages never tell theirs.
csrf.exempt(send)


def _take(handed: Handed, form: PhoneForm, part: str, status: int = 200) -> Response:
    with_face = part == Part.SELFIE or part.endswith("_selfie")
    form.aim(part, "user" if with_face else "environment")
    template = "agents/phone/take.html"
    return page(template, status=status, form=form, handed=handed, asked=part, with_face=with_face)


def _over() -> Response:
    """The same for a token nobody made, one that has ended, and a picture that is not asked for."""
    return page("agents/phone/over.html", status=404)
