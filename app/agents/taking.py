"""Taking in how an agent stands at Flip, from whichever side it comes."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.agents.content import columns_of
from app.agents.models import KIND, Agent
from app.agents.rejections import REJECTIONS
from app.agents.statuses import DOCUMENTS_WANTED, FATE_OPEN, FLIP_WORDS, AgentStatus, Standing
from app.db.base import table_of
from app.db.compare_and_set import change
from app.db.dialects import upsert
from app.extensions import db
from app.flip.agents import AgentStanding
from app.lib import clock
from app.lib.ids import new_public_id
from app.lib.masking import mask_text
from app.lib.transitions import Verdict
from app.outbox.promises import promise
from app.timeline.models import Origin
from app.timeline.record import Cause, News, Source, advance, write

_WITH_A_REASON = DOCUMENTS_WANTED | {AgentStatus.REJECTED}


def take(
    shown: AgentStanding,
    cause: Cause,
    *,
    asked_at: datetime,
    happened_at: datetime | None = None,
    also: dict[str, Any] | None = None,
) -> tuple[int, Verdict] | None:
    """Bring our row up to what Flip shows, inside the caller's transaction; None for an agent we lack.

    An answer that was asked for before the newest one taken in is old, and changes nothing. A word of
    Flip's we do not know is kept and shown, and moves nothing.
    """
    query = select(Agent).where(Agent.flip_id == shown.id).with_for_update()
    agent = db.session.scalar(query.execution_options(populate_existing=True))
    if agent is None:
        return None
    if agent.asked_at is not None and asked_at < agent.asked_at:
        return agent.id, Verdict.LATE
    status = FLIP_WORDS.get(shown.kyc_status)
    why = _reason(shown, status)
    heard = {"flip_status": shown.kyc_status, "standing": shown.status or None, "asked_at": asked_at}
    values = heard | why | (also or {})
    if why["rejection_code"] != agent.rejection_code:
        values["documents_only"] = False  # Flip counts each kind of repair for itself
    told = {"code": why["rejection_code"] or "", "reason": _words(why)}
    before = (agent.rejection_code, agent.standing, agent.flip_status)
    moving = values | {"submit_asked_at": None, "waiting_for": None}
    news = News(details=told, happened_at=happened_at, set=moving)
    verdict = advance(KIND, agent.id, status, cause, news) if status else Verdict.ALREADY
    if verdict is Verdict.MOVED:
        _note_standing(agent.id, before[1], shown, cause)
        return agent.id, verdict
    after = (why["rejection_code"], shown.status or None, shown.kyc_status)
    change(table_of(Agent), agent.id, **values, **({} if before == after else {"updated_at": clock.now()}))
    if status and before[0] != after[0] and after[0]:
        _tell(agent.id, cause, "code", News("agent.reason_changed", told, happened_at))
    if status is None and before[2] != after[2]:
        _tell(agent.id, cause, "word", News("agent.unknown_word", {"word": shown.kyc_status}, happened_at))
    _note_standing(agent.id, before[1], shown, cause)
    return agent.id, verdict


def _reason(shown: AgentStanding, status: AgentStatus | None) -> dict[str, str | None]:
    if status not in _WITH_A_REASON:
        return {"rejection_code": None, "rejection_text": None}
    return {"rejection_code": shown.rejected_reason_code, "rejection_text": shown.rejected_reason or None}


def _words(why: dict[str, str | None]) -> str:
    # Ours, because everybody here understands them; Flip's own where it gives a code we do not know.
    code = why["rejection_code"]
    return REJECTIONS[code].why if code and code in REJECTIONS else mask_text(why["rejection_text"] or "")


def lose(agent_id: int, asked_at: datetime) -> None:
    """Flip does not know its own number of an agent any more: until it does, no money goes through them."""
    agent = db.session.get_one(Agent, agent_id, populate_existing=True, with_for_update=True)
    if agent.standing is None or (agent.asked_at is not None and asked_at < agent.asked_at):
        return
    change(table_of(Agent), agent_id, standing=None, asked_at=asked_at, updated_at=clock.now())
    lost = Cause(Source.POLLING, f"lost:{asked_at.isoformat()}")
    write(KIND, agent_id, lost, News("agent.lost", {"number": agent.flip_id or ""}))


def _note_standing(agent_id: int, before: str | None, shown: AgentStanding, cause: Cause) -> None:
    if before is not None and shown.status and before != shown.status:
        told = {"before": Standing.label_of(before), "now": Standing.label_of(shown.status)}
        _tell(agent_id, cause, "standing", News("agent.standing", told))


def _tell(agent_id: int, cause: Cause, what: str, news: News) -> None:
    write(KIND, agent_id, Cause(cause.source, f"{cause.key} {what}", cause.actor, cause.received_at), news)


def find_or_add(shown: AgentStanding, cause: Cause) -> None:
    """See to it that a row stands for what Flip shows, inside the caller's transaction.

    An agent of ours whose fate is open and who has the same numbers is that one (P5, P17); else it was
    registered elsewhere, and its row says so.
    """
    if row_of(shown.id) is not None:
        return
    identity_print, phone_print = prints_of(shown)
    ours = select(Agent.id).where(
        Agent.identity_print == identity_print,
        Agent.phone_print == phone_print,
        Agent.status.in_(FATE_OPEN),
    )
    agent_id = db.session.scalar(ours.with_for_update())
    if agent_id is not None:
        settled = {"attention": None, "refusal": None, "may_have_passed": False}
        change(table_of(Agent), agent_id, flip_id=shown.id, **settled)
        _tell(agent_id, cause, "found", News("agent.found", {"number": shown.id}))
        promise("agents.send_data", {"agent_id": agent_id})
        return
    _add(shown, cause)


def row_of(flip_id: str) -> int | None:
    """The row that stands for an agent at Flip."""
    return db.session.scalar(select(Agent.id).where(Agent.flip_id == flip_id))


def prints_of(shown: AgentStanding) -> tuple[str | None, str | None]:
    """The prints of the identity and phone number that Flip shows."""
    numbers = _numbers(shown)
    return numbers["identity_print"], numbers["phone_print"]


def _numbers(shown: AgentStanding) -> dict[str, Any]:
    return columns_of({"identity_number": shown.identity_number, "phone_number": shown.phone_number})


def _add(shown: AgentStanding, cause: Cause) -> None:
    numbers = _numbers(shown)
    # Numbers that an agent here has already stay with that one: the row from elsewhere goes without.
    taken = select(Agent.id).where(
        (Agent.identity_print == numbers["identity_print"]) | (Agent.phone_print == numbers["phone_print"]),
        Agent.status != AgentStatus.WITHDRAWN,
    )
    free = {} if db.session.scalar(taken.limit(1)) else numbers
    statement = upsert(table_of(Agent)).values(
        **free,
        public_id=new_public_id("AGT"),
        flip_id=shown.id,
        status=FLIP_WORDS.get(shown.kyc_status, AgentStatus.BASIC_DATA),
        flip_status=shown.kyc_status,
        standing=shown.status or None,
        origin=Origin.ELSEWHERE,
        name=shown.name,
        identity_type=shown.identity_type[:16] or None,
        email=shown.email,
        sent_version=1,
        search_text=shown.name.lower(),
        created_at=shown.created_at or clock.now(),
        updated_at=clock.now(),
    )
    agent_id = db.session.execute(statement.on_conflict_do_nothing().returning(Agent.id)).scalar_one_or_none()
    if agent_id is not None:
        _tell(agent_id, cause, "found", News("agent.found_elsewhere", {"number": shown.id}))
