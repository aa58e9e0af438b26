"""What the panel's forms do; each ends on the page it came from, with a line that says how it went."""

from collections.abc import Callable

from flask import Blueprint, Response, flash, redirect, request

from app.sandbox import ledger
from app.sandbox.context import here
from app.sandbox.faults import read_fault
from app.sandbox.ids import read_link_id
from app.sandbox.operating import Impossible, expire, force, reset, set_switches, settle_payment
from app.sandbox.panel_guard import foreign_host, form_is_ours
from app.sandbox.words import words

blueprint = Blueprint("panel_forms", __name__, url_prefix="/panel")


@blueprint.before_request
def guard() -> Response | None:
    if foreign_host() or not form_is_ours():
        flash(words("form_expired"), "problem")
        return _back("")
    return None


def _back(section: str) -> Response:
    reply = redirect(f"/panel/{section}".rstrip("/"), 303)
    assert isinstance(reply, Response)
    return reply


def attempt(section: str, work: Callable[[], object]) -> Response:
    """Does the work and says on the page whether it could be done."""
    try:
        work()
    except (Impossible, ValueError) as problem:
        flash(words("not_done", why=problem), "problem")
    else:
        flash(words("done"), "notice")
    return _back(section)


def form_number(name: str, kind: type[int] | type[float]) -> int | float:
    return kind(request.form.get(name, "").replace(".", "") if kind is int else request.form.get(name, ""))


@blueprint.post("/clock")
def clock() -> Response:
    operational = {"yes": True, "no": False}.get(request.form.get("operational", ""))

    def work() -> None:
        wanted: dict[str, object] = {"mode": request.form.get("mode"), "operational": operational}
        wanted |= {"speed": form_number("speed", float), "offset": form_number("offset", float)}
        set_switches(here(), wanted | {"maintenance": "maintenance" in request.form})

    return attempt("", work)


@blueprint.post("/courier")
def courier() -> Response:
    def work() -> None:
        wanted: dict[str, object] = {name: name in request.form for name in ("send", "shuffle")}
        wanted |= {"duplicate": form_number("duplicate", int), "delay": form_number("delay", float)}
        set_switches(here(), wanted)

    return attempt("", work)


@blueprint.post("/balance")
def top_up() -> Response:
    def work() -> None:
        amount = int(form_number("amount", int))
        if not 0 < amount <= 10**15:
            raise ValueError(words("rupiah_amount"))
        with here().store.writing() as db:
            ledger.move_money(db, here().calendar.now(), kind="top_up", subject="", amount=amount)

    return attempt("", work)


@blueprint.post("/reset")
def reset_all() -> Response:
    def work() -> None:
        if "sure" not in request.form:
            raise ValueError(words("sure_missing"))
        reset(here())

    return attempt("", work)


@blueprint.post("/bills/<link_id>/expire")
def expire_bill(link_id: str) -> Response:
    return attempt("bills", lambda: expire(here(), read_link_id(link_id)))


@blueprint.post("/payments/<payment_id>")
def payment(payment_id: str) -> Response:
    wanted = request.form.get("do", "")
    if wanted == "settle":
        return attempt("payments", lambda: settle_payment(here(), payment_id))
    return attempt("payments", lambda: force(here(), payment_id, wanted))


@blueprint.post("/faults")
def add_fault() -> Response:
    def work() -> None:
        wanted: dict[str, object] = {name: request.form.get(name, "") for name in ("match", "do")}
        wanted |= {name: form_number(name, float) for name in ("seconds", "rate")} | {
            "status": form_number("status", int)
        }
        if request.form.get("times"):
            wanted["times"] = form_number("times", int)
        here().faults.add(read_fault(wanted))

    return attempt("faults", work)


@blueprint.post("/faults/remove")
def remove_faults() -> Response:
    number = request.form.get("number", type=int)
    return attempt("faults", lambda: here().faults.remove(number))


@blueprint.post("/callbacks/<int:number>/resend")
def resend(number: int) -> Response:
    sent = here().courier.send_now(number)
    if sent is None:
        flash(words("not_done", why=words("no_address")), "problem")
    else:
        flash(words("resent", result=sent.status or sent.error), "notice")
    return _back("callbacks")
