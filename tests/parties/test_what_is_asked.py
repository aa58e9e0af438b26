"""A form asks for what type and country want, demands what they need, and offers nothing they do not take."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from stdnum import iban
from stdnum.iso7064 import mod_97_10

from app.corridors import queries
from app.corridors.statuses import TransactionType
from app.corridors.tasks import read_form, read_rates
from app.flip.corridors import FormData
from app.flip.international_requests import (
    NewBeneficiary,
    NewBusinessTransfer,
    NewConsumerTransfer,
    NewSender,
)
from app.gateway.door import asking
from app.lib.countries import alpha2
from app.parties.fields import BeneficiaryFields, SenderFields, filling
from tests.parties.books import JOHN, SITI, Books
from tests.sandbox.abroad_steps import IDENTIFIERS
from tests.users.bench import Browser

ALWAYS = {"full_name", "account_number", "bank_id"}
PERSONAL = {
    "nationality",
    "province",
    "city",
    "address",
    "relationship",
    "source_of_funds",
    "remittance_purposes",
}
BESIDES = {"email", "msisdn", "postal_code"}
# Type and country; what is asked for beyond the above, what of it is needed.
ASKED: list[tuple[str, str, set[str], set[str]]] = [
    ("C2C", "GBR", {"sort_code", "bank_name"}, {"sort_code"}),
    ("C2B", "AUS", {"bsb_number", "bank_name"}, {"bsb_number"}),
    ("C2C", "IRL", {"sort_code", "iban"}, {"sort_code", "iban"}),
    ("C2C", "CHN", {"region"}, {"region"}),
    ("C2C", "SGP", set(), set()),
    ("B2B", "CHN", {"document_reference_number"}, set()),
    ("B2B", "MYS", {"document_reference_number"}, set()),
    ("B2C", "USA", {"ach_code", "document_reference_number"}, {"ach_code"}),
    ("B2C", "IND", {"ifs_code", "document_reference_number"}, {"ifs_code"}),
]


class BothFields(BeneficiaryFields, SenderFields):
    """The form of a transfer, as far as its people go; `fits` is what checking it said."""

    fits = False


def told_of(kind: str, country: str) -> FormData:
    told = queries.form_data(queries.country_form(TransactionType(kind), country))
    assert told is not None
    return told


def filled(books: Books, kind: str, told: FormData, values: dict[str, Any]) -> BothFields:
    """The form, sent and checked."""
    with books.world.app.test_request_context("/", method="POST", data=values):
        form = BothFields(meta={"csrf": False})
        for _ in range(2):
            form.ask(TransactionType(kind), told.country_iso_code, told)
        form.fits = form.validate()
        return form


def test_each_type_and_country_is_asked_exactly_what_it_takes(books: Books) -> None:
    for kind, country, more, needed in ASKED:
        read_form(kind, country)
        form = filled(books, kind, told_of(kind, country), {})
        consumer = kind in ("C2C", "C2B")
        names = {
            name.removeprefix("beneficiary_") for name in form._fields if name.startswith("beneficiary_")
        }
        assert names == ALWAYS | PERSONAL | BESIDES | more, (kind, country)
        missing = {
            name.removeprefix("beneficiary_") for name in form.errors if name.startswith("beneficiary_")
        }
        assert missing == ALWAYS | needed | (PERSONAL if consumer else set()), (kind, country)
        whose = {name for name in form._fields if name.startswith("sender_")}
        assert whose == ({name for name in SITI if name != "note"} if consumer else set()), (kind, country)
        assert (form.sender_values() is None) == (not consumer or form.errors != {})


def test_what_flip_asks_for_beyond_the_usual_is_demanded_and_what_nobody_can_tell_is_said(
    books: Books,
) -> None:
    told = told_of("C2C", "GBR")
    asks = told.model_copy(
        update={"special_identifiers": ("id_number", "id_expiration_date", "swift_bic_code", "cnaps_code")}
    )
    form = filled(books, "C2C", asks, JOHN | SITI)
    missing = {f"beneficiary_{name}" for name in ("id_number", "id_expiration_date", "swift_bic_code")}
    assert {name for name in form.errors if name} == missing
    assert "“cnaps_code”" in form.form_errors[0]
    assert form.fits is False
    paper = {
        "beneficiary_id_number": "AB 123",
        "beneficiary_id_expiration_date": "2020-01-01",
        "beneficiary_swift_bic_code": "CHASUS33",
    }
    wrong = filled(books, "C2C", asks, JOHN | SITI | paper)
    assert {name for name in wrong.errors if name} == missing - {"beneficiary_id_number"}
    good = {"beneficiary_id_expiration_date": "2090-01-01", "beneficiary_swift_bic_code": "midlgb22"}
    right = filled(books, "C2C", asks, JOHN | SITI | paper | good)
    assert {name for name in right.errors if name} == set()
    assert right.fits is False
    regions = told.model_copy(update={"regions": {"10274": "Beijing"}})
    assert "beneficiary_region" not in filled(books, "C2C", regions, {})
    values = right.beneficiary_values()
    assert (values["id_expiration_date"], values["swift_bic_code"]) == ("2090-01-01", "MIDLGB22")
    company = filled(books, "B2B", asks, JOHN)
    assert "beneficiary_swift_bic_code" not in company


def test_a_list_that_flip_left_empty_lets_nobody_through(books: Books) -> None:
    told = told_of("C2C", "GBR").model_copy(update={"banks": {}, "remittance_purposes": {}})
    form = filled(books, "C2C", told, JOHN | SITI)
    assert set(form.errors) == {"beneficiary_bank_id", "beneficiary_remittance_purposes"}


def account_in(country: str) -> str:
    """Some IBAN of a country, built as its banks build them."""
    letters = alpha2(country)
    assert letters
    [(_code, facts)] = iban._ibandb.info(letters)
    parts = re.findall(r"(\d+)!([nac])", facts["bban"])
    bban = "".join(("A" if kind == "a" else "1") * int(count) for count, kind in parts)
    return f"{letters}{mod_97_10.calc_check_digits(bban + letters)}{bban}"


def good_fields(told: FormData, kind: str) -> dict[str, Any]:
    own = {f"beneficiary_{name}": IDENTIFIERS[name] for name in told.special_identifiers}
    if "iban" in told.special_identifiers:
        own["beneficiary_iban"] = account_in(told.country_iso_code)
    own["beneficiary_bank_id"] = next(iter(told.banks))
    own["beneficiary_region"] = next(iter(told.regions), "")
    return JOHN | SITI | {"beneficiary_sort_code": "", "beneficiary_email": ""} | own


def sent(kind: str, country: str, form: BothFields, amount: Decimal, key: str) -> str:
    """What Flip says to a transfer between the people of a form, its status."""
    beneficiary = NewBeneficiary(**of_request(form.beneficiary_values()))
    common: dict[str, Any] = {
        "idempotency_key": key,
        "transaction_type": kind,
        "destination_country": country,
        "amount": amount,
        "beneficiary": beneficiary,
    }
    whose = form.sender_values()
    with asking() as flip:
        if whose is None:
            return flip.international.create_with_attachment(NewBusinessTransfer(**common)).status
        made = NewConsumerTransfer(**common, sender=NewSender(**of_request(whose)))
        return flip.international.create(made).status


def of_request(values: dict[str, str]) -> dict[str, Any]:
    return {name: date.fromisoformat(text) if "_date" in name else text for name, text in values.items()}


@pytest.mark.parametrize("kind", ["C2C", "C2B", "B2C", "B2B"])
def test_what_the_form_lets_through_flip_takes_for_every_country(books: Books, kind: str) -> None:
    books.world.flip.panel("switches", {"strict_places": True, "fewest_address_words": 2})
    read_rates(kind)
    taken = 0
    for rate in queries.rates(TransactionType(kind)):
        country = rate.country_iso_code
        if not rate.is_active or (kind, country) == ("B2B", "MYS"):  # that one wants an invoice
            continue
        read_form(kind, country)
        told = told_of(kind, country)
        form = filled(books, kind, told, good_fields(told, kind))
        assert form.errors == {}, (country, form.errors)
        assert rate.minimum_amount
        assert sent(kind, country, form, rate.minimum_amount, f"{kind}-{country}") == "PENDING", country
        taken += 1
    assert taken > 40


@pytest.mark.parametrize("language", ["en", "id"])
def test_flips_keys_are_named_in_both_languages(books: Books, language: str) -> None:
    browser: Browser = books.staff
    browser.headers["Accept-Language"] = language
    page = browser.get("/international/beneficiaries/new?type=C2C&country=GBR").text
    words = {
        "en": ("Grandmother", "Savings", "Support of the family", "Sort code", "Name of the recipient"),
        "id": ("Nenek", "Tabungan", "Bantuan keluarga", "Nama penerima"),
    }[language]
    for word in words:
        assert word in page
    page = browser.get("/international/senders/new").text
    for word in {"en": ("Housewife", "Passport"), "id": ("Ibu rumah tangga", "Paspor")}[language]:
        assert word in page


def test_a_form_is_filled_as_its_values_are_kept() -> None:
    of_sender = {"name": "Siti", "date_of_birth": "1963-12-01", "email": None}
    assert filling("sender", of_sender) == {
        "sender_name": "Siti",
        "sender_date_of_birth": date(1963, 12, 1),
        "sender_email": None,
    }
