"""Callbacks as Flip sends them, each about another payment."""

import json
from collections.abc import Iterable, Iterator
from urllib.parse import urlencode

from benchmarks.bare import TOKEN
from benchmarks.load import post


def payment_data(number: int, link_id: int, created_at: str = "2026-11-20 09:12:09") -> dict[str, object]:
    """What a callback says of payment `number`."""
    return {
        "id": payment_id(number),
        "bill_link": "flip.id/$coffeetable/#coffee-table",
        "bill_link_id": link_id,
        "bill_title": "Coffee table",
        "sender_name": "Jon Snow",
        "sender_bank": "bni",
        "sender_bank_type": "virtual_account",
        "amount": 900_000,
        "status": "SUCCESSFUL",
        "created_at": created_at,
    }


def payment_id(number: int) -> str:
    """Flip's id of payment `number`."""
    return f"PGPWF{number:019d}"


def callback_body(data: dict[str, object]) -> str:
    """The form that carries a callback."""
    return urlencode({"data": json.dumps(data), "token": TOKEN})


def knocks(port: int, path: str, numbers: Iterable[int]) -> Iterator[bytes]:
    """Requests that differ by the payment's number alone, made at next to no cost."""
    before, _, after = post(port, path, callback_body(payment_data(0, 2_024))).partition(b"%019d" % 0)
    return (before + b"%019d" % number + after for number in numbers)
