"""Transaction callbacks about disbursements (callbacks.md)."""

from app.callbacks.handlers import Apply, Received, handles
from app.disbursements import through
from app.flip.callbacks import Kind as CallbackKind
from app.flip.callbacks import parse_disbursement
from app.payouts.hearing import heard
from app.payouts.kinds import Sought
from app.timeline.models import Kind


@handles(CallbackKind.DISBURSEMENT)
def disbursement_moved(received: Received) -> Apply:
    """Have Flip asked for the transfer, among an agent's too where the callback names one."""
    told = parse_disbursement(received.data)
    agent = through.named_by(told)
    sought = Sought(number=told.id, agent=agent.flip_id if agent else None)
    return heard(Kind.DISBURSEMENT, received, told, sought)
