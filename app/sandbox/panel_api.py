"""The panel in JSON, for tests and scripts; no sign-in, but JSON only and this machine only."""

from collections.abc import Mapping

from flask import Blueprint, Response, request

from app.sandbox import ledger
from app.sandbox.answers import answer
from app.sandbox.banks import change_bank, find_bank
from app.sandbox.books import everything, held_bill, held_payment
from app.sandbox.context import here
from app.sandbox.ids import read_link_id
from app.sandbox.loading import load_all
from app.sandbox.operating import Impossible, expire, force, reset, settle_payment
from app.sandbox.panel_guard import foreign_host, other_site

blueprint = Blueprint("panel_api", __name__, url_prefix="/panel/api")
Json = Mapping[str, object]


@blueprint.before_request
def guard() -> Response | None:
    """A form of another site cannot send JSON; whatever a browser marks as another site's is refused as
    well.
    """
    if foreign_host() or other_site(request):
        return answer({"error": "The panel listens to this machine only, and to no other site."}, 403)
    if (
        request.method == "POST"
        and request.mimetype != "application/json"
        and (request.mimetype or request.data)
    ):
        return answer({"error": "Send JSON (Content-Type: application/json)."}, 415)
    return None


@blueprint.errorhandler(Impossible)
def impossible(error: Impossible) -> Response:
    return answer({"error": str(error)}, error.status)


@blueprint.errorhandler(ValueError)
def unfit(error: ValueError) -> Response:
    return answer({"error": str(error)}, 422)


def json_body() -> Json:
    held = request.get_json(silent=True) if request.get_data() else {}
    if not isinstance(held, dict):
        raise ValueError("The body must be a JSON object.")
    return held


@blueprint.post("/payments/<payment_id>")
def payment(payment_id: str) -> Response:
    """``{"status": "SUCCESSFUL" | "CANCELLED" | "FAILED"}`` and, or, ``{"settle": true}``."""
    wanted = json_body()
    if "status" in wanted:
        force(here(), payment_id, str(wanted["status"]))
    if wanted.get("settle"):
        settle_payment(here(), payment_id)
    return answer(held_payment(here(), payment_id))


@blueprint.get("/payments/<payment_id>")
def show_payment(payment_id: str) -> Response:
    return answer(held_payment(here(), payment_id))


@blueprint.post("/bills/<link_id>/expire")
@blueprint.post("/payments/bills/<link_id>/expire")
def expire_bill(link_id: str) -> Response:
    number = expire(here(), read_link_id(link_id))
    return answer(held_bill(here(), number))


@blueprint.post("/banks/<code>")
def bank(code: str) -> Response:
    """``{"status"?, "queue"?, "fee"?, "cut_off"?, "name"?}``; a name makes a new bank."""
    traffic = here().traffic()
    with here().store.writing() as db:
        try:
            change_bank(db, here().courier, traffic, code, json_body())
        except KeyError:
            raise Impossible("There is no such bank.", 404) from None
        changed = find_bank(db, traffic, code)
    assert changed is not None
    return answer(changed.shape() | {"cut_off": changed.cut_off})


@blueprint.post("/balance")
def balance() -> Response:
    amount = _whole(json_body().get("top_up"), "top_up")
    with here().store.writing() as db:
        after = ledger.move_money(db, here().calendar.now(), kind="top_up", subject="", amount=amount)
    return answer({"balance": after})


@blueprint.post("/load")
def load() -> Response:
    return answer(load_all(here(), json_body()))


@blueprint.get("/books")
def books() -> Response:
    return answer(everything(here()))


@blueprint.post("/reset")
def reset_all() -> Response:
    reset(here())
    return answer({"reset": True})


def _whole(value: object, name: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > 10**15:
        raise ValueError(f"{name}: a whole number")
    return value
