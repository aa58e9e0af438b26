"""Pages of the bills room: the list, the form, and one bill with its live part."""

import secrets

from flask import Blueprint, Flask, make_response, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.bills import queries, service, showing
from app.bills.forms import BillForm
from app.bills.queries import Filters
from app.bills.statuses import BillStatus, BillStep, BillType, type_label
from app.lib.errors import NotFound, Refused
from app.lib.labels import mark
from app.timeline.makers import Maker
from app.web.guard import needs
from app.web.headers import deed_id
from app.web.live import unchanged
from app.web.navigation import Entry
from app.web.pages import fragment, go_to, page
from app.web.paging import neighbours, page_size, tab_asked_for, tabs_for, words_asked_for
from app.web.qr import png, svg_data

blueprint = Blueprint("bills", __name__, url_prefix="/bills")

TAB_LABELS = {
    "all": mark("All"),
    "open": mark("Open"),
    "under_way": mark("Under way"),
    "refused": mark("Refused"),
    "closed": mark("Closed"),
    "decide": mark("Need a decision"),
}


def open_room(app: Flask) -> None:
    """Open the pages and put bills into the menu."""
    app.register_blueprint(blueprint)
    app.jinja_env.filters["qr_svg"] = svg_data
    app.jinja_env.filters["bill_type"] = type_label
    app.extensions["navigation"].add(Entry("bills.index", mark("Bills"), "file-invoice", "bills.read", 10))


def maker() -> Maker:
    """The person of this request."""
    return Maker(current_user.id, current_user.display_name, deed_id())


@blueprint.get("/")
@needs("bills.read")
def index() -> Response:
    """The bills, by status, title, customer, type and step."""
    words = words_asked_for()
    filters = Filters(
        tab_asked_for(queries.TABS),
        words,
        request.args.get("type", ""),
        request.args.get("step", ""),
    )
    found = queries.bills_page(filters, request.args.get("at"), page_size())
    keep = {"q": words, "type": filters.type, "step": filters.step}
    return page(
        "bills/index.html",
        part="bills/_table.html",
        bills=found,
        pages=neighbours(found),
        tabs=tabs_for(TAB_LABELS, filters.tab, queries.counts(filters), **keep),
        filters=filters,
        types=BillType,
        steps=BillStep,
    )


@blueprint.get("/new")
@needs("bills.write")
def new() -> Response:
    """The form of a new bill, empty or like an earlier one (`?like=`)."""
    form = BillForm(formdata=None, submission=secrets.token_urlsafe(16))
    if like := queries.bill(request.args.get("like", "")):
        fill(form, like)
    return page("bills/new.html", form=form)


@blueprint.post("/form")
@needs("bills.write")
def form() -> Response:
    """The same form with the fields of the chosen step; nothing is checked, nothing typed is lost."""
    return page("bills/new.html", part="bills/_form.html", form=BillForm())


@blueprint.post("/")
@needs("bills.write")
def create() -> Response:
    """Ask for a bill; Flip is told after the commit."""
    form = BillForm()
    if not form.validate_on_submit():
        return page("bills/new.html", part="bills/_form.html", form=form, status=422)
    try:
        submission = form.submission.data or secrets.token_urlsafe(16)
        public_id = service.request_bill(form.values(), submission, maker(), typed=form.typed())
    except Refused as refusal:
        form.take(refusal)
        return page("bills/new.html", part="bills/_form.html", form=form, status=422)
    return go_to(url_for("bills.show", public_id=public_id))


@blueprint.get("/<public_id>")
@needs("bills.read")
def show(public_id: str) -> Response:
    """One bill: its link, what the customer sees, its payments and its story."""
    return page("bills/show.html", part="bills/_bill.html", shown=showing.gather(public_id))


@blueprint.get("/<public_id>/live")
@needs("bills.read")
def live(public_id: str) -> Response:
    """The live part of a bill: 204 while nothing is new; a refusal leads its maker to the form."""
    version = showing.version(public_id)
    if answer := unchanged(version):
        return answer
    shown = showing.gather(public_id)
    if shown.bill.state is BillStatus.REFUSED and shown.bill.maker_id == current_user.id:
        return go_to(url_for("bills.correct", public_id=public_id))
    return fragment("bills/_bill.html", shown=shown)


@blueprint.get("/at-flip/<link_id>")
@needs("bills.read")
def of_link(link_id: str) -> Response:
    """To the bill with this id at Flip."""
    bill = queries.by_link(link_id)
    if bill is None:
        raise NotFound
    return go_to(url_for("bills.show", public_id=bill.public_id))


@blueprint.get("/<public_id>/qr.png")
@needs("bills.read")
def qr(public_id: str) -> Response:
    """The link as a QR code to pass on."""
    bill = queries.bill(public_id)
    if bill is None or not bill.link_url:
        raise NotFound
    response = make_response(png(bill.link_url))
    response.mimetype = "image/png"
    response.headers["Content-Disposition"] = f"attachment; filename={public_id}.png"
    return response


def fill(form: BillForm, like: object) -> None:
    """Fill a form with what another bill says, keeping the form's own submission."""
    submission = form.submission.data
    form.process(formdata=None, obj=like)
    form.submission.data = submission
    form.step.data = str(getattr(like, "step", 1))
    kind, bank = getattr(like, "sender_bank_type", None), getattr(like, "sender_bank", None)
    form.method.data = f"{kind}:{bank}" if kind and bank else ""
    form.expiry.data = "moment" if form.expires_at.moment else "never"
