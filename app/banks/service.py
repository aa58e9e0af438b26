"""Taking in what Flip says of banks, by its list and by its callbacks."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import insert, select

from app.banks.models import KIND, Bank, BankReading
from app.banks.statuses import BankStatus, status_of
from app.db.base import table_of
from app.db.compare_and_set import change, change_where
from app.db.dialects import upsert
from app.db.transaction import transaction
from app.extensions import db
from app.flip.callbacks import BankStatus as Told
from app.flip.general import Bank as Listed
from app.lib import clock
from app.lib.transitions import Verdict
from app.timeline.record import Cause, News, Source, advance, announce


def take_list(listed: Sequence[Listed]) -> None:
    """Bring every bank up to Flip's list; one we have not seen yet appears by itself."""
    now = clock.now()
    with transaction():
        known = {bank.code: bank for bank in db.session.scalars(select(Bank))}
        for shown in listed:
            bank = known.get(shown.bank_code)
            if bank is None:
                _add(shown, now)
            else:
                _refresh(bank, shown, now)
        codes = [shown.bank_code for shown in listed]
        change_where(table_of(Bank), table_of(Bank).c.code.in_(codes), heard_at=now)


def _add(shown: Listed, now: datetime) -> None:
    status = status_of(shown.status)
    statement = upsert(table_of(Bank)).values(
        code=shown.bank_code,
        name=shown.name or shown.bank_code,
        status=status,
        flip_status=shown.status,
        queue=shown.queue,
        fee_idr=shown.fee_idr,
        since=now,
        heard_at=now,
        updated_at=now,
    )
    added = db.session.execute(statement.on_conflict_do_nothing().returning(Bank.id)).scalar_one_or_none()
    if added is not None:
        _note(added, status, shown.queue, shown.fee_idr, now)
        announce(KIND, added, status)


def _refresh(bank: Bank, shown: Listed, now: datetime) -> None:
    status, bank_id = status_of(shown.status), bank.id
    stood = (bank.status, bank.queue, bank.fee_idr, bank.name, bank.flip_status)
    if stood == (status, shown.queue, shown.fee_idr, shown.name or bank.code, shown.status):
        return
    cause = Cause(Source.POLLING, f"list:{now.isoformat()}", "Flip")
    advance(KIND, bank_id, status, cause, News(set={"since": now}))
    change(
        table_of(Bank),
        bank_id,
        name=shown.name or bank.code,
        flip_status=shown.status,
        queue=shown.queue,
        fee_idr=shown.fee_idr,
        updated_at=now,
    )
    _note(bank_id, status, shown.queue, shown.fee_idr, now)


def take_callback(told: Told, cause: Cause) -> tuple[Verdict, int | None]:
    """Apply, inside the caller's transaction, what a callback says of one bank; its row's number.

    News older than the state we know changes nothing. A bank we have never seen waits for the list.
    """
    bank = db.session.scalar(select(Bank).where(Bank.code == told.bank_code))
    if bank is None:
        return Verdict.ILLEGAL, None
    since = told.updated_at or cause.received_at or clock.now()
    if since < bank.since.replace(microsecond=0):  # Flip tells whole seconds
        return Verdict.LATE, bank.id
    status, queue, fee_idr = status_of(told.status), bank.queue, bank.fee_idr
    details = {"message": told.message} if status is BankStatus.UNRECOGNISED else {}
    news = News(
        details=details,
        happened_at=told.updated_at,
        set={"since": since, "flip_status": told.status},
    )
    verdict = advance(KIND, bank.id, status, cause, news)
    if verdict is Verdict.MOVED:
        _note(bank.id, status, queue, fee_idr, clock.now())
    return verdict, bank.id


def _note(bank_id: int, status: str, queue: int | None, fee_idr: int, now: datetime) -> None:
    db.session.execute(
        insert(BankReading).values(bank_id=bank_id, read_at=now, status=status, queue=queue, fee_idr=fee_idr)
    )
