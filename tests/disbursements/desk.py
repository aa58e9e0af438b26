"""The desk of a payout's test: staff who prepare, a manager who approves with real codes."""

from typing import Any

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.banks.tasks import refresh
from app.disbursements.models import Disbursement
from app.extensions import db
from app.timeline.models import Transaction
from app.users import totp
from app.users.models import Person
from tests.users.bench import Browser
from tests.world import World

KNOWN_ACCOUNT = "5465327020"
KNOWN_HOLDER = "PT Fliptech Lentera IP"


class Desk:
    """A staff member, a manager with an authenticator app, and Flip beside them."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.manager: Person = world.house.person("manager")
        self.staff: Browser = world.as_("staff")
        self.boss: Browser = world.house.browser_of(self.manager)
        self.steps_used = 0
        refresh()

    def prepare(self, browser: Browser | None = None, **fields: Any) -> str:
        """Put a payout before the managers and let the bank answer; our public id."""
        answer = self.send_form(browser, **fields)
        assert answer.status_code == 303, answer.text
        self.world.work()
        return answer.headers["Location"].rsplit("/", 1)[-1]

    def send_form(self, browser: Browser | None = None, **fields: Any) -> TestResponse:
        """Send the form of a new payout."""
        self.world.number += 1
        sent = {
            "submission": f"payout-{self.world.number}",
            "bank_code": "bca",
            "account_number": KNOWN_ACCOUNT,
            "typed_name": KNOWN_HOLDER,
            "amount_idr": "150.000",
            "remark": "gaji",
        } | fields
        return (browser or self.staff).post("/disbursements/", **sent)

    def approve(
        self, public_id: str, browser: Browser | None = None, code: str | None = None
    ) -> TestResponse:
        """Approve with a code that was not used yet."""
        seen = self.payout(public_id).payout.fingerprint
        sent = {"fingerprint": seen, "code": code or self.fresh_code()}
        return (browser or self.boss).post(f"/disbursements/{public_id}/approve", **sent)

    def fresh_code(self) -> str:
        """A code of the manager's app that the house has not seen."""
        manager = self.world.house.again(self.manager)
        step = max(totp.step_now(), manager.totp_last_step + 1)
        assert manager.totp_secret
        return totp.code_of(manager.totp_secret, step)

    def payout(self, public_id: str) -> Disbursement:
        """The payout as stored now."""
        db.session.rollback()
        query = select(Disbursement).join(Transaction, Transaction.id == Disbursement.id)
        query = query.where(Transaction.public_id == public_id)
        return db.session.scalars(query.execution_options(populate_existing=True)).one()

    def payout_id(self, public_id: str) -> int:
        """The number of the payout's row, asked for inside whatever transaction is open."""
        return db.session.scalars(select(Transaction.id).where(Transaction.public_id == public_id)).one()

    def transfers_at_flip(self) -> list[dict[str, Any]]:
        """Every transfer in Flip's own books."""
        found: list[dict[str, Any]] = self.world.flip.books()["disbursements"]
        return found


@pytest.fixture
def desk(world: World) -> Desk:
    """A desk with Flip beside it."""
    return Desk(world)
