"""Whom an account belongs to: the fixed numbers of the reference, what inquiries found out, and what they
would find (reference: general, fixtures).
"""

import zlib
from dataclasses import dataclass

from app.sandbox.methods import FLIP_HOLDER
from app.sandbox.store import Connection
from app.sandbox.transfers.records import NOT_KNOWN

NAMED = ("SUCCESS", "SUSPECTED_ACCOUNT")
FINAL = (*NAMED, "INVALID_ACCOUNT_NUMBER", "BLACK_LISTED", "FAILED", "CLOSED")


@dataclass(frozen=True)
class Finding:
    """How an inquiry ends. ``account_holder`` is empty for all but the two states that name one."""

    status: str
    account_holder: str = ""


FLIPTECH = "- FLIPTECH LENTERA INSPIRASI P"
# The numbers of the samples. Those of the first map are known before anybody asks.
KNOWN = {
    ("bca", "5465327020"): Finding("SUCCESS", "PT Fliptech Lentera IP"),
    ("bca", "1232123123212"): Finding("INVALID_ACCOUNT_NUMBER"),
    ("bni", "0437051936"): Finding("SUCCESS", FLIPTECH),
    ("bni", "1122333300"): Finding("SUCCESS", "John Doe"),
    ("bni", "1122333301"): Finding("SUCCESS", "John Smith"),
}
TO_BE_FOUND = {("bca", "1234567890"): Finding("SUCCESS", "John Doe")}
FEES = {("bni", "0437051936"): 1500, ("bni", "1122333300"): 1500, ("bni", "1122333301"): 1000}
# What the last four digits say at any bank; 9101 and so on succeed, and are cancelled in practice mode.
ENDINGS = {
    "9001": "INVALID_ACCOUNT_NUMBER",
    "9002": "SUSPECTED_ACCOUNT",
    "9003": "BLACK_LISTED",
    "9004": "FAILED",
    "9005": "CLOSED",
}
OWN = "9006"
CANCELLED_ENDINGS = ("9101", "9102", "9103", "9104", "9105", "9106")

_FIRST = (
    "Adi",
    "Ayu",
    "Bambang",
    "Budi",
    "Citra",
    "Dewi",
    "Eko",
    "Fitri",
    "Hendra",
    "Indah",
    "Joko",
    "Kartika",
)
_LAST = (
    "Hidayat",
    "Kusuma",
    "Lestari",
    "Nugroho",
    "Permata",
    "Pratama",
    "Rahayu",
    "Santoso",
    "Setiawan",
    "Wijaya",
)


def known(db: Connection, bank: str, number: str) -> Finding | None:
    """What is known of an account without asking its bank; ``None`` when it has to be asked."""
    query = "SELECT status, account_holder FROM accounts WHERE account_number = ? AND bank_code = ?"
    row = db.execute(query, (number, bank)).fetchone()
    if row is not None:
        return None if row["status"] == "PENDING" else Finding(row["status"], row["account_holder"])
    ending = number[-4:]
    if (bank, number) in KNOWN:
        return KNOWN[bank, number]
    if ending in ENDINGS or ending in CANCELLED_ENDINGS or ending == OWN:
        return found(bank, number)
    return None


def found(bank: str, number: str) -> Finding:
    """What the bank says of an account when it is asked."""
    fixed = KNOWN.get((bank, number)) or TO_BE_FOUND.get((bank, number))
    if fixed is not None:
        return fixed
    if is_flips_own(number):
        return Finding("SUCCESS", FLIP_HOLDER)
    status = ENDINGS.get(number[-4:], "SUCCESS")
    return Finding(status, _name(bank, number) if status in NAMED else "")


def is_flips_own(number: str) -> bool:
    return number[-4:] == OWN


def recipient_name(db: Connection, bank: str, number: str) -> str:
    """The holder as transfers show it: ``-`` while nobody knows."""
    finding = known(db, bank, number)
    return finding.account_holder if finding is not None and finding.account_holder else NOT_KNOWN


def remember(db: Connection, bank: str, number: str, finding: Finding) -> None:
    """Keeps a finding for good, also in transfers that lacked the name; never a failure (our choice)."""
    if finding.status == "FAILED":
        return
    values = (bank, number, finding.status, finding.account_holder)
    db.execute("INSERT OR REPLACE INTO accounts VALUES (?, ?, ?, ?)", values)
    if finding.account_holder:
        db.execute(
            """UPDATE transfers SET recipient_name = ?
               WHERE account_number = ? AND bank_code = ? AND recipient_name = ?""",
            (finding.account_holder, number, bank, NOT_KNOWN),
        )


def forget(db: Connection, bank: str, number: str) -> None:
    """From now on the bank has to be asked, even about the fixed numbers."""
    db.execute("INSERT OR REPLACE INTO accounts VALUES (?, ?, 'PENDING', '')", (bank, number))


def _name(bank: str, number: str) -> str:
    """A name that an account keeps."""
    first, last = divmod(zlib.crc32(f"{bank} {number}".encode()), len(_LAST))
    return f"{_FIRST[first % len(_FIRST)]} {_LAST[last]}".upper()
