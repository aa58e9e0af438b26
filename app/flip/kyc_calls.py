"""Writes down the calls of the KYC host (agents.md, "KYC host calls")."""

from collections.abc import Mapping
from uuid import uuid4

from app.flip.call import Call, Pairs, segment
from app.flip.codes import Product
from app.flip.pictures import Picture

DOCUMENT_TYPES = (
    "student_card",
    "employee_card",
    "last_certificate",
    "passport",
    "family_card",
    "driving_license",
    "married_card",
    "npwp",
    "bpjs_kesehatan",
)
# A picture of the person holding the document stands behind its name.
_DOCUMENTS = {name + end for name in DOCUMENT_TYPES for end in ("", "_selfie")}
_AN_AGENT = ("user_type", "1")


def new_request_id() -> str:
    """A name for one attempt; Flip's support asks for it."""
    return f"bigflip-{uuid4()}"


def put(
    agent_id: str,
    what: str,
    form: Pairs = (),
    *,
    picture: Picture | None = None,
    request_id: str | None,
) -> Call:
    """A step of one agent.

    Raises:
        ValueError: the id cannot stand in an address.
    """
    return Call(
        method="PUT",
        path=f"/users/{segment(agent_id)}/{what}",
        product=Product.KYC,
        form=(_AN_AGENT, *form),
        files=() if picture is None else (("image", picture),),
        sought=True,
        request_id=request_id or new_request_id(),
    )


def documents(agent_id: str, pictures: Mapping[str, Picture], request_id: str | None) -> Call:
    """Supporting documents of one agent.

    Raises:
        ValueError: there is no document, one of an unknown kind, or nobody whose they are.
    """
    if not agent_id:
        raise ValueError("an empty id names no agent")
    if not pictures or not pictures.keys() <= _DOCUMENTS:
        raise ValueError("these are no supporting documents")
    return Call(
        method="POST",
        path="/documents",
        product=Product.KYC,
        form=(("user_id", agent_id), _AN_AGENT),
        files=tuple(pictures.items()),
        sought=True,
        request_id=request_id or new_request_id(),
    )


def regions(name: str, within: Mapping[str, str | None], request_id: str | None) -> Call:
    """A list of regions; without a region to lie within, of all."""
    query = tuple((field, value) for field, value in within.items() if value is not None)
    return Call(
        method="GET",
        path=f"/{name}",
        product=Product.KYC,
        query=(_AN_AGENT, *query),
        request_id=request_id or new_request_id(),
    )
