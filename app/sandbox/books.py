"""Everything the sandbox holds, for comparing with somebody else's books to the rupiah."""

from dataclasses import asdict

from app.sandbox.agents.operating import book_entry
from app.sandbox.agents.records import Agent
from app.sandbox.banks import banks
from app.sandbox.calendar import utc
from app.sandbox.context import Sandbox
from app.sandbox.international.records import Transfer as Abroad
from app.sandbox.international.shapes import book_entry as abroad_entry
from app.sandbox.ledger import balance
from app.sandbox.operating import Impossible
from app.sandbox.records import PAYMENTS, Bill, Payment, find_bill, find_payment
from app.sandbox.shapes import bill_shape, payment_row
from app.sandbox.store import Connection
from app.sandbox.traffic import Traffic
from app.sandbox.transfers.operating import the_transfer
from app.sandbox.transfers.records import Transfer
from app.sandbox.transfers.shapes import shape

Json = dict[str, object]
INQUIRY = "bank_code, account_number, inquiry_key, status, account_holder, opened_at"


def everything(sandbox: Sandbox) -> Json:
    """One consistent picture: bills, payments, transfers, inquiries, agents and transfers abroad oldest
    first, every movement of the balance, banks, switches.
    """
    with sandbox.store.reading() as db:
        db.execute("BEGIN")
        try:
            held = _held(db, sandbox.traffic())
        finally:
            db.execute("COMMIT")
    return held | {"switches": asdict(sandbox.switches.now), "faults": sandbox.faults.listing()}


def _held(db: Connection, traffic: Traffic) -> Json:
    bills = db.execute("SELECT * FROM bills ORDER BY seq").fetchall()
    payments = db.execute(f"{PAYMENTS} ORDER BY payments.seq").fetchall()
    movements = db.execute("SELECT * FROM movements ORDER BY id").fetchall()
    transfers = db.execute("SELECT * FROM transfers ORDER BY seq").fetchall()
    agents = db.execute("SELECT * FROM agents ORDER BY id").fetchall()
    abroad = db.execute("SELECT * FROM international ORDER BY seq").fetchall()
    inquiries = db.execute(f"SELECT {INQUIRY} FROM inquiries ORDER BY seq").fetchall()
    return {
        "balance": balance(db),
        "movements": [dict(row) | {"at": utc(row["at"])} for row in movements],
        "bills": [_bill(Bill(**dict(row))) for row in bills],
        "payments": [_payment(Payment(**dict(row))) for row in payments],
        "disbursements": [_transfer(Transfer(**dict(row))) for row in transfers],
        "inquiries": [dict(row) | {"opened_at": utc(row["opened_at"])} for row in inquiries],
        "agents": [book_entry(db, Agent(**dict(row))) for row in agents],
        "international": [abroad_entry(Abroad(**dict(row))) for row in abroad],
        "banks": [bank.shape() for bank in banks(db, traffic)],
    }


def held_bill(sandbox: Sandbox, link_id: int) -> Json:
    with sandbox.store.reading() as db:
        bill = find_bill(db, link_id)
    if bill is None:
        raise Impossible("There is no such bill.", 404)
    return _bill(bill)


def held_payment(sandbox: Sandbox, payment_id: str) -> Json:
    with sandbox.store.reading() as db:
        payment = find_payment(db, payment_id)
    if payment is None:
        raise Impossible("There is no such payment.", 404)
    return _payment(payment)


def held_transfer(sandbox: Sandbox, transfer_id: str) -> Json:
    with sandbox.store.reading() as db:
        return _transfer(the_transfer(db, transfer_id))


def _transfer(transfer: Transfer) -> Json:
    """As v3 shows it, with the key that was sent on either version."""
    return shape(transfer, 3) | {
        "idempotency_key": transfer.idempotency_key,
        "kind": transfer.kind,
        "version": transfer.version,
        "held": bool(transfer.held),
        "agent_id": transfer.agent_id,
    }


def _bill(bill: Bill) -> Json:
    return bill_shape(bill) | {"slug": bill.slug, "used": bool(bill.used), "reference_id": bill.reference_id}


def _payment(payment: Payment) -> Json:
    return payment_row(payment) | {
        "bill_payment_status": payment.state,
        "sender_email": payment.sender_email,
        "account_number": payment.account_number,
        "unique_code": payment.unique_code,
        "fee": payment.fee,
        "net": payment.amount - payment.fee,
    }
