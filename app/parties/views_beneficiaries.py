"""Pages of whom one pays abroad: the book with its search, one of them, adding, changing and removing."""

from flask import flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from app.lib.errors import NotFound, Refused
from app.parties import queries, service
from app.parties.blueprint import blueprint
from app.parties.fields import filling
from app.parties.forms import BeneficiaryForm
from app.parties.showing import beneficiary_facts
from app.parties.views_where import choose, wait_for
from app.parties.where import Where, where_asked, where_kept
from app.web.guard import needs
from app.web.pages import go_to, page
from app.web.paging import neighbours, page_size, words_asked_for

NEW, EDIT = "parties/new_beneficiary.html", "parties/edit_beneficiary.html"


@blueprint.get("/beneficiaries/")
@needs("beneficiaries.read")
def beneficiaries() -> Response:
    """Everybody one pays abroad again, by name, account, bank, country or note."""
    words = words_asked_for()
    found = queries.beneficiaries_page(words, request.args.get("at"), page_size())
    return page(
        "parties/beneficiaries.html",
        part="parties/_beneficiaries.html",
        beneficiaries=found,
        pages=neighbours(found),
        words=words,
    )


@blueprint.get("/beneficiaries/new")
@needs("beneficiaries.write")
def new_beneficiary() -> Response:
    """First the type and the country, then the form that they ask for."""
    there = where_asked()
    if there is None:
        return choose(missed="country" in request.args)
    if there.told is None:
        return wait_for(there)
    return _form(_asked(BeneficiaryForm(formdata=None), there), there, NEW)


@blueprint.post("/beneficiaries/")
@needs("beneficiaries.write")
def create_beneficiary() -> Response:
    """Keep somebody new whom one pays abroad."""
    there = where_asked()
    if there is None or there.told is None:
        return choose(missed=True)
    form = _asked(BeneficiaryForm(), there)
    if not form.validate_on_submit():
        return _form(form, there, NEW, 422)
    try:
        public_id = service.add_beneficiary(
            there.kind,
            there.country,
            form.beneficiary_values(),
            note=form.note.data or None,
            maker_id=current_user.id,
            maker_name=current_user.display_name,
        )
    except Refused as refusal:
        form.take(refusal)
        return _form(form, there, NEW, 422)
    return go_to(url_for("parties.beneficiary", public_id=public_id))


@blueprint.get("/beneficiaries/<public_id>")
@needs("beneficiaries.read")
def beneficiary(public_id: str) -> Response:
    """Somebody one pays abroad, with all that is told of them."""
    row = service.beneficiary(public_id)
    return page(
        "parties/beneficiary.html",
        beneficiary=row,
        where=where_kept(row),
        facts_of=beneficiary_facts(row),
    )


@blueprint.route("/beneficiaries/<public_id>/edit", methods=["GET", "POST"])
@needs("beneficiaries.write")
def edit_beneficiary(public_id: str) -> Response:
    """Change somebody one pays abroad; refused when another did so meanwhile."""
    row = service.beneficiary(public_id)
    data = filling("beneficiary", row.details) | {"note": row.note, "seen": row.version}
    there = where_kept(row)
    if there.told is None:
        return wait_for(there, public_id)
    form = _asked(BeneficiaryForm(data=data), there)
    if request.method == "GET":
        return _form(form, there, EDIT, public_id=public_id)
    if not form.validate_on_submit():
        return _form(form, there, EDIT, 422, public_id)
    try:
        changed = form.beneficiary_values(), form.note.data or None, form.seen.data or ""
        service.edit_beneficiary(public_id, *changed)
    except Refused as refusal:
        form.take(refusal)
        return _form(form, there, EDIT, 422, public_id)
    return go_to(url_for("parties.beneficiary", public_id=public_id))


@blueprint.post("/beneficiaries/<public_id>/remove")
@needs("beneficiaries.write")
def remove_beneficiary(public_id: str) -> Response:
    """Offer somebody no more."""
    service.remove_beneficiary(public_id)
    flash(_("Removed. Transfers to this account stay as they are."), "success")
    return go_to(url_for("parties.beneficiaries"))


def _asked(form: BeneficiaryForm, there: Where) -> BeneficiaryForm:
    if there.told is None:
        raise NotFound
    form.ask(there.kind, there.country, there.told)
    return form


def _form(
    form: BeneficiaryForm, there: Where, template: str, status: int = 200, public_id: str | None = None
) -> Response:
    return page(template, status=status, form=_asked(form, there), where=there, public_id=public_id)
