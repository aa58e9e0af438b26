"""Pages of the payments room: the list, and one payment with its live part."""

from flask import Blueprint, Flask, flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from app.lib.errors import NotFound, Refused
from app.lib.labels import mark
from app.payments import decisions, queries, showing
from app.payments.forms import SettleForm
from app.payments.queries import Filters
from app.payments.statuses import NAMES, MethodType, PaymentStatus, bank_name, method_label
from app.timeline.models import Kind
from app.timeline.pages import KindPage, add_page
from app.web.guard import needs
from app.web.headers import deed_id
from app.web.live import unchanged
from app.web.navigation import Entry
from app.web.pages import fragment, go_to, page
from app.web.paging import neighbours, page_size, tab_asked_for, tabs_for, words_asked_for

blueprint = Blueprint("payments", __name__, url_prefix="/payments")

TAB_LABELS = {
    "all": mark("All"),
    "waiting": mark("Waiting"),
    "paid": mark("Paid"),
    "failed": mark("Failed"),
    "expired": mark("Expired"),
    "conflict": mark("Need a decision"),
}


def open_room(app: Flask) -> None:
    """Open the pages and put payments into the menu."""
    app.register_blueprint(blueprint)
    add_page(Kind.PAYMENT, KindPage(mark("Payments"), "payments.show", PaymentStatus))
    app.jinja_env.filters |= {"bank_name": bank_name, "method_label": method_label}
    app.extensions["navigation"].add(Entry("payments.index", mark("Payments"), "cash", "payments.read", 20))


@blueprint.get("/")
@needs("payments.read")
def index() -> Response:
    """What customers paid, by status, customer, bank and method."""
    words = words_asked_for()
    filters = Filters(
        tab_asked_for(queries.TABS),
        words,
        request.args.get("bank", ""),
        request.args.get("method", ""),
    )
    found = queries.payments_page(filters, request.args.get("at"), page_size())
    keep = {"q": words, "bank": filters.bank, "method": filters.method}
    return page(
        "payments/index.html",
        part="payments/_table.html",
        payments=found,
        pages=neighbours(found),
        tabs=tabs_for(TAB_LABELS, filters.tab, queries.counts(filters), **keep),
        filters=filters,
        banks=NAMES,
        methods=MethodType,
    )


@blueprint.get("/number/<int(max=9223372036854775807):row_id>")
@needs("payments.read")
def by_number(row_id: int) -> Response:
    """To the payment with this row number, which callbacks and audit entries know."""
    found = queries.public_id_of(row_id)
    if found is None:
        raise NotFound
    return go_to(url_for("payments.show", public_id=found))


@blueprint.get("/<public_id>")
@needs("payments.read")
def show(public_id: str) -> Response:
    """One payment: where it stands, where the customer pays to, and its story."""
    shown = showing.gather(public_id)
    form = SettleForm().offer(shown.payment.status)
    return page("payments/show.html", part="payments/_payment.html", shown=shown, form=form)


@blueprint.get("/<public_id>/live")
@needs("payments.read")
def live(public_id: str) -> Response:
    """The live part of a payment: 204 while nothing is new."""
    version = showing.version(public_id)
    return unchanged(version) or fragment("payments/_payment.html", shown=showing.gather(public_id))


@blueprint.post("/<public_id>/confirm")
@needs("payments.confirm")
def confirm(public_id: str) -> Response:
    """Tell Flip that the customer has paid."""
    try:
        decisions.ask_to_confirm(public_id, actor=current_user.display_name, key=deed_id())
    except Refused as refusal:
        flash(_(refusal.message, **refusal.values), "bad")
    return go_to(url_for("payments.show", public_id=public_id))


@blueprint.post("/<public_id>/settle")
@needs("payments.settle_conflict")
def settle(public_id: str) -> Response:
    """Decide which of two contradicting statuses is true."""
    shown = showing.gather(public_id)
    form = SettleForm().offer(shown.payment.status)
    if not form.validate_on_submit():
        return page("payments/show.html", shown=shown, form=form, status=422)
    try:
        decisions.settle_conflict(
            public_id,
            keep=PaymentStatus(form.keep.data),
            reason=form.reason.data or "",
            actor=current_user.display_name,
            key=deed_id(),
        )
    except Refused as refusal:
        if refusal.fields:
            form.take(refusal)
            return page("payments/show.html", shown=shown, form=form, status=422)
        flash(_(refusal.message, **refusal.values), "bad")  # nothing is left to decide, so there is no form
    return go_to(url_for("payments.show", public_id=public_id))
