"""Identifiers in Flip's forms: 19-digit links, payment ids, slugs, account numbers (reference: README,
ids).
"""

import re
import secrets

from app.sandbox.methods import METHODS, RETAIL, VIRTUAL_ACCOUNT
from app.sandbox.store import Connection

LARGEST = 2**63 - 1
_LINK_ID = re.compile(r"\d{1,19}", re.ASCII)
_CUT = 22  # bits below the milliseconds: the result has 19 digits from 2008 to 2039
_CUT_OF_18 = 18  # the same with 18 digits, from 1982 on
_LAP = 1 << 41  # and begins anew then, for clocks that were set far ahead


def new_link_id(db: Connection, style: str, now: float) -> int:
    """A bill id nobody has: 19 digits that grow with time, or with style ``short`` 1, 2, 3 and so on."""
    return _new_number(db, "bills", "link_id", style, now)


def new_transfer_id(db: Connection, style: str, now: float) -> int:
    """A transfer id nobody has, in the same two styles."""
    return _new_number(db, "transfers", "id", style, now)


def new_international_id(db: Connection, style: str, now: float) -> int:
    """An id of a transfer abroad that nobody has: 18 digits, or short."""
    return _new_number(db, "international", "id", style, now, cut=_CUT_OF_18)


def _new_number(db: Connection, table: str, column: str, style: str, now: float, cut: int = _CUT) -> int:
    if style == "short":
        row = db.execute(f"SELECT COALESCE(MAX(seq), 0) + 1 AS next FROM {table}").fetchone()
        candidate = int(row["next"])
    else:
        candidate = (int(now * 1000) % _LAP << cut) | secrets.randbelow(1 << cut)
    while db.execute(f"SELECT 1 FROM {table} WHERE {column} = ?", (candidate,)).fetchone():
        candidate += 1
    return candidate


def new_payment_id(db: Connection, style: str, now: float) -> str:
    """``PGPWF101``, unix time, seven digits; with style ``short`` ``PGPWF1`` and so on."""
    while True:
        if style == "short":
            row = db.execute("SELECT COALESCE(MAX(seq), 0) + 1 AS next FROM payments").fetchone()
            candidate = f"PGPWF{row['next']}"
            style = "long"
        else:
            candidate = f"PGPWF101{int(now)}{secrets.randbelow(10**7):07}"
        if not db.execute("SELECT 1 FROM payments WHERE id = ?", (candidate,)).fetchone():
            return candidate


def new_slug(db: Connection, title: str) -> str:
    """The title in lower case without other characters, ``-``, a number, like Flip's links end."""
    stem = re.sub(r"[^a-z0-9]", "", title.lower())[:60] or "bill"
    digits = 4
    while True:
        candidate = f"{stem}-{1 + secrets.randbelow(10**digits)}"
        if not db.execute("SELECT 1 FROM bills WHERE slug = ?", (candidate,)).fetchone():
            return candidate
        digits = min(digits + 1, 12)


def new_token() -> str:
    return secrets.token_hex(16)


def new_account_number(bank: str, bank_type: str) -> str | None:
    """Where the customer pays to: a virtual account, Flip's own account, a shop's payment code; wallets have
    none.
    """
    method = METHODS[bank]
    if bank_type == VIRTUAL_ACCOUNT:
        left = method.va_length - len(method.va_prefix)
        return method.va_prefix + f"{secrets.randbelow(10**left):0{left}}"
    if bank_type == RETAIL:
        return f"FLIP{secrets.randbelow(10**10):010}"
    return method.flip_account or None


def read_link_id(text: str) -> int | None:
    """A bill id from a path; ``None`` when nothing could have this id."""
    if not _LINK_ID.fullmatch(text) or int(text) > LARGEST:
        return None
    return int(text)
