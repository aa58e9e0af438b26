"""Deciding about one payout on its own page."""

from flask import url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.disbursements.views import blueprint, show_payout
from app.lib.errors import Refused
from app.payouts import approvals
from app.payouts.forms import ApproveForm, RejectForm
from app.web.guard import needs
from app.web.headers import deed_id
from app.web.pages import go_to


@blueprint.post("/<public_id>/approve")
@needs("payouts.approve")
def approve(public_id: str) -> Response:
    """Let a payout of somebody else go, for a fresh one-time code."""
    form = ApproveForm()
    if form.validate_on_submit():
        try:
            approvals.approve(
                public_id,
                form.fingerprint.data or "",
                form.code.data or "",
                form.reason.data or "",
                _decider(),
            )
        except Refused as refusal:
            if not refusal.fields:
                return show_payout(public_id, trouble=refusal, status=422)
            form.take(refusal)
        else:
            return go_to(url_for("disbursements.show", public_id=public_id))
    form.code.data = ""
    return show_payout(public_id, approving=form, status=422)


@blueprint.post("/<public_id>/reject")
@needs("payouts.approve")
def reject(public_id: str) -> Response:
    """Turn a payout of somebody else down."""
    form = RejectForm()
    if form.validate_on_submit():
        try:
            approvals.reject(public_id, form.reason.data or "", _decider())
        except Refused as refusal:
            if not refusal.fields:
                return show_payout(public_id, trouble=refusal, status=422)
            form.take(refusal)
        else:
            return go_to(url_for("disbursements.show", public_id=public_id))
    return show_payout(public_id, rejecting=form, status=422)


def _decider() -> approvals.Decider:
    return approvals.Decider(current_user.id, current_user.display_name, deed_id())
