"""What one may do about a payout after it was sent: have Flip asked, decide what is true, print a receipt."""

from flask import flash, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from app.banks.queries import bank
from app.disbursements import lookups, queries, settling
from app.disbursements.forms_settling import SettleForm
from app.disbursements.views import blueprint, show_payout
from app.lib import clock
from app.lib.errors import NotFound, Refused
from app.payouts.statuses import PayoutStatus
from app.timeline.makers import Maker
from app.web.guard import needs
from app.web.headers import deed_id
from app.web.pages import go_to, page


@blueprint.post("/<public_id>/ask-flip")
@needs("disbursements.write")
def ask_flip(public_id: str) -> Response:
    """Have Flip asked what became of a payout; the page shows the answer as it comes."""
    try:
        lookups.ask(public_id, current_user.display_name)
    except Refused as refusal:
        flash(_(refusal.message, **refusal.values), "bad")
    return go_to(url_for("disbursements.show", public_id=public_id))


@blueprint.post("/<public_id>/settle")
@needs("payouts.settle_conflict")
def settle(public_id: str) -> Response:
    """Decide what is true about a payout of which Flip said what does not fit together."""
    payout = queries.disbursement(public_id)
    if payout is None:
        raise NotFound
    form = SettleForm().offer(payout.status)
    if not form.validate_on_submit():
        return show_payout(public_id, settling=form, status=422)
    person = Maker(current_user.id, current_user.display_name, deed_id())
    try:
        keep = PayoutStatus(form.keep.data)
        settling.settle(public_id, keep=keep, reason=form.reason.data or "", person=person)
    except Refused as refusal:
        if refusal.fields:
            form.take(refusal)
        return show_payout(public_id, settling=form, trouble=None if refusal.fields else refusal, status=422)
    return go_to(url_for("disbursements.show", public_id=public_id))


@blueprint.get("/<public_id>/receipt")
@needs("disbursements.read")
def receipt(public_id: str) -> Response:
    """Our receipt to print, for money that arrived and that nobody disputes."""
    payout = queries.disbursement(public_id)
    if payout is None or not payout.has_receipt:
        raise NotFound
    movement, checked = payout.transaction, payout.inquiry
    return page(
        "disbursements/receipt.html",
        payout=payout,
        bank_name=_bank_name(movement.bank_code or ""),
        holder=(checked.account_holder if checked else None) or movement.counterparty,
        now=clock.now(),
    )


def _bank_name(code: str) -> str:
    found = bank(code)
    return found.name if found else code
