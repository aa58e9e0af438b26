"""Bills asked for as people do it: over HTTP, with a form, from several windows at once."""

import html
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import requests
from sqlalchemy import func, select

from app.bills.models import Bill
from app.extensions import db
from app.flip.client import FlipClient
from app.gateway.door import client
from app.lib import clock
from app.outbox.models import OutboxWork
from app.users.permissions import Role
from tests.users.bench import Browser, later
from tests.world import World

FORM: dict[str, Any] = {
    "submission": "a-form-of-its-own",
    "title": "Coffee table",
    "type": "SINGLE",
    "step": "1",
    "amount_idr": "900.000",
    "expiry": "never",
}
CUSTOMER = {
    "step": "2",
    "sender_name": "Jon Snow",
    "sender_email": "jon@example.com",
    "sender_phone_number": "08123456789",
    "sender_address": "Jl. Sudirman 1",
}
METHOD = CUSTOMER | {"step": "3", "method": "virtual_account:mandiri"}


def impatient(world: World, seconds: float = 0.3) -> None:
    """Have the house wait no longer than this for an answer of Flip's."""
    world.app.extensions["flip"] = FlipClient(
        api_url=f"{world.flip.url}/api",
        kyc_url=f"{world.flip.url}/kyc/api/v1",
        secret_key="local-secret-key",
        read_timeout=seconds,
    )


def flip_client(world: World) -> FlipClient:
    """The client the house asks Flip by."""
    with world.app.app_context():
        return client()


def all_bills(world: World) -> list[Bill]:
    """Every bill as stored now, oldest first."""
    db.session.rollback()
    ids = list(db.session.scalars(select(Bill.public_id).order_by(Bill.id)))
    return [world.bill(public_id) for public_id in ids]


def how_many(model: type[Any], **columns: Any) -> int:
    """How many rows with these values there are now."""
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model).filter_by(**columns)) or 0


def only_bill(world: World) -> Bill:
    """The one bill there is."""
    [bill] = all_bills(world)
    return bill


def sends() -> int:
    """How many promises to send a bill there are."""
    return how_many(OutboxWork, kind="bills.send")


def work_after(world: World, seconds: float) -> int:
    """Do what is due so much later."""
    with later(timedelta(seconds=seconds), clock.now()):
        return world.work()


def windows(world: World, role: Role = Role.STAFF) -> tuple[Browser, dict[str, str]]:
    """Somebody signed in, and the cookies of their browser for requests over real HTTP."""
    browser = world.as_(role)
    browser.client.get("/bills/new")
    cookie = browser.client.get_cookie("bendahara")
    assert cookie is not None
    return browser, {"bendahara": cookie.value}


def all_at_once(times: int, deed: Callable[[int], requests.Response]) -> list[requests.Response]:
    """Send so many requests that start together."""
    gate = Barrier(times)

    def one(number: int) -> requests.Response:
        gate.wait(timeout=30)
        return deed(number)

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(one, range(times)))


def errors_beside(page: str, field: str) -> list[str]:
    """What the page says is wrong beside one field, Flip's small print included."""
    found = re.search(rf'id="{field}-errors">(.*?)</div>', page, re.S)
    if found is None:
        return []
    said = re.findall(r'class="field-error">(.*?)</p>', found[1], re.S)
    return [html.unescape(" ".join(re.sub(r"<[^>]+>", " ", text).split())) for text in said]


def errors_above(page: str) -> str:
    """What the page says about the form as a whole."""
    form = page[page.index('class="form-sheet"') :]
    said = re.sub(r"<[^>]+>", " ", form[: form.index("<fieldset")])
    return html.unescape(" ".join(said.split()))


def typed(page: str, field: str) -> str | None:
    """What stands in one box of the page."""
    box = re.search(rf'<input[^>]*\bname="{field}"[^>]*>', page)
    found = re.search(r'\bvalue="([^"]*)"', box[0]) if box else None
    return html.unescape(found[1]) if found else None
