"""A whole app on a real database with people in it, and browsers that speak to it."""

import os
import re
import secrets
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import Context
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import pytest
from flask import Flask
from sqlalchemy import event, select
from werkzeug.test import TestResponse

from app.audit.models import AuditEntry
from app.config import from_environment
from app.db.transaction import transaction
from app.extensions import db
from app.factory import create_app
from app.lib import clock
from app.users import passwords, sign_ins, totp
from app.users.models import Person
from app.users.permissions import NEED_SECOND_FACTOR, Role
from tests.blank import empty_tables

PASSWORD = "kapal-selam-ungu"
ON_POSTGRESQL = os.environ.get("TEST_DATABASE_URL", "").startswith("postgresql")
Answer = TypeVar("Answer")


@cache
def password_hash() -> str:
    """The hash of PASSWORD, made once for all tests."""
    return passwords.hash_of(PASSWORD)


class Browser:
    """A test client that reads English and sends the CSRF token of the page it last saw."""

    def __init__(self, app: Flask, address: str) -> None:
        self.client = app.test_client()
        self.headers = {"Accept-Language": "en", "User-Agent": "Mozilla/5.0 (X11; Linux) Firefox/140.0"}
        self.address = address

    def get(self, path: str, **headers: str) -> TestResponse:
        """GET, without following."""
        sent = {**self.headers, **headers}
        return self._open(path, headers=sent)

    def post(self, path: str, /, **data: Any) -> TestResponse:
        """POST a form with a good CSRF token."""
        return self.post_raw(path, csrf_token=self.token(), **data)

    def post_raw(self, path: str, /, **data: Any) -> TestResponse:
        """POST exactly these fields."""
        return self._open(path, method="POST", data=data, headers=self.headers)

    def _open(self, path: str, **how: Any) -> TestResponse:
        # In an empty context, or Flask would let all requests share the test's own `g`.
        base = {"REMOTE_ADDR": self.address}
        return Context().run(self.client.open, path, environ_base=base, **how)

    def token(self) -> str:
        """The CSRF token of this browser's session."""
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.get("/no-such-page").text)
        assert found, "no form on the page"
        return found.group(1)

    def sign_in(self, email: str, password: str = PASSWORD, **more: Any) -> TestResponse:
        """Give e-mail address and password."""
        return self.post("/sign-in", email=email, password=password, **more)

    def give_code(self, code: str) -> TestResponse:
        """Give a one-time code."""
        return self.post("/sign-in/code", code=code)

    def is_in(self) -> bool:
        """True while this browser's session opens the house."""
        return self.get("/me").status_code == 200


class House:
    """The app under test."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    def person(self, role: Role | str, **columns: Any) -> Person:
        """Somebody with PASSWORD; managers and admins have a second factor unless told otherwise."""
        seed = totp.new_seed() if role in NEED_SECOND_FACTOR else None
        values: dict[str, Any] = {
            "email": f"{role}.{secrets.token_hex(4)}@example.test",
            "display_name": f"{role} {secrets.token_hex(2)}",
            "role": Role(role),
            "password_hash": password_hash(),
            "totp_secret": seed,
            "second_factor_at": clock.now() if seed else None,
            "created_at": clock.now(),
        }
        person = Person(**(values | columns))
        with transaction() as session:
            session.add(person)
        return person

    def browser(self, address: str = "203.0.113.7") -> Browser:
        """A browser nobody has signed in with."""
        return Browser(self.app, address)

    def browser_of(self, person: Person) -> Browser:
        """A browser in which this person is signed in already."""
        browser = self.browser()
        with transaction():
            token = sign_ins.open_one(person.id, address=browser.address, user_agent="test")
        with browser.client.session_transaction() as session:
            session["sign_in"] = token
        return browser

    def as_(self, role: Role | str, **columns: Any) -> Browser:
        """A browser in which somebody of this role is signed in."""
        return self.browser_of(self.person(role, **columns))

    def again(self, person: Person) -> Person:
        """The person as stored now."""
        db.session.rollback()
        return db.session.get_one(Person, person.id, populate_existing=True)

    def entries(self, verb: str) -> list[AuditEntry]:
        """The audit entries of a verb, oldest first."""
        db.session.rollback()
        return list(
            db.session.scalars(select(AuditEntry).where(AuditEntry.verb == verb).order_by(AuditEntry.id))
        )

    @contextmanager
    def statements(self) -> Iterator[list[str]]:
        """The SQL statements sent meanwhile, without BEGIN and the like."""
        seen: list[str] = []

        def note(conn: Any, cursor: Any, statement: str, *rest: Any) -> None:
            if not statement.startswith(("BEGIN", "PRAGMA")):
                seen.append(statement)

        event.listen(db.engine, "before_cursor_execute", note)
        yield seen
        event.remove(db.engine, "before_cursor_execute", note)

    def all_at_once(self, deed: Callable[[int], Answer], times: int) -> list[Answer]:
        """Do something in so many threads that start together, each with its own session."""
        gate = threading.Barrier(times)

        def one(number: int) -> Answer:
            with self.app.app_context():
                gate.wait(timeout=30)
                return deed(number)

        with ThreadPoolExecutor(times) as pool:
            return list(pool.map(one, range(times)))


@contextmanager
def later(by: timedelta, start: datetime | None = None) -> Iterator[datetime]:
    """Let it be this much later."""
    moment = (start or clock.now()) + by
    with clock.showing(lambda: moment):
        yield moment


def build(tmp_path: Path, **environ: str) -> Flask:
    """An app with an empty database: SQLite in a folder of its own, or what TEST_DATABASE_URL names."""
    database = os.environ.get("TEST_DATABASE_URL")
    settings = {"INSTANCE": str(tmp_path), **({"DATABASE_URL": database} if database else {}), **environ}
    return create_app(from_environment(settings))


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """An app with an empty database."""
    app = build(tmp_path)
    with app.app_context():
        empty_tables()
        yield House(app)
        db.session.remove()
        db.engine.dispose()
