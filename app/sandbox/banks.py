"""Banks one can transfer to: the reference's table, and what the panel changed (reference: general,
callbacks).
"""

import json
from collections.abc import Mapping
from pathlib import Path

from app.sandbox.calendar import wib
from app.sandbox.courier import Courier
from app.sandbox.store import Connection

FEE = 5000
_TABLE = json.loads(Path(__file__).with_name("data").joinpath("banks.json").read_text(encoding="utf-8"))
CODES = frozenset(row["code"] for row in _TABLE)

_FREE = "Bank is now free from severe disturbance. You can continue to transact"
MESSAGES = {
    "HEAVILY_DISTURBED": (
        "Bank is under severe disturbance. Please wait until the next callback saying bank is free "
        "from the disturbance, before attempting a transaction to the bank."
    ),
    "DISTURBED": f"{_FREE} with the beneficiary bank. However, at a slower pace and might be delayed.",
    "OPERATIONAL": f"{_FREE} to the beneficiary bank.",
}


def bank_list(db: Connection) -> list[dict[str, object]]:
    """Every bank in the order of the table; the queue is the seeded traffic unless the panel set one."""
    changed = {row["code"]: row for row in db.execute("SELECT * FROM banks")}
    banks: list[dict[str, object]] = []
    for row in _TABLE:
        here = changed.get(row["code"])
        banks.append(
            {
                "bank_code": row["code"],
                "name": row["name"],
                "fee": FEE if here is None or here["fee"] is None else here["fee"],
                "queue": row["queue"] if here is None or here["queue"] is None else here["queue"],
                "status": "OPERATIONAL" if here is None or here["status"] is None else here["status"],
            }
        )
    return banks


def find_bank(db: Connection, code: str) -> dict[str, object] | None:
    return next((bank for bank in bank_list(db) if bank["bank_code"] == code), None)


def change_bank(
    db: Connection, courier: Courier, code: str, wanted: Mapping[str, object], now: float
) -> None:
    """Sets status, queue or fee of a bank; a new status is told by callback, once (our choice: on every
    change).

    :raises ValueError: for a value that does not fit; nothing is changed then.
    """
    changes = {name: _checked(name, value) for name, value in wanted.items()}
    before = find_bank(db, code)
    assert before is not None
    db.execute("INSERT OR IGNORE INTO banks (code) VALUES (?)", (code,))
    for name, value in changes.items():
        db.execute(f"UPDATE banks SET {name} = ? WHERE code = ?", (value, code))
    status = str(changes.get("status", before["status"]))
    if status != before["status"]:
        news = {"bank_code": code, "status": status, "message": MESSAGES[status], "updated_at": wib(now)}
        courier.promise(db, "bank-status", code, [news])


def _checked(name: str, value: object) -> object:
    if name == "status" and isinstance(value, str) and value in MESSAGES:
        return value
    if name in ("queue", "fee") and type(value) is int and 0 <= value <= 10**9:
        return value
    raise ValueError(f"not a fit value for {name}: {value!r}")
