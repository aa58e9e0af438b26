"""Bank account inquiries: answered at once from what is known, else open until somebody answers them
(reference: general, bank-account-inquiry).
"""

import re
from collections.abc import Iterator

from app.sandbox.answers import Complaint, Refused
from app.sandbox.banks import find_bank
from app.sandbox.bodies import Fields
from app.sandbox.courier import Courier
from app.sandbox.store import Connection
from app.sandbox.traffic import Traffic
from app.sandbox.transfers.accounts import Finding, known, remember
from app.sandbox.transfers.checks import check_bank, check_number
from app.sandbox.transfers.errors import complaint

_KEY = re.compile(r"[A-Za-z0-9_-]{1,255}")
Json = dict[str, object]


def ask(db: Connection, traffic: Traffic, fields: Fields) -> Json:
    """What an inquiry is answered at once. :raises Refused: for fields that do not fit."""
    bank, number, key = fields["bank_code"], fields["account_number"], fields["inquiry_key"]
    there = find_bank(db, traffic, bank)
    if complaints := [*check_number("account_number", number), *check_bank(bank, there), *_key(key)]:
        raise Refused(complaints)
    finding = known(db, bank, number)
    if finding is None:
        # The same one, still open, is not asked again: one callback for each key.
        db.execute(
            """INSERT OR IGNORE INTO inquiries
               (bank_code, account_number, inquiry_key, status, opened_at) VALUES (?, ?, ?, 'PENDING', ?)""",
            (bank, number, key, traffic.now),
        )
    return inquiry_shape(bank, number, finding or Finding("PENDING"), key)


def answer_open(
    db: Connection, courier: Courier, now: float, *, bank: str, number: str, finding: Finding
) -> int:
    """Ends every open inquiry about an account, each with its one callback; gives how many there were."""
    query = """SELECT seq, inquiry_key FROM inquiries
               WHERE account_number = ? AND bank_code = ? AND status = 'PENDING' ORDER BY seq"""
    rows = db.execute(query, (number, bank)).fetchall()
    remember(db, bank, number, finding)
    for row in rows:
        ending = "UPDATE inquiries SET status = ?, account_holder = ?, answered_at = ? WHERE seq = ?"
        db.execute(ending, (finding.status, finding.account_holder, now, row["seq"]))
        data = inquiry_shape(bank, number, finding, row["inquiry_key"])
        courier.promise(db, "inquiry", f"{bank}/{number}", data)
    return len(rows)


def inquiry_shape(bank: str, number: str, finding: Finding, key: str) -> Json:
    """As answered and told; the key stands there only when one was sent."""
    shape: Json = {"bank_code": bank, "account_number": number}
    shape |= {"account_holder": finding.account_holder, "status": finding.status}
    return shape | ({"inquiry_key": key} if key else {})


def _key(key: str) -> Iterator[Complaint]:
    if key and not _KEY.fullmatch(key):
        yield complaint("inquiry_key", 2004)
