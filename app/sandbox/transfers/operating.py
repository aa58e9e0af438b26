"""What the operator does to transfers, inquiries and places: settle, cancel, release, answer, forget."""

from app.sandbox import deliveries
from app.sandbox.banks import find_bank
from app.sandbox.context import Sandbox
from app.sandbox.operating import Impossible
from app.sandbox.store import Connection
from app.sandbox.transfers.accounts import FINAL, NAMED, Finding, forget, found, known
from app.sandbox.transfers.checks import is_number
from app.sandbox.transfers.inquiries import answer_open
from app.sandbox.transfers.moves import cancel, release, send, tell
from app.sandbox.transfers.reasons import REASONS, is_reason
from app.sandbox.transfers.records import Transfer, find_by_text


def finish(sandbox: Sandbox, transfer_text: str, status: str, reason: str = "") -> None:
    """Gives a pending transfer its final status and sends the callback.

    Asking again for the status it has changes nothing; a callback follows only when none was ever made, as
    for a transfer that was loaded in its final status. :raises Impossible: when it ended otherwise, or waits
    for its release.
    """
    if status not in ("DONE", "CANCELLED"):
        raise Impossible("status: DONE or CANCELLED", 422)
    if reason and (status == "DONE" or not is_reason(reason)):
        raise Impossible("reason: one word in capitals, for CANCELLED only", 422)
    now, host = sandbox.calendar.now(), sandbox.settings.host_address
    with sandbox.store.writing() as db:
        transfer = the_transfer(db, transfer_text)
        if status == "DONE" and transfer.held and transfer.status == "PENDING":
            raise Impossible("The transfer is held: release it first.", 409)
        if status == "DONE":
            moved = send(db, sandbox.courier, transfer.id, host, now)
        else:
            moved = cancel(db, sandbox.courier, transfer.id, reason or REASONS[0], now)
        if moved:
            return
        if transfer.status != status:
            raise Impossible(f"The transfer is {transfer.status} already.", 409)
        if not deliveries.exists_for(db, "disbursement", str(transfer.id)):
            tell(db, sandbox.courier, transfer.id)


def release_held(sandbox: Sandbox, transfer_text: str) -> None:
    """Lets a held transfer go on; a second time changes nothing."""
    with sandbox.store.writing() as db:
        transfer = the_transfer(db, transfer_text)
        if transfer.status != "PENDING":
            raise Impossible(f"The transfer is {transfer.status} already.", 409)
        release(db, transfer.id, sandbox.calendar.now())


def the_transfer(db: Connection, text: str) -> Transfer:
    transfer = find_by_text(db, text)
    if transfer is None:
        raise Impossible("There is no such transfer.", 404)
    return transfer


def answer_inquiry(
    sandbox: Sandbox, bank: str, number: str, status: str, holder: str | None
) -> dict[str, object]:
    """Answers what is open about an account, and is remembered for the next one; ``PENDING`` forgets it."""
    if status not in (*FINAL, "PENDING"):
        raise Impossible(f"status: PENDING, {', '.join(FINAL)}", 422)
    if holder and status not in NAMED:
        raise Impossible("account_holder: for SUCCESS and SUSPECTED_ACCOUNT only", 422)
    now = sandbox.calendar.now()
    with sandbox.store.writing() as db:
        _check_account(db, sandbox, bank, number)
        if status == "PENDING":
            forget(db, bank, number)
            answered = 0
        else:
            name = (holder or found(bank, number).account_holder or number) if status in NAMED else ""
            finding = Finding(status, name)
            answered = answer_open(db, sandbox.courier, now, bank=bank, number=number, finding=finding)
        return account(db, bank, number) | {"answered": answered}


def _check_account(db: Connection, sandbox: Sandbox, bank: str, number: str) -> None:
    if not is_number(number) or find_bank(db, sandbox.traffic(), bank) is None:
        raise Impossible("There is no such account.", 404)


def account(db: Connection, bank: str, number: str) -> dict[str, object]:
    """What is known of an account, and how many inquiries about it are open."""
    finding = known(db, bank, number) or Finding("PENDING")
    query = """SELECT COUNT(*) FROM inquiries
               WHERE account_number = ? AND bank_code = ? AND status = 'PENDING'"""
    (waiting,) = db.execute(query, (number, bank)).fetchone()
    shape = {"bank_code": bank, "account_number": number, "account_holder": finding.account_holder}
    return shape | {"status": finding.status, "open": waiting}
