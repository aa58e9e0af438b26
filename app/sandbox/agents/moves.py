"""The one place where an agent's KYC status changes: compare and set, then the callback, once (reference:
agents, State machine).

The row is committed before the courier leaves.
"""

import json

from app.sandbox.agents.records import find_agent
from app.sandbox.agents.rejections import REJECTIONS
from app.sandbox.agents.shapes import agent_callback
from app.sandbox.courier import Courier
from app.sandbox.store import Connection

BASIC, FAILED, IDENTITY = "BASIC_DATA", "UPLOAD_IDENTITY_FAILED", "UPLOAD_IDENTITY_SUCCESS"
SELFIE_PROGRESS = "UPLOAD_IDENTITY_SELFIE_PROGRESS"
SELFIE_FAILED, SELFIE_SUCCESS = "UPLOAD_IDENTITY_SELFIE_FAILED", "UPLOAD_IDENTITY_SELFIE_SUCCESS"
PENDING, SUSPICIOUS, NEED_TO_CHECK = "PENDING", "SUSPICIOUS", "NEED_TO_CHECK"
HELP, APPROVED, REJECTED = "HELP", "APPROVED", "REJECTED"

BY_MERCHANT = {
    BASIC: (IDENTITY, FAILED),
    FAILED: (IDENTITY, FAILED),
    IDENTITY: (IDENTITY, SELFIE_PROGRESS),
    SELFIE_SUCCESS: (PENDING,),
    SELFIE_FAILED: (PENDING,),
    REJECTED: (PENDING,),
    HELP: (PENDING,),
}
BY_FLIP = {
    SELFIE_PROGRESS: (SELFIE_SUCCESS, SELFIE_FAILED),
    PENDING: (APPROVED, REJECTED, SUSPICIOUS, NEED_TO_CHECK),
    SUSPICIOUS: (APPROVED, REJECTED),
    NEED_TO_CHECK: (APPROVED, REJECTED),
    REJECTED: (HELP,),
}
STATUSES = tuple(dict.fromkeys((*BY_MERCHANT, *BY_FLIP, APPROVED)))
TOLD = (SELFIE_FAILED, SELFIE_SUCCESS, APPROVED, REJECTED)
WITH_CODE = (SELFIE_FAILED, REJECTED)

_MOVE = """UPDATE agents SET kyc_status = :to, rejected_reason_code = :code, rejected_reason = :reason,
        updated_at = :now, moved_at = :now,
        submitted_at = CASE WHEN kyc_status = :submitted THEN :now ELSE submitted_at END,
        verified_at = CASE WHEN :to = :approved THEN :now ELSE verified_at END,
        mended = mended OR (:to = :pending AND kyc_status IN (:rejected, :help))
    WHERE id = :id AND kyc_status IN (SELECT value FROM json_each(:sources))"""


def move(
    db: Connection, courier: Courier, agent_id: int, to: str, now: float, *, code: int | None = None
) -> bool:
    """Moves an agent on and promises its callback where one belongs to the status; false when no edge leads
    there from where it stands. ``code`` is the rejection code.
    """
    edges = (*BY_MERCHANT.items(), *BY_FLIP.items())
    sources = [source for source, targets in edges if to in targets]
    values = {
        "to": to,
        "code": code,
        "reason": "" if code is None else REJECTIONS[code].text,
        "now": now,
        "id": agent_id,
        "sources": json.dumps(sources),
    }
    words = {"submitted": SELFIE_SUCCESS, "approved": APPROVED, "pending": PENDING}
    if db.execute(_MOVE, values | words | {"rejected": REJECTED, "help": HELP}).rowcount != 1:
        return False
    if to in TOLD:
        tell(db, courier, agent_id)
    return True


def tell(db: Connection, courier: Courier, agent_id: int) -> None:
    """Promises the callback about an agent as it stands in this transaction."""
    agent = find_agent(db, agent_id)
    if agent is not None:
        courier.promise(db, "agent", str(agent_id), agent_callback(agent))
