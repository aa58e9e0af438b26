"""The operator's pages about money abroad, transfers and rates, and what their forms do."""

from flask import Response, request

from app.sandbox.context import here
from app.sandbox.international.operating import all_corridors, finish, set_corridor
from app.sandbox.international.reasons import REASONS
from app.sandbox.international.records import Transfer
from app.sandbox.panel import ON_A_PAGE, blueprint, draw, page_slice
from app.sandbox.panel_forms import attempt, form_number
from app.sandbox.panel_forms import blueprint as forms

__all__ = ["blueprint"]


@blueprint.get("/international")
def international() -> Response:
    query = "SELECT * FROM international WHERE seq < ? ORDER BY seq DESC LIMIT ?"
    with here().store.reading() as db:
        rows = db.execute(query, page_slice()).fetchall()
    held = [Transfer(**dict(row)) for row in rows[:ON_A_PAGE]]
    return draw("international", transfers=held, reasons=REASONS, more=len(rows) > ON_A_PAGE)


@blueprint.get("/rates")
def rates() -> Response:
    return draw("rates", corridors=all_corridors(here()))


@forms.post("/international/<transfer_id>")
def transfer_abroad(transfer_id: str) -> Response:
    wanted = request.form.get("do", "")
    reason = request.form.get("reason", "") if wanted == "CANCELLED" else ""
    return attempt("international", lambda: finish(here(), transfer_id, wanted, reason))


@forms.post("/rates/<place>")
def corridor(place: str) -> Response:
    """An empty rate moves by itself again; one that was left as it stood stays as it is."""

    def work() -> None:
        wanted: dict[str, object] = {"fee": form_number("fee", int), "active": "active" in request.form}
        rate = request.form.get("rate", "").strip()
        if rate != request.form.get("shown_rate"):
            wanted["rate"] = rate or None
        set_corridor(here(), place, wanted)

    return attempt("rates", work)
