"""A real Chromium before a running copy: people who sign in, and pages whose complaints are written down."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from app.users.demo import PASSWORD, PEOPLE, SEED
from app.users.permissions import NEED_SECOND_FACTOR, Role
from app.users.totp import code_of
from tests.processes import Copy
from tests.services import chromium as find_chromium
from tests.services import need

QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
QUIET += ["--disable-component-update", "--disable-sync", "--disable-quic"]
PATIENCE_MS = 10_000
# An answer of 4xx or 5xx is the page's own affair; Chromium reports each on the console.
NO_COMPLAINT = ("Failed to load resource",)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One real browser for all tests."""
    path = need(find_chromium)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield running
        running.close()


class Complaints(list[str]):
    """What the content security policy refused, what the console complained of, and what script threw."""

    def hear(self, page: Page) -> None:
        """Write down the complaints of a page."""
        page.on("console", lambda said: self._take(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self._take(f"thrown: {error}"))

    def about_the_policy(self) -> list[str]:
        """Those that the content security policy caused."""
        return [text for text in self if "Content Security Policy" in text]

    def _take(self, text: str) -> None:
        if not text.startswith(NO_COMPLAINT):
            self.append(text)


class Visitors:
    """Opens browser windows before one copy; each person signs in once, since each code works once."""

    def __init__(self, chromium: Browser, copy: Copy) -> None:
        self.chromium, self.copy = chromium, copy
        self.complaints = Complaints()
        self._cookies: dict[str, Any] = {}
        self._open: list[BrowserContext] = []

    def nobody(self, **how: Any) -> Page:
        """A window in which nobody is signed in, reading English unless told otherwise."""
        context = self.chromium.new_context(**({"locale": "en-GB", "base_url": self.copy.url} | how))
        context.set_default_timeout(PATIENCE_MS)
        self._open.append(context)
        context.on("page", self.complaints.hear)
        return context.new_page()

    def as_(self, role: Role | str, **how: Any) -> Page:
        """A window in which the demo person of this role is signed in."""
        email = next(email for email, _, theirs in PEOPLE if theirs == role)
        if email not in self._cookies:
            page = self.nobody()
            sign_in(page, email)
            self._cookies[email] = page.context.storage_state()
        return self.nobody(storage_state=self._cookies[email], **how)

    def forget(self, role: Role | str) -> None:
        """Have the next window of this person sign in anew."""
        email = next(email for email, _, theirs in PEOPLE if theirs == role)
        self._cookies.pop(email, None)

    def close(self) -> None:
        """Close the windows; people stay signed in."""
        while self._open:
            self._open.pop().close()
        self.complaints.clear()


def sign_in(page: Page, email: str, onward: str = "/") -> None:
    """Sign a demo person in through the pages, one-time code included."""
    page.goto(f"/sign-in?next={onward}")
    page.fill("[name=email]", email)
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    role = next(theirs for known, _, theirs in PEOPLE if known == email)
    if role in NEED_SECOND_FACTOR:
        page.fill("[name=code]", code_of(SEED))
        page.click("main button[type=submit]")
    page.wait_for_url(f"**{onward}")


@contextmanager
def in_window(visitors: Visitors) -> Iterator[Visitors]:
    """The visitors of one test: their windows are closed at its end."""
    visitors.close()
    yield visitors
    visitors.close()
