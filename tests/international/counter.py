"""The counter for money abroad: staff who fill in the form of a country, a manager beside them, and Flip."""

import html
import io
import re
from typing import Any

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.corridors.statuses import TransactionType
from app.corridors.tasks import read_form, read_rates
from app.extensions import db
from app.international import queries
from app.international.models import InternationalTransfer
from app.places import tasks as places
from app.timeline.models import Transaction
from app.users import totp
from app.users.models import Person
from tests.users.bench import Browser
from tests.world import World

NEW = "/international/new"
SENDER = {
    "sender_name": "Siti Rahayu",
    "sender_job": "entrepreneur",
    "sender_identity_type": "nat_id",
    "sender_identity_number": "3276011708900001",
    "sender_date_of_birth": "1990-08-17",
    "sender_place_of_birth": "Kota Depok",
    "sender_address": "Jl. Margonda Raya 17",
    "sender_city": "Depok",
    "sender_country": "Indonesia",
    "sender_phone_number": "+6281234567890",
    "sender_email": "siti@example.com",
}
BENEFICIARY = {
    "beneficiary_full_name": "John Smith",
    "beneficiary_account_number": "31926819",
    "beneficiary_nationality": "United Kingdom",
    "beneficiary_address": "10 Downing Street",
    "beneficiary_city": "London",
    "beneficiary_province": "Greater London",
    "beneficiary_postal_code": "SW1A 2AA",
    "beneficiary_email": "john@example.com",
    "beneficiary_msisdn": "+447911123456",
    "beneficiary_relationship": "FRIEND",
    "beneficiary_source_of_funds": "SALARY",
    "beneficiary_remittance_purposes": "FAMILY_SUPPORT",
}
# What a country asks for besides, its bank, and an amount that goes there.
COUNTRIES: dict[str, dict[str, str]] = {
    "GBR": {"amount": "52.63", "beneficiary_bank_id": "Allica Bank", "beneficiary_sort_code": "20-00-00"},
    "IRL": {
        "amount": "100",
        "beneficiary_bank_id": "Bank of Ireland",
        "beneficiary_sort_code": "900017",
        "beneficiary_iban": "IE29 AIBK 9311 5212 3456 78",
    },
    "IND": {"amount": "5000", "beneficiary_bank_id": "HDFC Bank", "beneficiary_ifs_code": "HDFC0000001"},
    "AUS": {"amount": "100", "beneficiary_bank_id": "Westpac", "beneficiary_bsb_number": "062-000"},
    "JPN": {"amount": "15000", "beneficiary_bank_id": "MUFG Bank", "beneficiary_branch_number": "001"},
    "CHN": {"amount": "500", "beneficiary_bank_id": "ICBC", "beneficiary_region": "Beijing"},
    "MYS": {"amount": "300.6", "beneficiary_bank_id": "Maybank"},
    "USA": {"amount": "250", "beneficiary_bank_id": "Bank of America", "beneficiary_ach_code": "021000021"},
    "DEU": {
        "amount": "99.95",
        "beneficiary_bank_id": "Deutsche Bank",
        "beneficiary_iban": "DE89 3704 0044 0532 0130 00",
    },
    "PHL": {"amount": "2500", "beneficiary_bank_id": "BDO Unibank"},
}
INVOICE = b"%PDF-1.7 Invoice 2026/11 of PT Maju"


def above(page: str) -> str:
    """What the page says about the form as a whole."""
    form = page[page.index('id="transfer-form"') :]
    said = re.sub(r"<[^>]+>", " ", form[: form.index("<fieldset")])
    return html.unescape(" ".join(said.split()))


class Counter:
    """Somebody who prepares transfers abroad and a manager, with rates and forms read."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.manager: Person = world.house.person("manager")
        self.staff: Browser = world.as_("staff")
        self.boss: Browser = world.house.browser_of(self.manager)
        places.refresh()

    def reads(self, kind: str = "C2C", country: str = "GBR") -> None:
        """Have Flip's rates and form of a type and a country read, the corridor open."""
        self.world.flip.panel(f"rates/{country}", {"active": True})
        read_rates(TransactionType(kind))
        read_form(kind, country)

    def form(self, kind: str = "C2C", country: str = "GBR", browser: Browser | None = None) -> str:
        """The page with the form."""
        answer = (browser or self.staff).get(f"{NEW}?type={kind}&country={country}")
        assert answer.status_code == 200, answer.text
        return answer.text

    def filled(self, kind: str = "C2C", country: str = "GBR", **fields: Any) -> dict[str, Any]:
        """What a person would send who has filled everything in."""
        self.world.number += 1
        where = {"transaction_type": kind, "destination_country": country}
        sender = SENDER if kind.startswith("C") else {}
        paper = (
            {"attachment": (io.BytesIO(INVOICE), "invoice.pdf")} if (kind, country) == ("B2B", "MYS") else {}
        )
        given = {"submission": f"abroad-{self.world.number}", **where, **BENEFICIARY, **sender, **paper}
        return given | COUNTRIES[country] | fields

    def send(
        self, kind: str = "C2C", country: str = "GBR", browser: Browser | None = None, **fields: Any
    ) -> TestResponse:
        """Send the form of a new transfer."""
        return (browser or self.staff).post("/international/", **self.filled(kind, country, **fields))

    def prepare(self, kind: str = "C2C", country: str = "GBR", **fields: Any) -> str:
        """Put a transfer before the managers; our public id."""
        answer = self.send(kind, country, **fields)
        assert answer.status_code == 303, answer.text
        return answer.headers["Location"].rsplit("/", 1)[-1]

    def transfer(self, public_id: str) -> InternationalTransfer:
        """The transfer as stored now."""
        db.session.rollback()
        db.session.expire_all()
        found = queries.transfer(public_id)
        assert found is not None
        return found

    def how_many(self) -> int:
        """How many transfers abroad there are."""
        db.session.rollback()
        return len(
            db.session.scalars(select(Transaction.id).where(Transaction.kind == "international")).all()
        )

    def approve(self, public_id: str, browser: Browser | None = None) -> TestResponse:
        """Approve with a code that was not used yet."""
        seen = self.transfer(public_id).payout.fingerprint
        sent = {"fingerprint": seen, "code": self.fresh_code()}
        return (browser or self.boss).post(f"/international/{public_id}/approve", **sent)

    def fresh_code(self) -> str:
        """A code of the manager's app that the house has not seen."""
        manager = self.world.house.again(self.manager)
        step = max(totp.step_now(), manager.totp_last_step + 1)
        assert manager.totp_secret
        return totp.code_of(manager.totp_secret, step)


@pytest.fixture
def counter(world: World) -> Counter:
    """A counter with Flip beside it; the rates and the form of pounds are read."""
    found = Counter(world)
    found.reads()
    return found
