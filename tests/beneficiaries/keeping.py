"""Keeping beneficiaries as staff do."""

from typing import Any

from sqlalchemy import select
from werkzeug.test import TestResponse

from app.beneficiaries.models import Beneficiary
from app.extensions import db
from tests.disbursements.desk import KNOWN_ACCOUNT, KNOWN_HOLDER, Desk
from tests.users.bench import Browser

DETAILS: dict[str, Any] = {
    "name": KNOWN_HOLDER,
    "bank_code": "bca",
    "account_number": KNOWN_ACCOUNT,
    "recipient_city": "Kota Bandung",
    "emails": "a@example.com b@example.com",
    "note": "pays the roof",
}


def send(desk: Desk, browser: Browser | None = None, **fields: Any) -> TestResponse:
    """Send the form of a new beneficiary."""
    return (browser or desk.staff).post("/beneficiaries/", **DETAILS | fields)


def kept(desk: Desk, **fields: Any) -> str:
    """Keep somebody; our public id."""
    answer = send(desk, **fields)
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"].rsplit("/", 1)[-1]


def stored() -> list[Beneficiary]:
    """Every beneficiary as stored now, removed ones too."""
    db.session.rollback()
    query = select(Beneficiary).order_by(Beneficiary.id)
    return list(db.session.scalars(query.execution_options(populate_existing=True)))
