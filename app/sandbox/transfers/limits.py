"""What is checked once the fields are good: the account, its bank, the company, the balance (reference:
disbursement, Validation).
"""

from collections.abc import Iterator

from app.sandbox.answers import Complaint, Refused
from app.sandbox.banks import Bank
from app.sandbox.calendar import wib
from app.sandbox.ledger import balance
from app.sandbox.store import Connection
from app.sandbox.switches import Switches
from app.sandbox.transfers.accounts import FEES, is_flips_own, known
from app.sandbox.transfers.checks import rupiah
from app.sandbox.transfers.errors import complaint
from app.sandbox.transfers.kinds import Request

NO_TRANSFER_TO = {"INVALID_ACCOUNT_NUMBER": 1025, "BLACK_LISTED": 1026, "CLOSED": 1027}


def check_limits(db: Connection, call: Request, switches: Switches, now: float) -> None:
    """:raises Refused: by the first of the stages that finds something."""
    assert call.bank is not None
    amount = rupiah(call.fields["amount"])
    first = [*_account(db, call), *_bank(call.bank, call.version, switches.refuse_heavily_disturbed)]
    if complaints := first or list(_company(db, amount, switches, now)):
        raise Refused(complaints)
    if balance(db) < amount + fee_of(call.bank, call.fields["account_number"]):
        raise Refused([complaint("amount", 1035)], "BALANCE_INSUFFICIENT")


def fee_of(bank: Bank, number: str) -> int:
    """What the panel set for the bank, else the fee of a fixed number, else the usual one; in rupiah."""
    if bank.own_fee is not None:
        return bank.own_fee
    return FEES.get((bank.code, number), bank.fee)


def _account(db: Connection, call: Request) -> Iterator[Complaint]:
    number = call.fields["account_number"]
    finding = known(db, call.fields["bank_code"], number)
    if is_flips_own(number):
        yield complaint("account_number", 1089)
    elif finding is not None and finding.status in NO_TRANSFER_TO:
        yield complaint("account_number", NO_TRANSFER_TO[finding.status])


def _bank(bank: Bank, version: int, refuse: str) -> Iterator[Complaint]:
    """Heavily disturbed banks are refused on v3 only, unless the switch says otherwise (our choice)."""
    if bank.status == "HEAVILY_DISTURBED" and (refuse == "always" or (refuse == "v3" and version == 3)):
        yield complaint("bank_code", 1088)
    elif bank.cut_off:
        yield complaint("bank_code", 1093)


def _company(db: Connection, amount: int, switches: Switches, now: float) -> Iterator[Complaint]:
    if switches.daily_limit is not None:
        query = (
            "SELECT COALESCE(SUM(amount), 0) FROM transfers WHERE status != 'CANCELLED' AND timestamp >= ?"
        )
        (today,) = db.execute(query, (wib(now)[:10],)).fetchone()
        if today + amount > switches.daily_limit:
            yield complaint("amount", 1074)
    if switches.active_limit is not None:
        (active,) = db.execute("SELECT COUNT(*) FROM transfers WHERE status = 'PENDING'").fetchone()
        if active >= switches.active_limit:
            yield complaint("amount", 1080)
