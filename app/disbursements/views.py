"""Pages of the disbursements room: the list, the form, one payout with its live part, and the decision."""

import secrets
from typing import Any

from flask import Blueprint, Flask, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from app.disbursements import queries, service, showing
from app.disbursements.forms import PayoutForm
from app.disbursements.queries import Filters
from app.lib.errors import NotFound, Refused
from app.lib.labels import mark
from app.lib.money import format_idr
from app.payouts import approvals
from app.payouts.forms import ApproveForm, RejectForm
from app.web.guard import needs
from app.web.headers import request_id
from app.web.live import unchanged
from app.web.navigation import Entry
from app.web.pages import fragment, go_to, page
from app.web.paging import neighbours, page_size, tabs_for

blueprint = Blueprint("disbursements", __name__, url_prefix="/disbursements")

TAB_LABELS = {
    "all": mark("All"),
    "awaiting": mark("Waiting for approval"),
    "under_way": mark("Under way"),
    "done": mark("Arrived"),
    "failed": mark("Not sent or given back"),
    "decide": mark("Need a look"),
}


def open_room(app: Flask) -> None:
    """Open the pages and put disbursements into the menu."""
    app.register_blueprint(blueprint)
    app.extensions["navigation"].add(
        Entry("disbursements.index", mark("Disbursements"), "send", "disbursements.read", 30)
    )


@blueprint.get("/")
@needs("disbursements.read")
def index() -> Response:
    """The payouts, by status, name, account and remark."""
    tab, words = request.args.get("tab", "all"), request.args.get("q", "").strip()[:100]
    filters = Filters(tab if tab in queries.TABS else "all", words)
    found = queries.disbursements_page(filters, request.args.get("at"), page_size())
    keep = {"q": words, "size": request.args.get("size")}
    return page(
        "disbursements/index.html",
        part="disbursements/_table.html",
        payouts=found,
        pages=neighbours(found),
        tabs=tabs_for("disbursements.index", TAB_LABELS, filters.tab, queries.counts(filters), **keep),
        filters=filters,
        names={bank.code: bank.name for bank in queries.banks()},
    )


@blueprint.get("/new")
@needs("disbursements.write")
def new() -> Response:
    """The form of a new payout."""
    return _form(PayoutForm(formdata=None, submission=secrets.token_urlsafe(16)))


@blueprint.post("/")
@needs("disbursements.write")
def create() -> Response:
    """Put a payout before the managers."""
    form = PayoutForm()
    form.offer(_offered())
    if not form.validate_on_submit():
        return _form(form, status=422)
    maker = service.Maker(current_user.id, current_user.display_name, request_id())
    try:
        public_id = service.submit(form.values(), form.submission.data or secrets.token_urlsafe(16), maker)
    except Refused as refusal:
        form.take(refusal)
        return _form(form, status=422)
    return go_to(url_for("disbursements.show", public_id=public_id))


@blueprint.get("/number/<int:row_id>")
@needs("disbursements.read")
def by_number(row_id: int) -> Response:
    """To the payout with this row number, which callbacks know."""
    found = queries.public_id_of(row_id)
    if found is None:
        raise NotFound
    return go_to(url_for("disbursements.show", public_id=found))


@blueprint.get("/<public_id>")
@needs("disbursements.read")
def show(public_id: str) -> Response:
    """One payout: where it stands, whose turn it is, and its story."""
    return _show(public_id)


@blueprint.get("/<public_id>/live")
@needs("disbursements.read")
def live(public_id: str) -> Response:
    """The live part of a payout: 204 while nothing is new."""
    version = showing.version(public_id)
    return unchanged(version) or fragment("disbursements/_payout.html", shown=showing.gather(public_id))


@blueprint.post("/<public_id>/withdraw")
@needs("disbursements.write")
def withdraw(public_id: str) -> Response:
    """Take one's own payout back before it is sent."""
    maker = service.Maker(current_user.id, current_user.display_name, request_id())
    try:
        service.withdraw(public_id, maker)
    except Refused as refusal:
        return _show(public_id, trouble=refusal, status=422)
    return go_to(url_for("disbursements.show", public_id=public_id))


@blueprint.post("/<public_id>/approve")
@needs("payouts.approve")
def approve(public_id: str) -> Response:
    """Let a payout of somebody else go, for a fresh one-time code."""
    form = ApproveForm()
    if form.validate_on_submit():
        try:
            service.approve(
                public_id,
                form.fingerprint.data or "",
                form.code.data or "",
                form.reason.data or "",
                _decider(),
            )
        except Refused as refusal:
            form.take(refusal)
        else:
            return go_to(url_for("disbursements.show", public_id=public_id))
    form.code.data = ""
    return _show(public_id, approving=form, status=422)


@blueprint.post("/<public_id>/reject")
@needs("payouts.approve")
def reject(public_id: str) -> Response:
    """Turn a payout of somebody else down."""
    form = RejectForm()
    if form.validate_on_submit():
        try:
            approvals.reject(public_id, form.fingerprint.data or "", form.reason.data or "", _decider())
        except Refused as refusal:
            form.take(refusal)
        else:
            return go_to(url_for("disbursements.show", public_id=public_id))
    return _show(public_id, rejecting=form, status=422)


def _decider() -> approvals.Decider:
    return approvals.Decider(current_user.id, current_user.display_name, request_id())


def _show(
    public_id: str,
    *,
    approving: ApproveForm | None = None,
    rejecting: RejectForm | None = None,
    trouble: Refused | None = None,
    status: int = 200,
) -> Response:
    shown = showing.gather(public_id)
    seen = {"fingerprint": shown.payout.fingerprint}
    return page(
        "disbursements/show.html",
        status=status,
        shown=shown,
        approving=approving or ApproveForm(formdata=None, **seen),
        rejecting=rejecting or RejectForm(formdata=None, **seen),
        trouble=_(trouble.message, **trouble.values) if trouble else None,
    )


def _form(form: PayoutForm, status: int = 200) -> Response:
    form.offer(_offered())
    return page("disbursements/new.html", status=status, form=form)


def _offered() -> list[tuple[str, Any]]:
    offered = []
    for bank in queries.banks():
        queue = "" if bank.queue is None else _(", queue %(queue)s", queue=bank.queue)
        fee = _(", fee %(fee)s", fee=format_idr(bank.fee_idr))
        offered.append((bank.code, f"{bank.name}: {_(bank.state.label)}{queue}{fee}"))
    return offered
