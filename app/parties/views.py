"""Opens the two books of money abroad, with the pages of those who send."""

from flask import Flask, flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from app.audit.verbs import name_verbs
from app.lib.errors import Refused
from app.lib.labels import mark
from app.parties import queries, service
from app.parties.blueprint import blueprint
from app.parties.fields import filling
from app.parties.forms import SenderForm
from app.parties.showing import sender_facts
from app.places import queries as places
from app.web.guard import needs
from app.web.navigation import Entry
from app.web.pages import go_to, page
from app.web.paging import neighbours, page_size, words_asked_for

NEW, EDIT = "parties/new_sender.html", "parties/edit_sender.html"


def open_room(app: Flask) -> None:
    """Open the pages and put the books into the menu."""
    app.register_blueprint(blueprint)
    label, also = mark("Recipients and senders"), ("parties.senders",)
    app.extensions["navigation"].add(
        Entry("parties.beneficiaries", label, "address-book", "beneficiaries.read", 39, also)
    )
    name_verbs(
        {
            "beneficiaries_abroad.add": mark("kept a beneficiary abroad"),
            "beneficiaries_abroad.edit": mark("changed a beneficiary abroad"),
            "beneficiaries_abroad.remove": mark("removed a beneficiary abroad"),
            "senders.add": mark("kept a sender"),
            "senders.edit": mark("changed a sender"),
            "senders.remove": mark("removed a sender"),
        }
    )


@blueprint.get("/senders/")
@needs("beneficiaries.read")
def senders() -> Response:
    """Everybody who sends abroad again, by name, city or note."""
    words = words_asked_for()
    found = queries.senders_page(words, request.args.get("at"), page_size())
    return page(
        "parties/senders.html",
        part="parties/_senders.html",
        senders=found,
        pages=neighbours(found),
        words=words,
    )


@blueprint.get("/senders/new")
@needs("beneficiaries.write")
def new_sender() -> Response:
    """The form of a new sender."""
    return _form(SenderForm(formdata=None), NEW)


@blueprint.post("/senders/")
@needs("beneficiaries.write")
def create_sender() -> Response:
    """Keep somebody new who sends."""
    form = _offered(SenderForm())
    if not form.validate_on_submit():
        return _form(form, NEW, 422)
    try:
        maker = current_user.id, current_user.display_name
        public_id = service.add_sender(form.sender_values() or {}, form.note.data or None, *maker)
    except Refused as refusal:
        form.take(refusal)
        return _form(form, NEW, 422)
    return go_to(url_for("parties.sender", public_id=public_id))


@blueprint.get("/senders/<public_id>")
@needs("beneficiaries.read")
def sender(public_id: str) -> Response:
    """Somebody who sends, with all that is told of them."""
    row = service.sender(public_id)
    return page("parties/sender.html", sender=row, facts_of=sender_facts(row))


@blueprint.route("/senders/<public_id>/edit", methods=["GET", "POST"])
@needs("beneficiaries.write")
def edit_sender(public_id: str) -> Response:
    """Change somebody who sends; refused when another did so meanwhile."""
    row = service.sender(public_id)
    data = filling("sender", row.details) | {"note": row.note, "seen": row.version}
    form = _offered(SenderForm(data=data))
    if request.method == "GET":
        return _form(form, EDIT, public_id=public_id)
    if not form.validate_on_submit():
        return _form(form, EDIT, 422, public_id)
    try:
        service.edit_sender(
            public_id, form.sender_values() or {}, form.note.data or None, form.seen.data or ""
        )
    except Refused as refusal:
        form.take(refusal)
        return _form(form, EDIT, 422, public_id)
    return go_to(url_for("parties.sender", public_id=public_id))


@blueprint.post("/senders/<public_id>/remove")
@needs("beneficiaries.write")
def remove_sender(public_id: str) -> Response:
    """Offer somebody no more as sender."""
    service.remove_sender(public_id)
    flash(_("Removed. Transfers from them stay as they are."), "success")
    return go_to(url_for("parties.senders"))


def _offered(form: SenderForm) -> SenderForm:
    form.offer_places()
    return form


def _form(form: SenderForm, template: str, status: int = 200, public_id: str | None = None) -> Response:
    listed_at = places.heard_at()
    return page(template, status=status, form=_offered(form), public_id=public_id, listed_at=listed_at)
