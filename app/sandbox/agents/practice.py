"""What time does to agents by itself in practice mode: selfies are looked at, checks come to an end.

A selfie takes five seconds, a check ten, divided by the speed. Both are good, unless the agent's name holds
``SELFIE 10`` or ``REJECT 16`` with one of the rejection codes; what was mended after a rejection is approved.
"""

import re

from app.sandbox.agents.moves import (
    APPROVED,
    PENDING,
    REJECTED,
    SELFIE_FAILED,
    SELFIE_PROGRESS,
    SELFIE_SUCCESS,
    move,
)
from app.sandbox.agents.rejections import REJECTIONS
from app.sandbox.courier import Courier
from app.sandbox.store import Store

SELFIE_AFTER = 5.0
CHECKED_AFTER = 10.0
AT_ONCE = 200
_DUE = f"""SELECT id, name, mended FROM agents WHERE kyc_status = ? AND moved_at <= ? AND status = 'ACTIVE'
    LIMIT {AT_ONCE}"""


def practise(store: Store, courier: Courier, now: float, speed: float) -> None:
    """Does what is due at a moment; ``mover`` asks for it, several times a second."""
    with store.reading() as db:
        selfies = db.execute(_DUE, (SELFIE_PROGRESS, now - SELFIE_AFTER / speed)).fetchall()
        checks = db.execute(_DUE, (PENDING, now - CHECKED_AFTER / speed)).fetchall()
    for row in selfies:
        code = named(row["name"], "SELFIE")
        with store.writing() as db:
            move(db, courier, row["id"], SELFIE_FAILED if code else SELFIE_SUCCESS, now, code=code)
    for row in checks:
        code = None if row["mended"] else named(row["name"], "REJECT")
        with store.writing() as db:
            move(db, courier, row["id"], REJECTED if code else APPROVED, now, code=code)


def named(name: str, word: str) -> int | None:
    """The rejection code that a name asks for."""
    found = re.search(rf"\b{word} (\d\d)\b", name, re.ASCII)
    return int(found[1]) if found and int(found[1]) in REJECTIONS else None
