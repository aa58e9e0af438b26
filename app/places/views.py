"""The part of a form in which an address's regions are chosen one within the other."""

from flask import Blueprint, Flask, request
from werkzeug.wrappers import Response

from app.lib.errors import NotFound
from app.places.region_fields import RESIDENCE, RegionFields, ResidenceRegionFields, offer_regions
from app.web.guard import needs
from app.web.live import unchanged
from app.web.pages import fragment

blueprint = Blueprint("places", __name__, url_prefix="/places")


def open_room(app: Flask) -> None:
    """Open the part; places have no page of their own."""
    app.register_blueprint(blueprint)


class Chosen(RegionFields, ResidenceRegionFields):
    """What is chosen in a form so far, in either of its addresses."""


@blueprint.get("/regions")
@needs("agents.write")
def regions() -> Response:
    """The lists that fit what is chosen; a page that polls (`?seen=`) hears nothing while nothing is new."""
    prefix, polls = request.args.get("prefix", ""), "seen" in request.args
    if prefix not in ("", RESIDENCE):
        raise NotFound
    shown = offer_regions(Chosen(request.args, meta={"csrf": False}), prefix, again=not polls)
    return unchanged(shown.version) or fragment("places/_regions.html", regions=shown)
