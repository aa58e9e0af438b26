"""The form of a country asks exactly what Flip's form data of it ask, and what is right goes through."""

import re
from typing import Any

import pytest

from tests.bills.bench import errors_beside
from tests.international.counter import COUNTRIES, Counter

ALWAYS = {"full_name", "account_number", "bank_id", "email", "msisdn", "postal_code"}
PERSON = {
    "nationality",
    "province",
    "city",
    "address",
    "relationship",
    "source_of_funds",
    "remittance_purposes",
}
EVERYBODY = ALWAYS | PERSON
SENDER = {
    *("name", "job", "identity_type", "identity_number", "date_of_birth", "place_of_birth"),
    *("address", "city", "country", "phone_number", "email"),
}
COMPANY = EVERYBODY | {"document_reference_number"}
# Type, country, what is asked of the recipient besides, and whether a paper goes along.
ASKED = [
    ("C2C", "GBR", EVERYBODY | {"sort_code", "bank_name"}, False),
    ("C2B", "IRL", EVERYBODY | {"sort_code", "iban"}, False),
    ("C2C", "IND", EVERYBODY | {"ifs_code"}, False),
    ("B2C", "AUS", COMPANY | {"bsb_number", "bank_name"}, False),
    ("C2C", "JPN", EVERYBODY | {"branch_number"}, False),
    ("C2C", "CHN", EVERYBODY | {"region"}, False),
    ("B2B", "MYS", COMPANY, True),
    ("B2B", "USA", COMPANY | {"ach_code"}, False),
    ("C2C", "DEU", EVERYBODY | {"iban"}, False),
    ("B2C", "PHL", COMPANY, False),
]


def asked(page: str, who: str) -> set[str]:
    """The names of the fields about somebody, without their prefix."""
    return set(re.findall(rf'<(?:input|select)[^>]* name="{who}_([a-z_]+)"', page))


@pytest.mark.parametrize(
    ("kind", "country", "recipient", "paper"), ASKED, ids=[f"{a[0]}-{a[1]}" for a in ASKED]
)
def test_a_country_asks_exactly_what_flip_says_and_a_whole_form_goes_through(
    counter: Counter, kind: str, country: str, recipient: set[str], paper: bool
) -> None:
    counter.reads(kind, country)
    page = counter.form(kind, country)
    assert asked(page, "beneficiary") == recipient
    assert asked(page, "sender") == (SENDER if kind.startswith("C") else set())
    assert ('name="attachment"' in page) is paper
    empty: dict[str, Any] = {
        name: "" for name in counter.filled(kind, country) if name not in ("submission", "transaction_type")
    }
    refused = counter.send(kind, country, **{**empty, "destination_country": country, "attachment": ""})
    assert refused.status_code == 422
    for name in set(COUNTRIES[country]) - {"amount"}:
        assert errors_beside(refused.text, name), name
    transfer = counter.transfer(counter.prepare(kind, country))
    assert (transfer.transaction_type, transfer.destination_country) == (kind, country)
    assert transfer.status == "AWAITING"
    assert (transfer.sender is None) is kind.startswith("B")
