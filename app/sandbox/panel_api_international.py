"""The panel in JSON: transfers abroad and corridors."""

from flask import Response

from app.sandbox.answers import answer
from app.sandbox.context import here
from app.sandbox.international.operating import (
    all_corridors,
    corridor_entry,
    finish,
    held_transfer,
    set_corridor,
)
from app.sandbox.panel_api import blueprint, json_body

__all__ = ["blueprint"]


@blueprint.post("/international/<transfer_id>")
def international(transfer_id: str) -> Response:
    """``{"status": "SUCCESSFUL" | "CANCELLED", "reason"?}``; ``DONE`` is the other word for a success."""
    wanted = json_body()
    finish(here(), transfer_id, str(wanted.get("status", "")), str(wanted.get("reason") or ""))
    return answer(held_transfer(here(), transfer_id))


@blueprint.get("/international/<transfer_id>")
def show_international(transfer_id: str) -> Response:
    return answer(held_transfer(here(), transfer_id))


@blueprint.get("/rates")
def rates() -> Response:
    return answer({"corridors": [corridor_entry(corridor) for corridor in all_corridors(here())]})


@blueprint.post("/rates/<place>")
def rate(place: str) -> Response:
    """``{"rate"?, "fee"?, "active"?}`` for a country, or for all countries of a currency; ``null`` gives a
    value back to what it would be by itself.
    """
    return answer({"corridors": set_corridor(here(), place, json_body())})
