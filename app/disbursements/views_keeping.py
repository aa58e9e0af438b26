"""Keeping the recipient of a payout among the beneficiaries."""

from flask import url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.beneficiaries import service as beneficiaries
from app.disbursements import queries
from app.disbursements.views import blueprint, show_payout
from app.lib.errors import NotFound, Refused
from app.web.guard import needs
from app.web.pages import go_to


@blueprint.post("/<public_id>/keep")
@needs("beneficiaries.write")
def keep(public_id: str) -> Response:
    """Keep whom this payout goes to; refused, naming them, when somebody with this account is kept."""
    payout = queries.disbursement(public_id)
    if payout is None or not payout.transaction.account_number:
        raise NotFound
    movement = payout.transaction
    details = {
        "name": payout.typed_name or movement.counterparty or movement.account_number,
        "bank_code": movement.bank_code,
        "account_number": movement.account_number,
        "note": None,
        "recipient_city": payout.recipient_city,
        "emails": payout.beneficiary_emails,
    }
    try:
        kept = beneficiaries.add(details, current_user.id, current_user.display_name)
    except Refused as refusal:
        return show_payout(public_id, trouble=refusal, status=422)
    return go_to(url_for("beneficiaries.show", public_id=kept))
