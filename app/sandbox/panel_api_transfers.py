"""The panel in JSON: transfers, inquiries, places and the merchant's public key."""

from flask import Response, request

from app.sandbox.answers import answer
from app.sandbox.books import held_transfer
from app.sandbox.context import here
from app.sandbox.operating import set_switches
from app.sandbox.panel_api import blueprint, json_body
from app.sandbox.transfers.operating import account, answer_inquiry, finish, release_held
from app.sandbox.transfers.places import change_places, places

__all__ = ["blueprint"]


@blueprint.post("/disbursements/<transfer_id>")
def transfer(transfer_id: str) -> Response:
    """``{"release": true}`` and, or, ``{"status": "DONE" | "CANCELLED", "reason"?}``."""
    wanted = json_body()
    if wanted.get("release"):
        release_held(here(), transfer_id)
    if "status" in wanted:
        finish(here(), transfer_id, str(wanted["status"]), str(wanted.get("reason") or ""))
    return answer(held_transfer(here(), transfer_id))


@blueprint.get("/disbursements/<transfer_id>")
def show_transfer(transfer_id: str) -> Response:
    return answer(held_transfer(here(), transfer_id))


@blueprint.post("/inquiries/<bank_code>/<account_number>")
def inquiry(bank_code: str, account_number: str) -> Response:
    """``{"status", "account_holder"?}``; ``PENDING`` forgets what was known."""
    wanted = json_body()
    holder = wanted.get("account_holder")
    if not (holder is None or isinstance(holder, str)):
        raise ValueError("account_holder: text")
    status = str(wanted.get("status", ""))
    return answer(answer_inquiry(here(), bank_code, account_number, status, holder))


@blueprint.get("/inquiries/<bank_code>/<account_number>")
def show_inquiry(bank_code: str, account_number: str) -> Response:
    with here().store.reading() as db:
        return answer(account(db, bank_code, account_number))


@blueprint.route("/places", methods=["GET", "POST"])
def all_places() -> Response:
    """``{"city": {code: name or null}, "country": {…}}`` changes the lists."""
    with here().store.writing() as db:
        if request.method == "POST":
            change_places(db, json_body())
        return answer({kind: places(db, kind) for kind in ("city", "country")})


@blueprint.route("/signature", methods=["GET", "POST"])
def signature() -> Response:
    """``{"public_key": PEM or null}``; from then on signatures are checked, or no longer."""
    if request.method == "POST":
        wanted = json_body()
        if set(wanted) != {"public_key"}:
            raise ValueError("public_key: PEM or null")
        set_switches(here(), dict(wanted))
    return answer({"public_key": here().switches.now.public_key})
