"""The calls beside a transfer: account inquiry, cities and countries, and the receipt's picture (reference:
general).
"""

from flask import Blueprint, Response, abort, render_template

from app.sandbox.answers import answer
from app.sandbox.context import here
from app.sandbox.gate import PREFIX
from app.sandbox.transfers.calls import trimmed
from app.sandbox.transfers.inquiries import ask
from app.sandbox.transfers.places import places
from app.sandbox.transfers.records import find_by_token

blueprint = Blueprint("answering", __name__, url_prefix=PREFIX + "/disbursement")
receipts = Blueprint("receipts", __name__)


@blueprint.post("/bank-account-inquiry")
def inquiry() -> Response:
    with here().store.writing() as db:
        return answer(ask(db, here().traffic(), trimmed()))


@blueprint.get("/city-list")
def cities() -> Response:
    return _list("city")


@blueprint.get("/country-list")
def countries() -> Response:
    return _list("country")


@blueprint.get("/city-country-list")
def cities_and_countries() -> Response:
    return _list("city", "country")


def _list(*kinds: str) -> Response:
    with here().store.reading() as db:
        return answer({code: name for kind in kinds for code, name in places(db, kind).items()})


@receipts.get("/receipts/<token>.svg")
def receipt(token: str) -> Response:
    """The proof of a transfer, for whoever has its address."""
    with here().store.reading() as db:
        transfer = find_by_token(db, token)
    if transfer is None or transfer.status != "DONE":
        abort(404)
    return Response(render_template("sandbox/receipt.svg", transfer=transfer), mimetype="image/svg+xml")
