"""The panel in JSON: faults, the courier and its deliveries, the clock, the other switches."""

from flask import Response, request

from app.sandbox import deliveries, faults
from app.sandbox.answers import answer
from app.sandbox.context import here
from app.sandbox.operating import Impossible, set_switches
from app.sandbox.panel_api import blueprint, json_body
from app.sandbox.switches import CLOCK, COURIER, OTHERS, Switches

__all__ = ["blueprint"]


@blueprint.post("/faults")
def add_fault() -> Response:
    number = here().faults.add(faults.read_fault(json_body()))
    return answer(next((held for held in here().faults.listing() if held["id"] == number), {"id": number}))


@blueprint.get("/faults")
def list_faults() -> Response:
    return answer({"faults": here().faults.listing()})


@blueprint.delete("/faults")
@blueprint.delete("/faults/<int:number>")
def remove_faults(number: int | None = None) -> Response:
    return answer({"removed": here().faults.remove(number)})


def _switches(names: tuple[str, ...]) -> Response:
    if request.method == "POST":
        wanted = dict(json_body())
        if unknown := set(wanted) - set(names):
            raise ValueError(f"unknown: {', '.join(sorted(unknown))}")
        set_switches(here(), wanted)
    return answer(_named(here().switches.now, names))


def _named(held: Switches, names: tuple[str, ...]) -> dict[str, object]:
    return {name: getattr(held, name) for name in names}


@blueprint.route("/callbacks", methods=["GET", "POST"])
def callbacks() -> Response:
    return _switches(COURIER)


@blueprint.route("/clock", methods=["GET", "POST"])
def clock() -> Response:
    return _switches(CLOCK)


@blueprint.route("/switches", methods=["GET", "POST"])
def switches() -> Response:
    return _switches(OTHERS)


@blueprint.get("/deliveries")
def list_deliveries() -> Response:
    limit = request.args.get("limit", -1, type=int)
    with here().store.reading() as db:
        return answer({"deliveries": deliveries.listing(db, request.args.get("subject", ""), limit)})


@blueprint.post("/deliveries/<int:number>/resend")
def resend(number: int) -> Response:
    attempt = here().courier.send_now(number)
    if attempt is None:
        raise Impossible("There is no such delivery, or it has no address.", 404)
    return answer(
        {
            "status": attempt.status,
            "error": attempt.error,
            "seconds": attempt.seconds,
            "answer": attempt.answer,
        }
    )
