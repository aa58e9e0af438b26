"""Changing one's own payout, having its bank asked again, and taking it back."""

from flask import flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from app.disbursements import changing, holders, queries, service
from app.disbursements.filling import fill, look, maker, offer, show_form
from app.disbursements.forms import CHECK, DRAFT, PayoutForm
from app.disbursements.models import Disbursement
from app.disbursements.views import blueprint, show_payout
from app.lib.errors import NotFound, Refused
from app.payouts.statuses import PayoutStatus
from app.web.guard import needs
from app.web.pages import go_to


@blueprint.get("/<public_id>/edit")
@needs("disbursements.write")
def edit(public_id: str) -> Response:
    """The form of a payout that is not at Flip, for its maker."""
    payout = _payout(public_id)
    try:
        changing.refuse_unless_editable(payout, current_user.id)
    except Refused as refusal:
        flash(_(refusal.message, **refusal.values), "bad")
        return go_to(url_for("disbursements.show", public_id=public_id))
    form = PayoutForm(formdata=None)
    fill(form, payout)
    form.base.data = payout.payout.fingerprint
    return show_form(form, payout=payout)


@blueprint.post("/<public_id>/edit")
@needs("disbursements.write")
def change(public_id: str) -> Response:
    """Let the payout say what was typed; a draft is submitted unless it is to stay one."""
    payout, then = _payout(public_id), request.form.get("then")
    form = PayoutForm(data=_standing(payout))
    offer(form)
    if then == CHECK:
        return look(form, payout)
    draft = then == DRAFT
    stays = draft and payout.status is PayoutStatus.DRAFT
    if not form.validate_as(draft=stays):
        return show_form(form, payout=payout, status=422)
    try:
        changing.edit(public_id, form.values(), maker(), base=form.base.data or "", submit=not draft)
    except Refused as refusal:
        form.take(refusal)
        now = _payout(public_id)
        if refusal.message == changing.CHANGED_MEANWHILE:
            form.base.data = now.payout.fingerprint  # seen now: saving again is meant
        return show_form(form, payout=now, status=422, refusal=refusal)
    return go_to(url_for("disbursements.show", public_id=public_id))


@blueprint.post("/<public_id>/ask-bank")
@needs("inquiries.ask")
def ask_bank(public_id: str) -> Response:
    """Ask the bank who holds the account once more, after it gave no answer."""
    try:
        holders.ask_again(public_id, maker())
    except Refused as refusal:
        return show_payout(public_id, trouble=refusal, status=422)
    return go_to(url_for("disbursements.show", public_id=public_id))


@blueprint.post("/<public_id>/withdraw")
@needs("disbursements.write")
def withdraw(public_id: str) -> Response:
    """Take one's own payout back before it is sent."""
    try:
        service.withdraw(public_id, maker())
    except Refused as refusal:
        return show_payout(public_id, trouble=refusal, status=422)
    return go_to(url_for("disbursements.show", public_id=public_id))


def _standing(payout: Disbursement) -> dict[str, object]:
    # A date that stood already may have come; leaving it as it is is no mistake. A draft is still to go.
    return {} if payout.status is PayoutStatus.DRAFT else {"not_before": payout.payout.not_before}


def _payout(public_id: str) -> Disbursement:
    payout = queries.disbursement(public_id)
    if payout is None:
        raise NotFound
    return payout
