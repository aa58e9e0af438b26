"""What the operator does from the panel, in JSON or by hand: force, settle, expire, switch, reset."""

from app.sandbox import deliveries
from app.sandbox.context import Sandbox
from app.sandbox.ledger import open_ledger
from app.sandbox.moves import expire_bill, move, settle, tell
from app.sandbox.records import find_bill, find_payment
from app.sandbox.shapes import SHOWN, shown_status

_STATES = {shown: state for state, shown in SHOWN.items()}
_TABLES = ("bills", "payments", "transfers", "transfer_keys", "inquiries", "accounts", "places")
_AGENTS = ("agents", "agent_pictures", "agent_repairs")
_ABROAD = ("international", "international_keys", "corridors")
_RECORDS = ("movements", "banks", "deliveries", "tries")


class Impossible(Exception):
    """The panel asks for something that cannot be done; ``status`` is the HTTP status of its JSON form."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


def force(sandbox: Sandbox, payment_id: str, status: str) -> None:
    """Gives an open payment its final status and sends the callback.

    Asking again for the status it has changes nothing; a callback follows only when none was ever made, as
    for a payment that was loaded in its final status. :raises Impossible: when it ended otherwise.
    """
    if status not in _STATES:
        raise Impossible("status: SUCCESSFUL, CANCELLED or FAILED", 422)
    with sandbox.store.writing() as db:
        payment = find_payment(db, payment_id)
        if payment is None:
            raise Impossible("There is no such payment.", 404)
        if move(db, sandbox.courier, payment_id, _STATES[status], sandbox.calendar.now()):
            return
        if shown_status(payment.state) != status:
            raise Impossible(f"The payment is {payment.state} already.", 409)
        if not deliveries.exists_for(db, "payment", payment_id):
            tell(db, sandbox.courier, payment_id)


def settle_payment(sandbox: Sandbox, payment_id: str) -> None:
    """Settles a successful payment; a second time changes nothing."""
    with sandbox.store.writing() as db:
        payment = find_payment(db, payment_id)
        if payment is None:
            raise Impossible("There is no such payment.", 404)
        if payment.settlement == "Settled" or settle(db, payment_id, sandbox.calendar.now()):
            return
        raise Impossible("Only a successful payment can be settled.", 409)


def expire(sandbox: Sandbox, link_id: int | None) -> int:
    """Ends a bill's time now and cancels its open payments."""
    now = sandbox.calendar.now()
    with sandbox.store.writing() as db:
        if link_id is None or find_bill(db, link_id) is None:
            raise Impossible("There is no such bill.", 404)
        query = "UPDATE bills SET expired_at = ? WHERE link_id = ? AND (expired_at IS NULL OR expired_at > ?)"
        db.execute(query, (now, link_id, now))
        expire_bill(db, sandbox.courier, link_id, now)
    return link_id


def set_switches(sandbox: Sandbox, changes: dict[str, object]) -> None:
    """Changes switches and everything that follows them. :raises ValueError: for unknown or unfit ones."""
    speed = sandbox.switches.now.speed
    held = sandbox.switches.set(changes)
    sandbox.calendar.offset = held.offset
    if held.speed != speed:
        sandbox.courier.load()


def reset(sandbox: Sandbox) -> None:
    """Empties the sandbox: books, deliveries, faults and switches are as on the first day."""
    with sandbox.store.writing() as db:
        for table in (*_TABLES, *_AGENTS, *_ABROAD, *_RECORDS):
            db.execute(f"DELETE FROM {table}")
        open_ledger(db, sandbox.calendar.now())
    sandbox.faults.remove()
    sandbox.switches.reset()
    sandbox.calendar.offset = sandbox.switches.now.offset
    sandbox.courier.load()
