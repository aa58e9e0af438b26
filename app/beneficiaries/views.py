"""Pages of beneficiaries: the list with its search, one of them, adding, changing and removing."""

from flask import Blueprint, Flask, flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from app.audit.verbs import name_verbs
from app.beneficiaries import queries, service
from app.beneficiaries.forms import BeneficiaryForm
from app.inquiries.queries import bank_names, banks_to_choose, known_answer
from app.lib.errors import Refused
from app.lib.labels import mark
from app.lib.masking import mask_email
from app.places import queries as places
from app.places import service as places_service
from app.places.statuses import PlaceKind
from app.web.guard import needs
from app.web.navigation import Entry
from app.web.pages import fragment, go_to, page
from app.web.paging import neighbours, page_size, words_asked_for

blueprint = Blueprint("beneficiaries", __name__, url_prefix="/beneficiaries")

NEW, EDIT = "beneficiaries/new.html", "beneficiaries/edit.html"


def open_room(app: Flask) -> None:
    """Open the pages and put beneficiaries into the menu."""
    app.register_blueprint(blueprint)
    app.extensions["navigation"].add(
        Entry("beneficiaries.index", mark("Beneficiaries"), "address-book", "beneficiaries.read", 33)
    )
    name_verbs(
        {
            "beneficiaries.add": mark("kept a beneficiary"),
            "beneficiaries.edit": mark("changed a beneficiary"),
            "beneficiaries.remove": mark("removed a beneficiary"),
        }
    )


@blueprint.get("/")
@needs("beneficiaries.read")
def index() -> Response:
    """Everybody one pays again, by name, account or note."""
    words = words_asked_for()
    found = queries.beneficiaries_page(words, request.args.get("at"), page_size())
    return page(
        "beneficiaries/index.html",
        part="beneficiaries/_table.html",
        beneficiaries=found,
        pages=neighbours(found),
        words=words,
        names=bank_names(),
    )


@blueprint.get("/suggested")
@needs("beneficiaries.read")
def suggested() -> Response:
    """A few of them under the search on the form of a payout."""
    words = words_asked_for()
    found = queries.suggested(words) if words else []
    return fragment("beneficiaries/_suggested.html", found=found, words=words, names=bank_names())


@blueprint.get("/new")
@needs("beneficiaries.write")
def new() -> Response:
    """The form of a new beneficiary."""
    return _form(BeneficiaryForm(formdata=None), NEW)


@blueprint.post("/")
@needs("beneficiaries.write")
def create() -> Response:
    """Keep somebody new."""
    form = _offered(BeneficiaryForm())
    if not form.validate_on_submit():
        return _form(form, NEW, 422)
    try:
        public_id = service.add(form.details(), current_user.id, current_user.display_name)
    except Refused as refusal:
        form.take(refusal)
        return _form(form, NEW, 422)
    return go_to(url_for("beneficiaries.show", public_id=public_id))


@blueprint.get("/<public_id>")
@needs("beneficiaries.read")
def show(public_id: str) -> Response:
    """One beneficiary, with what the bank last said about the account."""
    row = service.standing(public_id)
    return page(
        "beneficiaries/show.html",
        beneficiary=row,
        bank=bank_names().get(row.bank_code, row.bank_code),
        city=places.name_of(PlaceKind.CITY, row.recipient_city),
        addresses=[_shown(address) for address in (row.emails or "").split(",") if address],
        checked=known_answer(row.bank_code, row.account_number),
    )


@blueprint.route("/<public_id>/edit", methods=["GET", "POST"])
@needs("beneficiaries.write")
def edit(public_id: str) -> Response:
    """Change somebody; refused when another did so meanwhile."""
    row = service.standing(public_id)
    form = _offered(BeneficiaryForm(obj=row, seen=row.version))
    if request.method == "GET":
        return _form(form, EDIT, public_id=public_id)
    if not form.validate_on_submit():
        return _form(form, EDIT, 422, public_id)
    try:
        service.edit(public_id, form.details(), form.seen.data or "")
    except Refused as refusal:
        form.take(refusal)
        return _form(form, EDIT, 422, public_id)
    return go_to(url_for("beneficiaries.show", public_id=public_id))


@blueprint.post("/<public_id>/remove")
@needs("beneficiaries.write")
def remove(public_id: str) -> Response:
    """Offer somebody no more."""
    service.remove(public_id)
    flash(_("Removed. Payouts to this account stay as they are."), "success")
    return go_to(url_for("beneficiaries.index"))


def _shown(address: str) -> str:
    return address if current_user.may("accounts.reveal") else mask_email(address)


def _offered(form: BeneficiaryForm) -> BeneficiaryForm:
    form.offer(banks_to_choose())
    places_service.renew_if_old()
    form.recipient_city.offer(places.cities(), "cities")
    return form


def _form(form: BeneficiaryForm, template: str, status: int = 200, public_id: str | None = None) -> Response:
    listed_at = places.heard_at()
    return page(template, status=status, form=_offered(form), public_id=public_id, listed_at=listed_at)
