"""The house and a sandbox beside it, both served over real HTTP; the worker works when the test says so."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import requests
from flask import Flask
from sqlalchemy import select
from werkzeug.serving import make_server

from app.bills.models import Bill
from app.bills.service import request_bill
from app.callbacks.models import Receipt
from app.extensions import db
from app.outbox.worker import work_until_idle
from app.payments.models import Payment
from app.timeline.makers import Maker
from app.timeline.models import Event, Transaction
from app.users.permissions import Role
from tests.blank import empty_tables
from tests.sandbox.serving import serve_sandbox
from tests.users.bench import Browser, House, build

POLL_SECONDS = 0.02
TOKEN = "local-validation-token"
MAKER = Maker(1, "Sari", "test")
TERMS: dict[str, Any] = {
    "title": "Coffee table",
    "type": "SINGLE",
    "step": 1,
    "amount_idr": 900_000,
    "expires_at": None,
    "redirect_url": None,
    "is_address_required": False,
    "is_phone_number_required": False,
    "sender_name": None,
    "sender_email": None,
    "sender_phone_number": None,
    "sender_address": None,
    "sender_bank": None,
    "sender_bank_type": None,
}
STEP_3 = TERMS | {
    "step": 3,
    "sender_name": "Jon Snow",
    "sender_email": "jon@example.com",
    "sender_bank": "mandiri",
    "sender_bank_type": "virtual_account",
}


class Flip:
    """The sandbox as a test steers it, by the JSON calls of its panel."""

    def __init__(self, url: str) -> None:
        self.url = url

    def panel(self, call: str, body: dict[str, Any] | None = None) -> Any:
        """POST to the panel; what it answered."""
        answer = requests.post(f"{self.url}/panel/api/{call}", json=body or {}, timeout=20)
        answer.raise_for_status()
        return answer.json()

    def read(self, call: str) -> Any:
        """GET from the panel."""
        answer = requests.get(f"{self.url}/panel/api/{call}", timeout=20)
        answer.raise_for_status()
        return answer.json()

    def fault(self, match: str, do: str, **how: Any) -> None:
        """Have calls go wrong: `delay`, `status`, `refuse` or `drop_reply`."""
        self.panel("faults", {"match": match, "do": do, **how})

    def no_faults(self) -> None:
        """Have all calls go well again."""
        requests.delete(f"{self.url}/panel/api/faults", timeout=20).raise_for_status()

    def books(self) -> Any:
        """Everything the sandbox holds."""
        return self.read("books")


class World:
    """The house, the sandbox, and the worker in the test's own hands."""

    def __init__(self, house: House, flip: Flip, url: str) -> None:
        self.house = house
        self.app = house.app
        self.flip = flip
        self.url = url
        self.number = 0

    def as_(self, role: Role | str) -> Browser:
        """A browser in which somebody of this role is signed in."""
        return self.house.as_(role)

    def work(self) -> int:
        """Do everything that is due now, as the worker would; how much was done."""
        db.session.rollback()  # what the test looked at before must not hide what came since
        return work_until_idle()

    def ask_for_bill(self, **terms: Any) -> str:
        """Ask for a bill as staff would; our public id. Nothing is sent before `work`."""
        self.number += 1
        return request_bill(TERMS | terms, f"form-{self.number}", MAKER)

    def open_bill(self, **terms: Any) -> Bill:
        """A bill that Flip has made."""
        public_id = self.ask_for_bill(**terms)
        self.work()
        return self.bill(public_id)

    def pay(self, flip_id: str, status: str = "SUCCESSFUL") -> None:
        """Have the customer pay, fail or let expire; the sandbox sends its callback if it may."""
        self.flip.panel(f"payments/{flip_id}", {"status": status})

    def knock(self, data: bytes | str, *, kind: str = "payment", token: str = TOKEN) -> requests.Response:
        """Send a callback by hand, over HTTP."""
        fields = {"data": data, "token": token}
        return requests.post(f"{self.url}/callbacks/{kind}", data=fields, timeout=20)

    def bill(self, public_id: str) -> Bill:
        """The bill as stored now."""
        db.session.rollback()
        return db.session.scalars(
            select(Bill).where(Bill.public_id == public_id).execution_options(populate_existing=True)
        ).one()

    def payments(self) -> list[Payment]:
        """Every payment as stored now, oldest first."""
        db.session.rollback()
        return list(
            db.session.scalars(select(Payment).order_by(Payment.id).execution_options(populate_existing=True))
        )

    def transactions(self) -> list[Transaction]:
        """Every money movement as stored now, oldest first."""
        return [payment.transaction for payment in self.payments()]

    def receipts(self) -> list[Receipt]:
        """Every callback received, oldest first."""
        db.session.rollback()
        return list(
            db.session.scalars(select(Receipt).order_by(Receipt.id).execution_options(populate_existing=True))
        )

    def events(self, kind: str, row_id: int) -> list[Event]:
        """What happened to one thing, oldest first."""
        db.session.rollback()
        query = select(Event).where(Event.subject_kind == kind, Event.subject_id == row_id)
        return list(db.session.scalars(query.order_by(Event.id)))

    def verbs(self, kind: str, row_id: int) -> list[str]:
        """The verbs of what happened to one thing, oldest first."""
        return [event.verb for event in self.events(kind, row_id)]

    def bills_at_flip(self) -> list[dict[str, Any]]:
        """Every bill in Flip's own books, to count what our calls really did."""
        found: list[dict[str, Any]] = self.flip.books()["bills"]
        return found


@contextmanager
def _served(app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, args=(POLL_SECONDS,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@contextmanager
def a_world(folder: Path, *, courier: bool = True, **environ: str) -> Iterator[World]:
    """A house and a sandbox that know each other; with `courier` the sandbox sends its callbacks."""
    holder: dict[str, Flask] = {}

    def dashboard(request_environ: Any, start_response: Any) -> Any:
        return holder["app"](request_environ, start_response)

    with (
        _served(dashboard) as url,  # type: ignore[arg-type]
        serve_sandbox(
            database_path=str(folder / "sandbox.db"),
            callback_base_url=url,
            callback_interval=0.2,
            background=courier,
        ) as bench,
    ):
        flip = {"FLIP_API_URL": f"{bench.url}/api", "FLIP_KYC_URL": f"{bench.url}/kyc/api/v1"}
        settings = {**flip, "PUBLIC_URL": url, **environ}
        app = holder["app"] = build(folder, **settings)
        with app.app_context():
            empty_tables()
            yield World(House(app), Flip(bench.url), url)
            db.session.remove()
            db.engine.dispose()


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A house and a sandbox that know each other; the sandbox's courier delivers."""
    with a_world(tmp_path) as made:
        yield made


def wait_until(what: Callable[[], Any], seconds: float = 30.0) -> Any:
    """Ask again until the answer is truthy; that answer. Fails when the time is up."""
    deadline = time.monotonic() + seconds
    while not (answer := what()):
        assert time.monotonic() < deadline, f"{what} did not come true in {seconds} s"
        time.sleep(0.02)
    return answer
