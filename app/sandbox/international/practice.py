"""What time does to transfers abroad by itself in practice mode: they arrive, or are cancelled.

A transfer takes five seconds in a corridor of *Real Time*, fifteen in one of *Same Day*, thirty in the
others, divided by the speed. Accounts that end in 9201 to 9217 are cancelled instead, each with its reason.
"""

import json

from app.sandbox.international.corridors import usual_speed
from app.sandbox.international.moves import cancel, succeed
from app.sandbox.international.reasons import REASONS
from app.sandbox.transfers.practice import Practice

SECONDS = {"Real Time": 5.0, "Same Day": 15.0}
LONGER = 30.0
CANCELLED_ENDINGS = tuple(str(9201 + place) for place in range(len(REASONS)))
AT_ONCE = 200
_WAITING = f"""SELECT id, destination_country, opened_at, beneficiary FROM international
    WHERE status = 'PENDING' AND opened_at <= ? LIMIT {AT_ONCE}"""


def practise(practice: Practice, now: float) -> None:
    """Does what is due at a moment; ``mover`` asks for it, several times a second."""
    switches, host = practice.switches.now, practice.settings.host_address
    with practice.store.reading() as db:
        rows = db.execute(_WAITING, (now - min(SECONDS.values()) / switches.speed,)).fetchall()
    for row in rows:
        wait = SECONDS.get(usual_speed(row["destination_country"]), LONGER)
        if row["opened_at"] + wait / switches.speed > now:
            continue
        reason = _reason(row["beneficiary"])
        with practice.store.writing() as db:
            if reason:
                cancel(db, practice.courier, row["id"], reason, now)
            else:
                word = switches.international_success_status
                succeed(db, practice.courier, row["id"], word=word, host=host, now=now)


def _reason(beneficiary: str) -> str:
    """Why a transfer to this account is cancelled; empty when it is not."""
    ending = str(json.loads(beneficiary).get("bank_account_number") or "")[-4:]
    return REASONS[CANCELLED_ENDINGS.index(ending)] if ending in CANCELLED_ENDINGS else ""
