"""Payments as Flip holds and tells them: loaded into the sandbox, told of by a callback sent by hand."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import requests

from app.lib import clock
from tests.users.bench import later
from tests.world import TOKEN, World

Told = dict[str, Any]
BEGUN = clock.to_wib(clock.now()).strftime("%Y-%m-%d %H:%M:%S")
LINK = 7_000_000_000_000_000_001


def payment(number: int, status: str = "SUCCESSFUL", **more: Any) -> Told:
    """A payment in the words of Flip's callback (callbacks: Accept payment)."""
    return {
        "id": f"PGPWF{number:012}",
        "bill_link_id": LINK,
        "bill_link": "flip.id/$toko/#kopi",
        "bill_title": "Kopi",
        "sender_name": "Jon Snow",
        "sender_email": "jon@example.com",
        "sender_bank": "mandiri",
        "sender_bank_type": "virtual_account",
        "amount": 45_000,
        "status": status,
        "created_at": BEGUN,
    } | more


def load(world: World, *payments: Told) -> None:
    """Put payments into Flip's books as they are; nothing is told about them."""
    world.flip.panel("load", {"payments": list(payments)})


def body(told: Told, **more: Any) -> str:
    """What a callback about it says."""
    return json.dumps(told | more, ensure_ascii=False)


def form(data: bytes | str, token: str | bytes = TOKEN) -> dict[str, bytes | str]:
    """The fields of a callback."""
    return {"data": data, "token": token}


def knock_in_parallel(world: World, bodies: list[str], threads: int = 16, kind: str = "payment") -> list[int]:
    """Send callbacks over HTTP from many threads; the statuses of their answers."""
    address = f"{world.url}/callbacks/{kind}"

    def send(data: str) -> int:
        return requests.post(address, data=form(data), timeout=30).status_code

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(send, bodies))


def work_through(world: World, *, tries: int = 12, step: timedelta = timedelta(minutes=11)) -> None:
    """Work until nothing is left to try again, letting the clock run on between the tries."""
    for number in range(tries):
        with later(step * number):
            world.work()


@contextmanager
def moved_to(moment: datetime) -> Iterator[None]:
    """Let it be this moment."""
    with clock.showing(lambda: moment):
        yield
