"""Pictures of agents as tests take them, what became of each here, and what Flip was brought."""

from datetime import timedelta

from sqlalchemy import select

from app.agents import pictures
from app.agents.picture_models import AgentPicture, Stage
from app.agents.pictures import Taker
from app.extensions import db
from app.flip.kyc import Picture
from app.gateway.door import client
from app.vault.pictures import take_in
from tests.agents.walk import Walk
from tests.pictures import card
from tests.users.bench import later

SOON = timedelta(seconds=30)
A_WHILE = timedelta(minutes=10)


def picture(picture_id: int) -> AgentPicture:
    """A picture as stored now."""
    db.session.rollback()
    return db.session.get_one(AgentPicture, picture_id, populate_existing=True)


def at_flip(walk: Walk, public_id: str) -> list[tuple[str, int]]:
    """What Flip was brought of an agent: which picture and how many bytes, in the order it came."""
    flip_id = walk.agent(public_id).flip_id
    [agent] = [one for one in walk.at_flip() if str(one["id"]) == flip_id]
    return [(one["kind"], one["size"]) for one in agent["pictures"]]


def content(picture_id: int) -> bytes:
    """What is on a picture."""
    db.session.rollback()
    found = db.session.scalar(select(AgentPicture.content).where(AgentPicture.id == picture_id))
    assert found
    return found


def names(walk: Walk, public_id: str) -> list[str]:
    """Which pictures Flip was brought of an agent, in their order."""
    return [kind for kind, _size in at_flip(walk, public_id)]


def lost(walk: Walk, what: str) -> None:
    """Have the next such call work and its answer be lost."""
    walk.world.flip.fault(what, "drop_reply", times=1)


def take_document(walk: Walk, public_id: str, part: str, seed: int = 7) -> int:
    """Take a document at the desk, without work; its number."""
    return pictures.keep(public_id, part, take_in(card(seed)), Taker(walk.maker()))


def elsewhere(walk: Walk, public_id: str, step: str) -> None:
    """Have a step be taken past this house, as in Flip's own dashboard."""
    flip_id, shot = str(walk.agent(public_id).flip_id), Picture(content=card(50), media_type="image/jpeg")
    kyc = client().kyc
    if step == "identity":
        kyc.upload_identity(flip_id, shot, identity_type="ktp")
    elif step == "selfie":
        kyc.upload_selfie(flip_id, shot, identity_type="ktp")
    else:
        kyc.repair_photo(flip_id, shot)


def refused_with(number: int) -> int:
    """Flip's code for a picture it did not take."""
    refused = picture(number)
    assert refused.stage is Stage.REFUSED
    assert refused.refusal
    return int(refused.refusal[0]["code"])


def work_on(walk: Walk, by: timedelta = SOON) -> None:
    """Do what is due after a while."""
    with later(by=by):
        walk.world.work()


def take_any(walk: Walk, public_id: str, part: str) -> int:
    """Take a picture and have it sent, whatever it shows; its number."""
    if part in ("identity", "selfie"):
        return walk.take(public_id, part, card(13))
    number = take_document(walk, public_id, part)
    pictures.send_documents(public_id, walk.maker())
    return number
