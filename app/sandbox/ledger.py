"""The merchant's balance: a list of movements, each carrying the balance after it, in whole rupiah."""

from app.sandbox.store import Connection

START_BALANCE = 950_000_000_000


def open_ledger(db: Connection, now: float) -> None:
    """Writes the start balance of Flip's sandbox, once (reference: README, Environments)."""
    if db.execute("SELECT 1 FROM movements").fetchone() is None:
        _write(db, now, kind="opening", subject="", amount=START_BALANCE, balance=START_BALANCE)


def balance(db: Connection) -> int:
    row = db.execute("SELECT balance FROM movements ORDER BY id DESC LIMIT 1").fetchone()
    return int(row["balance"]) if row else 0


def move_money(db: Connection, now: float, *, kind: str, subject: str, amount: int) -> int:
    """Adds a movement and gives the new balance; inside a write only."""
    after = balance(db) + amount
    _write(db, now, kind=kind, subject=subject, amount=amount, balance=after)
    return after


def _write(db: Connection, now: float, *, kind: str, subject: str, amount: int, balance: int) -> None:
    db.execute(
        "INSERT INTO movements (at, kind, subject, amount, balance) VALUES (?, ?, ?, ?, ?)",
        (now, kind, subject, amount, balance),
    )
