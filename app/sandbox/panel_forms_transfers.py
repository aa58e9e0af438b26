"""What the panel's forms about money out do: settle, cancel, release, answer; banks and the key."""

from flask import Response, request

from app.sandbox.banks import change_bank, find_bank
from app.sandbox.context import here
from app.sandbox.operating import set_switches
from app.sandbox.panel_forms import attempt, blueprint, form_number
from app.sandbox.transfers.operating import answer_inquiry, finish, release_held

__all__ = ["blueprint"]


@blueprint.post("/transfers/<transfer_id>")
def transfer(transfer_id: str) -> Response:
    wanted = request.form.get("do", "")
    if wanted == "release":
        return attempt("transfers", lambda: release_held(here(), transfer_id))
    reason = request.form.get("reason", "") if wanted == "CANCELLED" else ""
    return attempt("transfers", lambda: finish(here(), transfer_id, wanted, reason))


@blueprint.post("/inquiries/<bank_code>/<account_number>")
def inquiry(bank_code: str, account_number: str) -> Response:
    status, holder = request.form.get("status", ""), request.form.get("account_holder", "").strip() or None
    return attempt("inquiries", lambda: answer_inquiry(here(), bank_code, account_number, status, holder))


@blueprint.post("/banks/<code>")
def bank(code: str) -> Response:
    """Changes what differs from the shown page; an untouched queue goes on moving."""

    def work() -> None:
        traffic = here().traffic()
        wanted: dict[str, object] = {"status": request.form.get("status") or None}
        wanted |= {"fee": form_number("fee", int), "cut_off": "cut_off" in request.form}
        with here().store.writing() as db:
            before = find_bank(db, traffic, code)
            if before is None:
                raise ValueError(code)
            shown = {"status": before.pinned, "fee": before.fee, "cut_off": before.cut_off}
            changes = {name: value for name, value in wanted.items() if value != shown[name]}
            if request.form.get("queue") != request.form.get("shown_queue"):
                changes["queue"] = form_number("queue", int)
            change_bank(db, here().courier, traffic, code, changes)

    return attempt("banks", work)


@blueprint.post("/signature")
def signature() -> Response:
    key = request.form.get("public_key", "").strip()
    return attempt("", lambda: set_switches(here(), {"public_key": key or None}))
