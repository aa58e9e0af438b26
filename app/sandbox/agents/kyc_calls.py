"""The calls of the KYC host: pictures, submission, documents, repairs, regions (reference: agents)."""

from flask import Blueprint, Response, request

from app.sandbox.agents.documents import KINDS, add_documents
from app.sandbox.agents.door import KYC_PREFIX, kyc_fields
from app.sandbox.agents.errors import complaint
from app.sandbox.agents.pictures import Picture, examine
from app.sandbox.agents.regions import LEVELS, Level, listing
from app.sandbox.agents.rejections import PHOTO, SELFIE
from app.sandbox.agents.repairs import repair_data, repair_picture
from app.sandbox.agents.shapes import repair_shape
from app.sandbox.agents.uploads import submit, upload
from app.sandbox.answers import Refused, answer
from app.sandbox.context import here
from app.sandbox.ids import read_link_id

blueprint = Blueprint("kyc", __name__, url_prefix=KYC_PREFIX)
SUBMITTED = "Submit success"


@blueprint.put("/users/<agent_id>/identities")
def identities(agent_id: str) -> Response:
    picture = _picture("image")
    upload(here(), agent_id, kyc_fields(request), picture)
    return _shown(picture)


@blueprint.put("/users/<agent_id>/submit")
def submission(agent_id: str) -> Response:
    submit(here(), agent_id)
    return answer({"message": SUBMITTED})


@blueprint.post("/documents")
def documents() -> Response:
    held = {kind: picture for kind in KINDS if (picture := _picture(kind)) is not None}
    return answer(add_documents(here(), kyc_fields(request)["user_id"], held))


@blueprint.put("/users/<agent_id>/repair")
def repair(agent_id: str) -> Response:
    return answer(repair_shape(repair_data(here(), agent_id, kyc_fields(request))))


@blueprint.put("/users/<agent_id>/repairPhoto")
def repair_photo(agent_id: str) -> Response:
    return _shown(repair_picture(here(), agent_id, PHOTO, _picture("image")))


@blueprint.put("/users/<agent_id>/repairSelfie")
def repair_selfie(agent_id: str) -> Response:
    return _shown(repair_picture(here(), agent_id, SELFIE, _picture("image")))


@blueprint.get("/countries")
def countries() -> Response:
    return _regions(LEVELS[0])


@blueprint.get("/provinces")
def provinces() -> Response:
    return _regions(LEVELS[1])


@blueprint.get("/cities")
def cities() -> Response:
    return _regions(LEVELS[2])


@blueprint.get("/districts")
def districts() -> Response:
    return _regions(LEVELS[3])


def _regions(level: Level) -> Response:
    """All of them, or those of the region that is named; an unknown one has none."""
    text = kyc_fields(request)[level.around] if level.around else ""
    around = read_link_id(text) if text else None
    if text and around is None:
        raise Refused([complaint(level.around, 4001)])
    return answer({level.listed: listing(level, around)})


def _picture(name: str) -> Picture | None:
    part = request.files.get(name)
    return None if part is None else examine(part)


def _shown(picture: Picture | None) -> Response:
    assert picture is not None
    return answer({"image_url": picture.address(here().settings.host_address)})
