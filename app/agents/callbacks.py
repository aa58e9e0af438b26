"""What an agent callback means: a knock, confirmed by asking Flip how the agent stands (callbacks.md)."""

import re
from datetime import datetime

from app.agents import taking
from app.agents.models import KIND
from app.agents.statuses import FLIP_WORDS
from app.callbacks.handlers import Apply, Outcome, Received, handles
from app.callbacks.models import ReceiptVerdict
from app.callbacks.notes import noted
from app.db.transaction import release
from app.flip.agents import AgentStanding
from app.flip.callbacks import AgentCallback, Kind, parse_agent
from app.flip.errors import FlipNotFound
from app.gateway.door import asking
from app.lib import clock
from app.lib.labels import mark as _
from app.lib.transitions import Verdict
from app.timeline.record import Cause, Source

NOT_AT_FLIP = _("Flip does not know this agent.")
UNKNOWN_WORD = _("Flip used a status we do not know.")
STANDS_ELSEWHERE = _("By now Flip says something else:")
# What came from outside becomes part of an address at Flip: nothing but an id may.
_ID = re.compile(r"[A-Za-z0-9-]{1,64}")
_VERDICTS = {
    Verdict.MOVED: ReceiptVerdict.APPLIED,
    Verdict.ALREADY: ReceiptVerdict.ALREADY,
    Verdict.LATE: ReceiptVerdict.LATE,
}


@handles(Kind.AGENT)
def agent_moved(received: Received) -> Apply:
    """Ask Flip how the agent stands and take that in; the callback adds the times only it tells."""
    told = parse_agent(received.data)
    release()
    asked_at = clock.now()
    shown = _ask_for(told)
    if shown is None:
        return lambda: Outcome(ReceiptVerdict.UNRECOGNISED, NOT_AT_FLIP)
    return lambda: _take(received, told, shown, asked_at)


def _ask_for(told: AgentCallback) -> AgentStanding | None:
    if not _ID.fullmatch(told.agent_id):
        return None
    try:
        with asking() as flip:
            return flip.agents.get(told.agent_id)
    except FlipNotFound:
        return None


def _take(received: Received, told: AgentCallback, shown: AgentStanding, asked_at: datetime) -> Outcome:
    cause = Cause(Source.CALLBACK, f"callback:{received.receipt_id}", "Flip", received.first_at)
    only_here = {"submitted_at": told.submitted_at, "verified_at": told.verified_at}
    also = {name: moment for name, moment in only_here.items() if moment is not None}
    taking.find_or_add(shown, cause)
    taken = taking.take(shown, cause, asked_at=asked_at, happened_at=told.updated_at, also=also)
    agent_id, verdict = taken if taken else (None, Verdict.ILLEGAL)
    status = FLIP_WORDS.get(shown.kyc_status)
    if status is None:
        return Outcome(ReceiptVerdict.UNRECOGNISED, noted(UNKNOWN_WORD, shown.kyc_status), KIND, agent_id)
    note = noted(STANDS_ELSEWHERE, status.label) if told.kyc_status != shown.kyc_status else None
    return Outcome(_VERDICTS.get(verdict, ReceiptVerdict.LATE), note, KIND, agent_id)
