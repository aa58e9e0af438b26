"""What the sandbox's tests hold in their hands: a running sandbox, and a merchant that keeps its
callbacks.
"""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

import requests
from flask import Flask

KEY = "local-secret-key"
Json = dict[str, object]
TRANSFER: Json = {"account_number": "7700112233", "bank_code": "bca", "amount": 25000}
SENDER: Json = {
    "sender_country": 100252,
    "sender_name": "John Doe",
    "sender_address": "Some Address Street 123",
    "sender_job": "entrepreneur",
    "direction": "DOMESTIC_SPECIAL_TRANSFER",
}


@dataclass
class Merchant:
    """Callbacks as they came in: path and fields; ``statuses`` are answered in turn, then 200."""

    url: str = ""
    got: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)

    def wait_for(self, count: int, seconds: float = 5.0) -> list[tuple[str, dict[str, str]]]:
        deadline = time.monotonic() + seconds
        while len(self.got) < count and time.monotonic() < deadline:
            time.sleep(0.005)
        assert len(self.got) >= count, self.got
        return self.got

    def told(self, count: int = 1) -> list[Json]:
        """The decoded data of the first callbacks."""
        return [json.loads(fields["data"]) for _, fields in self.wait_for(count)]


class Bench:
    """One running sandbox, and the few calls every test makes."""

    def __init__(self, app: Flask, url: str) -> None:
        self.app, self.url = app, url
        self.http = requests.Session()
        self.made = 0

    def api(self, method: str, path: str, *, prefix: str = "/api/v2", **more: object) -> requests.Response:
        call: Callable[..., requests.Response] = self.http.request
        return call(method, f"{self.url}{prefix}{path}", **({"auth": (KEY, ""), "timeout": 20} | more))

    def panel(self, method: str, path: str, **body: object) -> requests.Response:
        return self.http.request(method, f"{self.url}/panel/api{path}", json=body or None, timeout=20)

    def bill(self, **fields: object) -> Json:
        reply = self.api("POST", "/pwf/bill", data={"title": "Kopi", "type": "SINGLE"} | fields)
        assert reply.status_code == 200, reply.text
        held = reply.json()
        assert isinstance(held, dict)
        return held

    def direct_bill(self, **fields: object) -> tuple[int, str]:
        """A bill of step 3; its id and its payment's."""
        ready = {"step": 3, "amount": 45000, "sender_name": "Jon Snow", "sender_email": "jon@example.com"}
        how = {"sender_bank": "mandiri", "sender_bank_type": "virtual_account"}
        held = self.bill(**(ready | how | fields))
        attempt = held["bill_payment"]
        assert isinstance(attempt, dict)
        return int(str(held["link_id"])), str(attempt["id"])

    def ask_transfer(
        self, call: str = "/disbursement", /, *, key: object = "", version: object = 3, **fields: object
    ) -> requests.Response:
        """A create call for a good transfer, but for what is said; ``None`` leaves a field out."""
        wanted = {name: value for name, value in (TRANSFER | fields).items() if value is not None}
        headers = {"idempotency-key": str(key)} if key else {}
        return self.api("POST", call, prefix=f"/api/v{version}", data=wanted, headers=headers)

    def transfer(
        self, call: str = "/disbursement", /, *, key: object = "", version: object = 3, **fields: object
    ) -> Json:
        """A transfer that was accepted."""
        self.made += 1
        given = key or (f"key-{self.made}" if version == 3 else "")
        reply = self.ask_transfer(call, key=given, version=version, **fields)
        assert reply.status_code == 200, reply.text
        held = reply.json()
        assert isinstance(held, dict)
        return held

    def balance(self) -> int:
        return int(self.api("GET", "/general/balance").json()["balance"])

    def errors(self, reply: requests.Response) -> list[tuple[str, int]]:
        """Attribute and code of each error of a 422."""
        assert reply.status_code == 422, reply.text
        assert reply.json()["code"] == "VALIDATION_ERROR"
        return [(error["attribute"], error["code"]) for error in reply.json()["errors"]]

    def payment(self, payment_id: str) -> Json:
        held = self.panel("GET", f"/payments/{payment_id}").json()
        assert isinstance(held, dict)
        return held


class MakeBench(Protocol):
    def __call__(self, *, background: bool = True, **settings: object) -> Bench: ...
