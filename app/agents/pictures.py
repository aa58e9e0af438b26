"""Taking in pictures of an agent's papers, giving documents to be sent, and dropping them again."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, insert, select

from app.agents import service
from app.agents.models import KIND, Agent
from app.agents.picture_models import AgentPicture, Part, Via
from app.agents.statuses import BEFORE_THE_SELFIE
from app.agents.steps import Step, open_steps
from app.audit.record import record, recorded_even_if_refused
from app.db.base import table_of
from app.db.compare_and_set import change_where
from app.extensions import db
from app.flip.kyc import DOCUMENT_TYPES
from app.lib import clock
from app.lib.errors import NotFound, Refused
from app.lib.labels import mark as _
from app.outbox.promises import promise
from app.timeline.makers import Maker
from app.timeline.record import News, write
from app.vault.pictures import TakenIn

NOT_WANTED = _("Flip does not want this picture now.")
NO_DOCUMENTS = _("Take a picture of at least one document first.")
ON_ITS_WAY = _("This picture is on its way to Flip or there already.")
DOCUMENTS = frozenset(name + end for name in DOCUMENT_TYPES for end in ("", "_selfie"))
_table = table_of(AgentPicture)


@dataclass(frozen=True)
class Taker:
    """Who takes a picture: a person at the desk, or whoever holds the phone the desk gave an address to."""

    maker: Maker
    via: Via = Via.DESK


def may_take(agent: Agent, part: str) -> bool:
    """True while this picture is wanted. A selfie may be taken with the card; it is sent after it."""
    steps = open_steps(agent)
    if part == Part.IDENTITY:
        return Step.CARD in steps
    if part == Part.SELFIE:
        return Step.SELFIE in steps or agent.state in BEFORE_THE_SELFIE
    return part in DOCUMENTS and Step.DOCUMENTS in steps


def keep(public_id: str, part: str, taken: TakenIn, taker: Taker) -> int:
    """Keep a picture in place of the one before; card and selfie go to Flip after the commit. Its number.

    :raises Refused: Flip does not want it now
    """
    with recorded_even_if_refused("agents.take_picture", (KIND, public_id)):
        return keep_within(service.locked(public_id), part, taken, taker)


def keep_within(agent: Agent, part: str, taken: TakenIn, taker: Taker) -> int:
    """The same inside a transaction that holds the agent.

    :raises Refused: Flip does not want it now
    """
    if not may_take(agent, part):
        raise Refused(NOT_WANTED)
    maker, now, is_document = taker.maker, clock.now(), part in DOCUMENTS
    _drop(_standing(agent.id, {part}), replaced_at=now)
    statement = insert(AgentPicture).values(
        agent_id=agent.id,
        part=part,
        content=taken.content,
        media_type=taken.media_type,
        width=taken.width,
        height=taken.height,
        size=len(taken.content),
        via=taker.via,
        taken_by_id=maker.id,
        taken_by=maker.name,
        taken_at=now,
        handed_at=None if is_document else now,
    )
    picture_id = int(db.session.execute(statement.returning(AgentPicture.id)).scalar_one())
    told = {"part": label_of(part), "via": taker.via.label}
    write(KIND, agent.id, maker.cause(f"picture:{picture_id}"), News("agent.picture_taken", told))
    facts = {"part": part, "via": taker.via, "width": taken.width, "height": taken.height}
    record("agents.take_picture", (KIND, agent.public_id), after=facts)
    if not is_document:
        promise("agents.send_picture", {"picture_id": picture_id})
    return picture_id


def remove(public_id: str, picture_id: int, maker: Maker) -> None:
    """Drop a document that was not given to be sent.

    :raises Refused: it was; :raises NotFound: there is none
    """
    with recorded_even_if_refused("agents.remove_picture", (KIND, public_id)):
        agent = service.locked(public_id)
        picture = db.session.get(AgentPicture, picture_id, populate_existing=True)
        if picture is None or picture.agent_id != agent.id or picture.replaced_at is not None:
            raise NotFound
        if picture.handed_at is not None:
            raise Refused(ON_ITS_WAY)
        _drop(_table.c.id == picture_id, replaced_at=clock.now())
        told = News("agent.picture_removed", {"part": label_of(picture.part)})
        write(KIND, agent.id, maker.cause(f"remove:{picture_id}"), told)
        record("agents.remove_picture", (KIND, public_id), before={"part": picture.part})


def send_documents(public_id: str, maker: Maker) -> None:
    """Give the documents to be sent, all together, after the commit.

    :raises Refused: there are none, or Flip wants none now
    """
    with recorded_even_if_refused("agents.send_documents", (KIND, public_id)):
        agent = service.locked(public_id)
        if Step.DOCUMENTS not in open_steps(agent):
            raise Refused(NOT_WANTED)
        unsent = _table.c.handed_at.is_(None) & _table.c.deleted_at.is_(None)
        new = _standing(agent.id, DOCUMENTS) & unsent
        parts = list(db.session.scalars(select(AgentPicture.part).where(new)))
        if not parts:
            raise Refused(NO_DOCUMENTS)
        change_where(_table, new, handed_at=clock.now())
        told = {"parts": [label_of(part) for part in parts]}
        write(KIND, agent.id, maker.cause("documents"), News("agent.documents_asked", told))
        record("agents.send_documents", (KIND, public_id), after={"parts": ", ".join(parts)})
        promise("agents.send_documents", {"agent_id": agent.id})


def _standing(agent_id: int, parts: Collection[str]) -> ColumnElement[bool]:
    columns = _table.c
    return (columns.agent_id == agent_id) & columns.part.in_(parts) & columns.replaced_at.is_(None)


def _drop(which: ColumnElement[bool], **moments: object) -> None:
    # What no longer counts is not kept a moment longer; that it was there stays.
    change_where(_table, which, content=None, deleted_at=clock.now(), **moments)


_DOCUMENT_LABELS = {
    "student_card": _("Student card"),
    "employee_card": _("Employee card"),
    "last_certificate": _("Last school certificate"),
    "passport": _("Passport"),
    "family_card": _("Family card (KK)"),
    "driving_license": _("Driving licence (SIM)"),
    "married_card": _("Marriage book"),
    "npwp": _("Tax number card (NPWP)"),
    "bpjs_kesehatan": _("Health insurance card (BPJS Kesehatan)"),
}
_WITH_SELFIE = {
    "student_card": _("Selfie with student card"),
    "employee_card": _("Selfie with employee card"),
    "last_certificate": _("Selfie with last school certificate"),
    "passport": _("Selfie with passport"),
    "family_card": _("Selfie with family card (KK)"),
    "driving_license": _("Selfie with driving licence (SIM)"),
    "married_card": _("Selfie with marriage book"),
    "npwp": _("Selfie with tax number card (NPWP)"),
    "bpjs_kesehatan": _("Selfie with health insurance card (BPJS Kesehatan)"),
}
PART_LABELS = (
    {part.value: part.label for part in Part}
    | _DOCUMENT_LABELS
    | {f"{name}_selfie": text for name, text in _WITH_SELFIE.items()}
)


def label_of(part: str) -> str:
    """What a picture shows (English source)."""
    return PART_LABELS.get(part, part)
