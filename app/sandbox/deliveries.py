"""Callbacks as rows: promised inside the change they tell of, with every try kept (reference: callbacks,
Sandbox sender rules)."""

import json
import time
from dataclasses import asdict, dataclass

from app.sandbox.calendar import utc
from app.sandbox.php_json import php_json
from app.sandbox.records import insert
from app.sandbox.store import Connection

ANSWER_KEPT = 2048


@dataclass(frozen=True)
class Kind:
    """Where callbacks of a kind go below the merchant's address, and how often they are tried again."""

    path: str
    retries: int


KINDS = {
    "payment": Kind("/callbacks/payment", 5),
    "disbursement": Kind("/callbacks/disbursement", 5),
    "inquiry": Kind("/callbacks/inquiry", 0),
    "bank-status": Kind("/callbacks/bank-status", 0),
    "agent": Kind("/callbacks/agent", 0),
    "international": Kind("/callbacks/international", 5),
}


@dataclass(frozen=True)
class Try:
    """One attempt: HTTP status or error, seconds it took, the first 2 KB of the answer."""

    at: float
    status: int | None
    error: str | None
    seconds: float
    answer: str
    by_hand: bool = False


def add(
    db: Connection, *, kind: str, subject: str, data: object, base_url: str | None, send: bool, wait: float
) -> int:
    """Promises one callback; without an address, or with sending switched off, it is noted as skipped."""
    what = KINDS[kind]
    url = None if base_url is None else base_url.rstrip("/") + what.path
    state = "waiting" if url and send else "skipped"
    now = time.time()
    row = {
        "kind": kind,
        "subject": subject,
        "url": url,
        "data": php_json(data),
        "made_at": now,
        "state": state,
    }
    return insert(db, "deliveries", row | {"tries_left": 1 + what.retries, "since": now, "wait": wait})


def record(db: Connection, delivery_id: int, attempt: Try, interval: float) -> None:
    """Keeps a try and moves the delivery on: 200 ends it, anything else costs a try unless it was sent by
    hand.
    """
    row = db.execute("SELECT state, tries_left FROM deliveries WHERE id = ?", (delivery_id,)).fetchone()
    if row is None:
        return
    insert(db, "tries", asdict(attempt) | {"delivery_id": delivery_id})
    if attempt.status == 200:
        db.execute("UPDATE deliveries SET state = 'delivered' WHERE id = ?", (delivery_id,))
    elif row["state"] == "waiting" and not attempt.by_hand:
        left = row["tries_left"] - 1
        db.execute(
            "UPDATE deliveries SET tries_left = ?, state = ?, since = ?, wait = ? WHERE id = ?",
            (left, "waiting" if left else "given_up", attempt.at, interval, delivery_id),
        )


def exists_for(db: Connection, kind: str, subject: str) -> bool:
    found = db.execute("SELECT 1 FROM deliveries WHERE subject = ? AND kind = ?", (subject, kind))
    return found.fetchone() is not None


def listing(
    db: Connection, subject: str = "", limit: int = -1, before: int = 2**62
) -> list[dict[str, object]]:
    """Deliveries, newest first, each with its tries."""
    where = "WHERE subject = ?" if subject else "WHERE ? = ''"
    query = f"SELECT * FROM deliveries {where} AND id < ? ORDER BY id DESC LIMIT ?"
    rows = db.execute(query, (subject, before, limit)).fetchall()
    oldest = rows[-1]["id"] if rows else 0
    tries: dict[int, list[dict[str, object]]] = {row["id"]: [] for row in rows}
    for row in db.execute("SELECT * FROM tries WHERE delivery_id >= ? ORDER BY id", (oldest,)):
        if row["delivery_id"] in tries:
            attempt = {"at": utc(row["at"]), "by_hand": bool(row["by_hand"])}
            rest = {name: row[name] for name in ("status", "error", "seconds", "answer")}
            tries[row["delivery_id"]].append(attempt | rest)
    head = ("id", "kind", "subject", "url", "state", "tries_left")
    return [
        {name: row[name] for name in head}
        | {"made_at": utc(row["made_at"]), "data": json.loads(row["data"]), "tries": tries[row["id"]]}
        for row in rows
    ]
