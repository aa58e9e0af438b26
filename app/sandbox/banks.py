"""Banks one can transfer to: the reference's table, what the panel changed, what waits there (reference:
general, callbacks).
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.sandbox.calendar import wib
from app.sandbox.courier import Courier
from app.sandbox.store import Connection
from app.sandbox.traffic import Traffic

FEE = 5000
_TABLE = json.loads(Path(__file__).with_name("data").joinpath("banks.json").read_text(encoding="utf-8"))
USUAL = {row["code"]: row["queue"] for row in _TABLE}
NAMES = {row["code"]: row["name"] for row in _TABLE}

_FREE = "Bank is now free from severe disturbance. You can continue to transact"
MESSAGES = {
    "HEAVILY_DISTURBED": (
        "Bank is under severe disturbance. Please wait until the next callback saying bank is free "
        "from the disturbance, before attempting a transaction to the bank."
    ),
    "DISTURBED": f"{_FREE} with the beneficiary bank. However, at a slower pace and might be delayed.",
    "OPERATIONAL": f"{_FREE} to the beneficiary bank.",
}


@dataclass(frozen=True, kw_only=True)
class Bank:
    """A bank at one moment. ``fee`` in rupiah, ``own_fee`` when the panel set it; ``waiting`` are this
    merchant's transfers, ``traffic`` everybody else's; ``weather`` is what the seed says of its status.
    """

    code: str
    name: str
    own_fee: int | None
    weather: str
    pinned: str | None
    cut_off: bool
    waiting: int
    traffic: int

    @property
    def status(self) -> str:
        return self.pinned or self.weather

    @property
    def fee(self) -> int:
        return FEE if self.own_fee is None else self.own_fee

    @property
    def queue(self) -> int:
        return self.waiting + self.traffic

    def shape(self) -> dict[str, object]:
        """As the API answers it."""
        head = {"bank_code": self.code, "name": self.name, "fee": self.fee}
        return head | {"queue": self.queue, "status": self.status}


def banks(db: Connection, traffic: Traffic) -> list[Bank]:
    """Every bank in the order of the table, then those that the panel added."""
    changed = {row["code"]: dict(row) for row in db.execute("SELECT * FROM banks ORDER BY rowid")}
    added = {code: row["name"] for code, row in changed.items() if code not in NAMES and row["name"]}
    counting = "SELECT bank_code, COUNT(*) FROM transfers WHERE status = 'PENDING' GROUP BY bank_code"
    waiting = {code: int(count) for code, count in db.execute(counting)}
    return [
        _bank(code, name, changed.get(code, {}), waiting.get(code, 0), traffic)
        for code, name in (NAMES | added).items()
    ]


def _bank(code: str, name: str, row: Mapping[str, object], waiting: int, traffic: Traffic) -> Bank:
    queue, fee = row.get("queue"), row.get("fee")
    return Bank(
        code=code,
        name=str(row.get("name") or name),
        own_fee=fee if isinstance(fee, int) else None,
        weather=str(row.get("weather") or "OPERATIONAL"),
        pinned=str(row["status"]) if row.get("status") else None,
        cut_off=bool(row.get("cut_off")),
        waiting=waiting,
        traffic=queue if isinstance(queue, int) else traffic.at(code, USUAL.get(code, 0)),
    )


def find_bank(db: Connection, traffic: Traffic, code: str) -> Bank | None:
    return next((bank for bank in banks(db, traffic) if bank.code == code), None)


def change_bank(
    db: Connection, courier: Courier, traffic: Traffic, code: str, wanted: Mapping[str, object]
) -> None:
    """Sets status, queue, fee, cut-off time or name of a bank; ``None`` gives it back to the seed. A name
    makes a bank that is not in the table. A new status is told by callback, once (our choice: on every
    change).

    :raises KeyError: when there is no such bank, and no name to make one.
    :raises ValueError: for a value that does not fit; nothing is changed then.
    """
    changes = {name: _checked(name, value) for name, value in wanted.items()}
    before = find_bank(db, traffic, code)
    if before is None and not changes.get("name"):
        raise KeyError(code)
    queue = changes.get("queue")
    if isinstance(queue, int) and before is not None:
        changes["queue"] = max(0, queue - before.waiting)  # the shown queue holds ours as well
    _write(db, code, changes)
    after = find_bank(db, traffic, code)
    if before is not None and after is not None:
        _tell(db, courier, before, after, traffic.now)


def set_weather(db: Connection, courier: Courier, traffic: Traffic, before: Bank, weather: str) -> None:
    """What a bank does by itself, told like any change; one that the panel pinned shows it later."""
    _write(db, before.code, {"weather": weather})
    after = find_bank(db, traffic, before.code)
    if after is not None:
        _tell(db, courier, before, after, traffic.now)


def _write(db: Connection, code: str, changes: Mapping[str, object]) -> None:
    db.execute("INSERT OR IGNORE INTO banks (code) VALUES (?)", (code,))
    for name, value in changes.items():
        db.execute(f"UPDATE banks SET {name} = ? WHERE code = ?", (value, code))


def _tell(db: Connection, courier: Courier, before: Bank, after: Bank, now: float) -> None:
    if after.status != before.status:
        news = {"bank_code": after.code, "status": after.status, "message": MESSAGES[after.status]}
        courier.promise(db, "bank-status", after.code, [news | {"updated_at": wib(now)}])


def _is_count(value: object) -> bool:
    return type(value) is int and 0 <= value <= 10**9


_FIT: Mapping[str, Callable[[object], bool]] = {
    "status": lambda value: value in MESSAGES,
    "queue": _is_count,
    "fee": _is_count,
    "cut_off": lambda value: isinstance(value, bool),
    "name": lambda value: isinstance(value, str) and 0 < len(value.strip()) <= 255,
}


def _checked(name: str, value: object) -> object:
    if name in _FIT and (value is None or _FIT[name](value)):
        return value
    raise ValueError(f"not a fit value for {name}: {value!r}")
