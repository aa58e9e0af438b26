"""Rules of payouts as a test wants them to hold, and people who decide under them."""

from typing import Any

from app.db.transaction import transaction
from app.policy import service
from app.policy.payouts import PayoutPolicy
from app.users import totp
from app.users.models import Person
from tests.disbursements.desk import Desk
from tests.users.bench import Browser


def let_hold(**rules: Any) -> None:
    """Let these rules hold, and no others."""
    with transaction():
        who = service.Decider(1, "an admin")
        service.decide_payouts(PayoutPolicy(**rules), service.newest_version(), who)


class Approver:
    """Somebody who may approve, with their browser and their authenticator app."""

    def __init__(self, desk: Desk, role: str = "manager") -> None:
        self.desk = desk
        self.person: Person = desk.world.house.person(role)
        self.browser: Browser = desk.world.house.browser_of(self.person)

    def code(self) -> str:
        """A code the house has not seen."""
        person = self.desk.world.house.again(self.person)
        assert person.totp_secret
        return totp.code_of(person.totp_secret, max(totp.step_now(), person.totp_last_step + 1))

    def approve(self, public_id: str, **also: Any) -> int:
        """Approve one payout on its page; the status of the answer."""
        return self.desk.approve(public_id, self.browser, code=also.get("code") or self.code()).status_code

    def chosen(self, *public_ids: str) -> list[str]:
        """What the checkboxes of the desk say for these payouts."""
        return [f"{number}:{self.desk.payout(number).payout.fingerprint}" for number in public_ids]
