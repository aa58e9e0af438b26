"""Printing a receipt for a payout that arrived."""

from werkzeug.wrappers import Response

from app.banks.queries import bank
from app.disbursements import queries
from app.disbursements.views import blueprint
from app.lib import clock
from app.lib.errors import NotFound
from app.web.guard import needs
from app.web.pages import page


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
