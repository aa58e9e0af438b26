"""The desk: what waits for a manager, and deciding about many payouts at once."""

from flask import Blueprint, Flask, request
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from app.audit.verbs import name_verbs
from app.lib.errors import Refused
from app.lib.labels import mark
from app.payouts import many, queries, showing
from app.payouts.approvals import Decider
from app.payouts.forms import ApproveManyForm, RejectManyForm, read_chosen
from app.payouts.reservations import standing, standing_shown
from app.payouts.statuses import PayoutStatus
from app.web.guard import needs
from app.web.headers import deed_id
from app.web.navigation import Entry
from app.web.pages import page

blueprint = Blueprint("approvals", __name__, url_prefix="/approvals")
name_verbs(
    {
        "payouts.approve_many": mark("approved many payouts at once"),
        "payouts.reject_many": mark("rejected many payouts at once"),
    }
)


def open_room(app: Flask) -> None:
    """Open the desk and put it into the menu."""
    app.register_blueprint(blueprint)
    app.jinja_env.filters["payout_status"] = PayoutStatus
    app.extensions["navigation"].add(
        Entry("approvals.index", mark("Approvals"), "checks", "payouts.approve", 35)
    )


@blueprint.get("/")
@needs("payouts.approve")
def index() -> Response:
    """Payouts waiting for a decision, oldest first: for oneself, then for others."""
    return _desk()


@blueprint.post("/confirm")
@needs("payouts.approve")
def confirm() -> Response:
    """What would be decided about the payouts that were chosen; nothing is decided yet."""
    return _confirm()


@blueprint.post("/approve")
@needs("payouts.approve")
def approve() -> Response:
    """Let many payouts of others go, for one fresh one-time code."""
    form, chosen = ApproveManyForm(), _chosen()
    if form.validate_on_submit():
        try:
            decided = many.approve(chosen, form.code.data or "", _decider())
        except Refused as refusal:
            form.take(refusal)
        else:
            return _decided(decided, "approved")
    form.code.data = ""
    return _confirm(approving=form, status=422)


@blueprint.post("/reject")
@needs("payouts.approve")
def reject() -> Response:
    """Turn many payouts of others down, for one reason."""
    form, chosen = RejectManyForm(), _chosen()
    if form.validate_on_submit():
        try:
            decided = many.reject(list(chosen), form.reason.data or "", _decider())
        except Refused as refusal:
            form.take(refusal)
        else:
            return _decided(decided, "rejected")
    return _confirm(rejecting=form, status=422)


def _desk(trouble: str | None = None, status: int = 200) -> Response:
    maker = request.args.get("maker", "")
    maker_id = int(maker) if maker.isascii() and maker.isdecimal() and len(maker) < 19 else None
    shown = showing.desk(current_user.id, maker_id)
    return page(
        "payouts/index.html",
        status=status,
        desk=shown,
        standing=standing_shown(),
        makers=queries.makers_waiting(),
        maker_id=maker_id,
        trouble=trouble,
    )


def _confirm(
    *, approving: ApproveManyForm | None = None, rejecting: RejectManyForm | None = None, status: int = 200
) -> Response:
    chosen = _chosen()
    if not chosen or len(chosen) > many.MOST:
        words = _(many.TOO_MANY, most=many.MOST) if chosen else _(many.NOTHING)
        return _desk(words, status=422)
    found = showing.chosen(chosen, current_user.id)
    return page(
        "payouts/confirm.html",
        status=status,
        fit=[item for item in found if item.in_the_way is None],
        left_out=[item for item in found if item.in_the_way is not None],
        chosen=_ticked(),
        standing=standing(),
        approving=approving or ApproveManyForm(formdata=None),
        rejecting=rejecting or RejectManyForm(formdata=None),
    )


def _decided(decided: many.Decided, deed: str) -> Response:
    left = dict(decided.left_out)
    found = queries.named([*decided.done, *left], current_user.id)
    status = 200 if decided.done else 422
    return page("payouts/decided.html", status=status, decided=decided, deed=deed, found=found, left=left)


def _chosen() -> dict[str, str]:
    return read_chosen(_ticked())


def _ticked() -> list[str]:
    # All that were shown, where the button for all of them was pressed.
    return request.form.getlist("shown" if request.form.get("pick") == "all" else "chosen")


def _decider() -> Decider:
    return Decider(current_user.id, current_user.display_name, deed_id())
