"""The two books of money abroad as staff keep them, with what Flip asks for read already."""

from typing import Any

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.corridors.tasks import read_form, read_rates
from app.extensions import db
from app.parties.models import ForeignBeneficiary, ForeignSender
from app.places.tasks import refresh as read_places
from tests.sandbox.abroad_steps import COMPANY, CONSUMER, IDENTIFIERS
from tests.users.bench import Browser
from tests.world import World

BENEFICIARIES, SENDERS = "/international/beneficiaries/", "/international/senders/"
ACCOUNT, IDENTITY, PHONE = "1122333300", "3276014107900001", "+628123456789"
JOHN: dict[str, Any] = {
    **{name: value for name, value in CONSUMER.items() if name.startswith("beneficiary_")},
    "beneficiary_postal_code": "M1 1AA",
    "beneficiary_email": "john@example.com",
    "beneficiary_msisdn": "+447911123456",
    "note": "the roof",
}
JANE: dict[str, Any] = {name: value for name, value in COMPANY.items() if name.startswith("beneficiary_")}
SITI: dict[str, Any] = {
    **{name: str(value) for name, value in CONSUMER.items() if name.startswith("sender_")},
    "note": "comes on Fridays",
}


class Books:
    """A staff member and a manager at the books, with Flip beside them."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.staff: Browser = world.as_("staff")
        self.boss: Browser = world.as_("manager")
        read_places()
        read_rates("C2C")
        read_form("C2C", "GBR")

    def send_beneficiary(
        self, browser: Browser | None = None, kind: str = "C2C", country: str = "GBR", **fields: Any
    ) -> TestResponse:
        """Send the form of somebody to be paid abroad."""
        address = f"{BENEFICIARIES}?type={kind}&country={country}"
        return (browser or self.staff).post(address, **JOHN | fields)

    def keep_beneficiary(self, **fields: Any) -> str:
        """Keep somebody to be paid abroad; our public id."""
        return _public_id(self.send_beneficiary(**fields))

    def send_sender(self, browser: Browser | None = None, **fields: Any) -> TestResponse:
        """Send the form of somebody who sends."""
        return (browser or self.staff).post(SENDERS, **SITI | fields)

    def keep_sender(self, **fields: Any) -> str:
        """Keep somebody who sends; our public id."""
        return _public_id(self.send_sender(**fields))

    def read(self, kind: str, country: str) -> None:
        """Have rates and form of a corridor read."""
        read_rates(kind)
        read_form(kind, country)


def fields_abroad(country: str, *identifiers: str, **more: Any) -> dict[str, Any]:
    """What differs from JOHN for another country, as the form of the book names it."""
    own = {f"beneficiary_{name}": IDENTIFIERS[name] for name in identifiers}
    return {"country": country, "beneficiary_sort_code": "", **own, **more}


def _public_id(answer: TestResponse) -> str:
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"].rsplit("/", 1)[-1]


def kept_beneficiaries() -> list[ForeignBeneficiary]:
    """Everybody in the book of those paid abroad as stored now, removed ones too."""
    db.session.rollback()
    query = select(ForeignBeneficiary).order_by(ForeignBeneficiary.id)
    return list(db.session.scalars(query.execution_options(populate_existing=True)))


def kept_senders() -> list[ForeignSender]:
    """Everybody in the book of senders as stored now, removed ones too."""
    db.session.rollback()
    query = select(ForeignSender).order_by(ForeignSender.id)
    return list(db.session.scalars(query.execution_options(populate_existing=True)))


@pytest.fixture
def books(world: World) -> Books:
    """Both books, empty."""
    return Books(world)
