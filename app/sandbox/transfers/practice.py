"""What time does by itself in practice mode: transfers arrive, inquiries are answered, banks have bad days.

A transfer arrives 15 seconds after it was made, at a disturbed bank after a minute, at a heavily disturbed
one once that is better; accounts that end in 9101 to 9106 are cancelled instead, each with its reason.
Inquiries take three seconds. All of it is divided by the speed. The hour does not matter, but a clock that
the panel forced to *not operational* stops the transfers.
"""

import json
from dataclasses import dataclass

from app.sandbox import traffic
from app.sandbox.banks import banks, set_weather
from app.sandbox.courier import Courier
from app.sandbox.settings import SandboxSettings
from app.sandbox.store import Store
from app.sandbox.switches import SwitchBoard
from app.sandbox.traffic import Traffic
from app.sandbox.transfers.accounts import CANCELLED_ENDINGS, found
from app.sandbox.transfers.inquiries import answer_open
from app.sandbox.transfers.moves import cancel, send
from app.sandbox.transfers.reasons import REASONS

ARRIVES_AFTER = 15.0
ARRIVES_LATE_AFTER = 60.0
ANSWERED_AFTER = 3.0
AT_ONCE = 200

_WAITING = """status = 'PENDING' AND held = 0
    AND bank_code IN (SELECT value FROM json_each(:banks))"""
_DUE = f"SELECT id, account_number FROM transfers WHERE {_WAITING} AND ready_at <= :until LIMIT {AT_ONCE}"
_LEFT = "MIN(ahead, CAST(ahead_first * (1 - (:now - ready_at) / :wait) AS INTEGER))"
_MOVING_UP = f"SELECT 1 FROM transfers WHERE {_WAITING} AND ahead > MAX(0, {_LEFT}) LIMIT 1"
_MOVE_UP = f"UPDATE transfers SET ahead = MAX(0, {_LEFT}) WHERE {_WAITING} AND ahead > MAX(0, {_LEFT})"
_TO_ANSWER = f"""SELECT DISTINCT bank_code, account_number FROM inquiries
    WHERE status = 'PENDING' AND opened_at <= ? LIMIT {AT_ONCE}"""


@dataclass
class Practice:
    """Does what is due at a moment; ``mover`` asks it to, several times a second."""

    store: Store
    switches: SwitchBoard
    courier: Courier
    settings: SandboxSettings
    spell: int | None = None

    def tick(self, now: float) -> None:
        speed = self.switches.now.speed
        if self.switches.now.operational is not False:
            self._transfers(now, speed)
        self._inquiries(now, now - ANSWERED_AFTER / speed)
        self._banks(Traffic(now, live=True))

    def _transfers(self, now: float, speed: float) -> None:
        with self.store.reading() as db:
            if db.execute("SELECT 1 FROM transfers WHERE status = 'PENDING' LIMIT 1").fetchone() is None:
                return
            status = {bank.code: bank.status for bank in banks(db, Traffic(now, live=True))}
        for word, wait in (("OPERATIONAL", ARRIVES_AFTER), ("DISTURBED", ARRIVES_LATE_AFTER)):
            at = json.dumps([code for code, found_word in status.items() if found_word == word])
            self._move_up(at, now, wait / speed)
            self._arrive(at, now, now - wait / speed)

    def _move_up(self, at: str, now: float, wait: float) -> None:
        values = {"banks": at, "now": now, "wait": wait}
        with self.store.reading() as db:
            moving = db.execute(_MOVING_UP, values).fetchone()
        if moving is not None:
            with self.store.writing() as db:
                db.execute(_MOVE_UP, values)

    def _arrive(self, at: str, now: float, until: float) -> None:
        with self.store.reading() as db:
            due = db.execute(_DUE, {"banks": at, "until": until}).fetchall()
        for row in due:
            ending = row["account_number"][-4:]
            with self.store.writing() as db:
                if ending in CANCELLED_ENDINGS:
                    reason = REASONS[CANCELLED_ENDINGS.index(ending)]
                    cancel(db, self.courier, row["id"], reason, now)
                else:
                    send(db, self.courier, row["id"], self.settings.host_address, now)

    def _inquiries(self, now: float, until: float) -> None:
        with self.store.reading() as db:
            due = db.execute(_TO_ANSWER, (until,)).fetchall()
        for row in due:
            bank, number = row["bank_code"], row["account_number"]
            with self.store.writing() as db:
                finding = found(bank, number)
                answer_open(db, self.courier, now, bank=bank, number=number, finding=finding)

    def _banks(self, at: Traffic) -> None:
        """The weather changes at its own times; what it was when the mover began stays until then."""
        spell = int(at.now) // traffic.WEATHER_LASTS
        if self.spell in (None, spell):
            self.spell = spell
            return
        self.spell = spell
        with self.store.writing() as db:
            for bank in banks(db, at):
                wanted = traffic.weather(bank.code, at.now)
                if bank.weather != wanted:
                    set_weather(db, self.courier, at, bank, wanted)
