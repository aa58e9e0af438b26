"""The way of a transfer abroad to Flip and back as tests walk it: Flip's rates, verbs, the worker in hand."""

import json
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
import requests

from app.corridors.statuses import TransactionType
from app.corridors.tasks import read_rates
from app.extensions import db
from app.international import changing
from app.lib import clock
from app.timeline.models import Event
from tests.international import abroad
from tests.users.bench import later
from tests.world import World, wait_until

CREATE, LIST = "POST /international-disbursement", "GET /international-disbursement$"
READ, RATES = "GET /international-disbursement/", "GET /international-disbursement/exchange-rates"
USUAL, MOVED = 19000.55, 19570.57  # the second is 3 % above
# What a consumer sends to a friend in Osaka.
TO_JAPAN: dict[str, Any] = abroad.VALUES | {
    "destination_country": "JPN",
    "currency_code": "JPY",
    "amount": Decimal(15_000),
    "seen_rate": None,
    "beneficiary": {name: value for name, value in abroad.BENEFICIARY.items() if name != "sort_code"}
    | {"account_number": "0012345", "nationality": "JPN", "bank_id": "3066", "branch_number": "001"},
}


class Way:
    """A world whose Flip goes to Great Britain at the usual rate, read once for every type."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.flip = world.flip
        self.corridor(rate=USUAL, active=True)
        for kind in TransactionType:
            read_rates(kind)

    def corridor(self, country: str = "GBR", **facts: Any) -> None:
        """Have Flip change a corridor."""
        self.flip.panel(f"rates/{country}", facts)

    def approved(self, values: dict[str, Any] = abroad.VALUES, **changes: Any) -> str:
        """A transfer that a manager has let go and no worker has seen; our public id."""
        self.world.number += 1
        public_id = abroad.submit(f"abroad-{self.world.number}", values, **changes)
        abroad.approve(public_id)
        return public_id

    def sent(self, values: dict[str, Any] = abroad.VALUES, **changes: Any) -> str:
        """A transfer that Flip has taken."""
        public_id = self.approved(values, **changes)
        self.world.work()
        assert self.status(public_id) == "PENDING"
        return public_id

    def work(self, **ahead: float) -> None:
        """Do what is due so much later."""
        with later(timedelta(**ahead)):
            self.world.work()

    def turn(self, what: Callable[[], Any], **ahead: float) -> None:
        """Take a turn of the clockwork so much later, and do what it promised."""
        db.session.rollback()
        with later(timedelta(**ahead)):
            what()
            self.world.work()

    def status(self, public_id: str) -> str:
        """Where it stands."""
        return str(abroad.stored(public_id).status)

    def stands(self, public_id: str) -> tuple[str, str | None, str | None]:
        """Where it stands, what it is held for, and whether a person has to look."""
        row = abroad.stored(public_id)
        return str(row.status), row.payout.held_for, row.transaction.attention

    def number(self, public_id: str) -> str:
        """Flip's number of it."""
        return str(abroad.stored(public_id).transaction.flip_id)

    def told(self, public_id: str, verb: str) -> list[Event]:
        """What its story tells under a verb."""
        return [event for event in abroad.events(public_id) if event.verb == f"international.{verb}"]

    def requote(self, public_id: str) -> None:
        """Have its maker take the new quote."""
        seen = abroad.stored(public_id).payout.fingerprint or ""
        changing.take_new_quote(public_id, abroad.maker(), base=seen)

    def at_flip(self) -> list[dict[str, Any]]:
        """Every transfer abroad in Flip's own books."""
        found: list[dict[str, Any]] = self.flip.books()["international"]
        return found

    def finish(self, number: str, status: str = "SUCCESSFUL", **how: str) -> None:
        """Have Flip bring a transfer to its end; the sandbox sends its callback if it may."""
        self.flip.panel(f"international/{number}", {"status": status, **how})

    def load(self, *transfers: dict[str, Any]) -> None:
        """Put transfers into Flip's books without a word to us."""
        self.flip.panel("load", {"international": list(transfers)})

    def knock(self, told: dict[str, Any], **how: str) -> requests.Response:
        """Send a callback by hand."""
        return self.world.knock(json.dumps(told), kind="international", **how)

    def heard(self, how_many: int = 1) -> None:
        """Wait for so many callbacks of Flip's, and work them."""
        wait_until(lambda: sum(one.kind == "international" for one in self.world.receipts()) >= how_many)
        self.world.work()

    def silent(self) -> None:
        """Have Flip send no callbacks."""
        self.flip.panel("callbacks", {"send": False})


def elsewhere(number: int, **fields: Any) -> dict[str, Any]:
    """A transfer that somebody makes in Flip's own dashboard."""
    return {
        "id": number,
        "status": "PENDING",
        "amount": 1_000_029,
        "fee": 80_000,
        "exchange_rate": 19000.55,
        "destination_country": "GBR",
        "beneficiary_amount": 52.63,
        "beneficiary_currency_code": "GBP",
        "transaction_type": "C2C",
        "timestamp": f"{clock.to_wib(clock.now()):%Y-%m-%d %H:%M:%S}",
        "created_from": "DASHBOARD",
        "beneficiary": {"full_name": "Jane Doe", "bank_account_number": "55667788", "bank": "Allica Bank"},
    } | fields


@pytest.fixture
def way(world: World) -> Way:
    """A way with Flip at its end."""
    return Way(world)
