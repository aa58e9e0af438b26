"""Reads of banks for pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from app.banks.models import Bank, BankReading
from app.banks.statuses import BankStatus
from app.banks.usual import Usual, usual
from app.extensions import db
from app.lib import clock

__all__ = ["Reading", "Usual", "bank", "board", "day_of", "pulse", "usual", "version"]

_WORST_FIRST = {
    BankStatus.HEAVILY_DISTURBED: 0,
    BankStatus.UNRECOGNISED: 1,
    BankStatus.DISTURBED: 2,
    BankStatus.OPERATIONAL: 3,
}


def board(words: str = "") -> list[Bank]:
    """Every bank, the troubled ones first, or those whose name or code holds the words."""
    wanted = words.strip().lower()
    banks = [
        bank
        for bank in db.session.scalars(select(Bank))
        if wanted in bank.name.lower() or wanted in bank.code.lower()
    ]
    return sorted(banks, key=lambda bank: (_WORST_FIRST[bank.state], bank.name.lower()))


def version() -> tuple[object, ...]:
    """In one statement what changes whenever the board does, and at least once a minute."""
    row = db.session.execute(select(func.max(Bank.updated_at), func.max(Bank.heard_at), func.count(Bank.id)))
    return tuple(row.one())


def pulse(code: str) -> tuple[object, ...] | None:
    """In one statement what changes whenever one bank does; None when there is no such bank."""
    row = db.session.execute(select(Bank.updated_at, Bank.heard_at).where(Bank.code == code)).one_or_none()
    return None if row is None else tuple(row)


def bank(code: str) -> Bank | None:
    """One bank by Flip's code."""
    return db.session.scalar(select(Bank).where(Bank.code == code))


@dataclass(frozen=True)
class Reading:
    """How a bank stood from a moment on."""

    at: datetime
    status: BankStatus
    queue: int | None


def day_of(bank_id: int, day: date) -> Sequence[Reading]:
    """How a bank stood over one WIB day, oldest first, beginning with how it came into the day."""
    start, end = clock.day_bounds(day)
    columns = (BankReading.read_at, BankReading.status, BankReading.queue)
    mine = select(*columns).where(BankReading.bank_id == bank_id)
    before = mine.where(BankReading.read_at < start).order_by(BankReading.read_at.desc()).limit(1)
    within = mine.where(BankReading.read_at >= start, BankReading.read_at < end).order_by(BankReading.read_at)
    carried = [Reading(start, BankStatus(row[1]), row[2]) for row in db.session.execute(before)]
    return carried + [Reading(row[0], BankStatus(row[1]), row[2]) for row in db.session.execute(within)]
