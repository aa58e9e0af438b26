"""Balance, banks, operational and maintenance (reference: general)."""

from flask import Blueprint, Response, request

from app.sandbox.answers import answer
from app.sandbox.banks import banks as all_banks
from app.sandbox.calendar import is_operational
from app.sandbox.context import here
from app.sandbox.gate import PREFIX
from app.sandbox.ledger import balance as current_balance

blueprint = Blueprint("general", __name__, url_prefix=PREFIX + "/general")


@blueprint.get("/balance")
def balance() -> Response:
    with here().store.reading() as db:
        return answer({"balance": current_balance(db)})


@blueprint.get("/banks")
def banks() -> Response:
    """All banks, or the one with ``?code=``; an unknown code answers an empty list (our choice)."""
    code = request.args.get("code", "")
    with here().store.reading() as db:
        held = all_banks(db, here().traffic())
    return answer([bank.shape() for bank in held if code in ("", bank.code)])


@blueprint.get("/operational")
def operational() -> Response:
    forced = here().switches.now.operational
    return answer({"operational": is_operational(here().calendar.now()) if forced is None else forced})


@blueprint.get("/maintenance")
def maintenance() -> Response:
    return answer({"maintenance": here().switches.now.maintenance})
