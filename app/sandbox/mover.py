"""What time does by itself: expiry always; in practice mode customers pay, payments settle, transfers arrive,
agents are checked.

In practice mode a payment is paid 20 seconds after it was made and settled a minute later, both divided by
the speed. Two endings of an amount are kept for trying other outcomes: …901 fails, …902 is never paid.
"""

import contextlib
import logging
import threading

from app.sandbox.agents.practice import practise
from app.sandbox.calendar import Calendar
from app.sandbox.checkout import Closed, pay
from app.sandbox.international import practice as abroad
from app.sandbox.moves import expire_bill, move, settle
from app.sandbox.transfers.practice import Practice

TICK = 0.2
AT_ONCE = 200
PAID_AFTER = 20.0
SETTLED_AFTER = 60.0
FAILS, NEVER_PAID = 901, 902
log = logging.getLogger(__name__)

_EXPIRED_BILLS = (
    "SELECT link_id FROM bills WHERE swept = 0 AND expired_at IS NOT NULL AND expired_at <= ? LIMIT ?"
)
_EXPIRED_PAYMENTS = (
    """SELECT id FROM payments WHERE state IN ('NOT_CONFIRMED', 'PENDING') AND expires_at <= ? LIMIT ?"""
)
_TO_PAY = f"""SELECT payments.id, payments.amount FROM payments JOIN bills ON bills.link_id = payments.bill_id
    WHERE state IN ('NOT_CONFIRMED', 'PENDING') AND opened_at <= ? AND payments.amount % 1000 != {NEVER_PAID}
    AND bills.status = 'ACTIVE' LIMIT ?"""
_TO_SETTLE = (
    "SELECT id FROM payments WHERE state = 'DONE' AND settlement = 'Pending' AND paid_at <= ? LIMIT ?"
)


class Mover:
    def __init__(self, practice: Practice, calendar: Calendar) -> None:
        self._practice, self._calendar = practice, calendar
        self._store, self._switches, self._courier = practice.store, practice.switches, practice.courier
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        if self._thread is None:
            self._stopping.clear()
            self._thread = threading.Thread(target=self._run, name="mover", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        if self._thread is not None:
            self._thread.join(timeout=5)
            self._thread = None

    def tick(self) -> None:
        """Does everything that is due now."""
        now = self._calendar.now()
        self._expire(now)
        if self._switches.now.mode == "practice":
            speed = self._switches.now.speed
            self._pay(now, now - PAID_AFTER / speed)
            self._settle(now, now - SETTLED_AFTER / speed)
            self._practice.tick(now)
            practise(self._store, self._courier, now, speed)
            abroad.practise(self._practice, now)

    def _run(self) -> None:
        while not self._stopping.wait(TICK):
            try:
                self.tick()
            except Exception:
                log.exception("the mover stumbled")

    def _expire(self, now: float) -> None:
        for link_id, *_ in self._due(_EXPIRED_BILLS, now):
            with self._store.writing() as db:
                expire_bill(db, self._courier, int(str(link_id)), now)
        for payment_id, *_ in self._due(_EXPIRED_PAYMENTS, now):
            with self._store.writing() as db:
                move(db, self._courier, str(payment_id), "CANCELLED", now)

    def _pay(self, now: float, until: float) -> None:
        for payment_id, amount in self._due(_TO_PAY, until):
            # Another payment of the same bill may have closed it a moment ago.
            with contextlib.suppress(Closed), self._store.writing() as db:
                to = "FAILED" if int(str(amount)) % 1000 == FAILS else "DONE"
                pay(db, self._courier, str(payment_id), now, to)

    def _settle(self, now: float, until: float) -> None:
        for payment_id, *_ in self._due(_TO_SETTLE, until):
            with self._store.writing() as db:
                settle(db, str(payment_id), now)

    def _due(self, query: str, until: float) -> list[tuple[object, ...]]:
        with self._store.reading() as db:
            return [tuple(row) for row in db.execute(query, (until, AT_ONCE)).fetchall()]
