"""Every wrong field gets an error beside it, in plain words, and everything typed is kept."""

from typing import Any

import pytest

from app.bills.models import Bill
from app.users.permissions import Role
from tests.bills.bench import CUSTOMER, FORM, METHOD, errors_above, errors_beside, how_many, typed
from tests.users.bench import House

EMPTY: dict[str, Any] = dict.fromkeys(FORM, "")
LONG = "x" * 256

WRONG = [
    (FORM | {"title": ""}, "title", "Give the bill a title."),
    (FORM | {"title": "   "}, "title", "Give the bill a title."),
    (FORM | {"title": "Coffee <table>?"}, "title", "Flip does not accept these characters here: < > ?"),
    (FORM | {"title": "50% off; 'now' #1 $"}, "title", "Flip does not accept these characters here: # $ ' ;"),
    (FORM | {"title": LONG}, "title", "At most 255 characters; this has 256."),
    (FORM | {"title": "bell\x07"}, "title", "cannot be printed"),
    (FORM | {"title": "nul\x00"}, "title", "cannot be printed"),
    (FORM | {"amount_idr": "9.999"}, "amount_idr", "Flip takes bills from Rp 10.000 up."),
    (FORM | {"amount_idr": "a lot"}, "amount_idr", "This is not an amount in rupiah"),
    (FORM | {"amount_idr": "-10000"}, "amount_idr", "This is not an amount in rupiah"),
    (FORM | {"amount_idr": "12500,50"}, "amount_idr", "This is not an amount in rupiah"),
    (FORM | {"amount_idr": "1.250jt"}, "amount_idr", "This is not an amount in rupiah"),
    (FORM | {"type": "THRICE"}, "type", "Not a valid choice"),
    (FORM | {"step": "4"}, "step", "Not a valid choice"),
    (FORM | {"expiry": "someday"}, "expiry", "Not a valid choice"),
    (FORM | {"expiry": "moment"}, "expires_at", "Choose the day and time."),
    (FORM | {"expiry": "moment", "expires_at": "soon"}, "expires_at", "This is not a date and time"),
    (FORM | {"expiry": "moment", "expires_at": "0001-01-01T00:00"}, "expires_at", "This is not a date"),
    (FORM | {"expiry": "moment", "expires_at": "2026-02-30T10:00"}, "expires_at", "This is not a date"),
    (FORM | {"expiry": "moment", "expires_at": "2020-01-01T10:00"}, "expires_at", "This moment has passed"),
    (FORM | {"redirect_url": "example.com"}, "redirect_url", "Start with https://"),
    (FORM | {"redirect_url": "javascript:alert(1)"}, "redirect_url", "Start with https://"),
    (FORM | {"redirect_url": "https://x/" + "y" * 2_000}, "redirect_url", "At most 2000 characters"),
    (FORM | CUSTOMER | {"amount_idr": ""}, "amount_idr", "Enter the amount"),
    (FORM | CUSTOMER | {"sender_name": ""}, "sender_name", "Enter the customer's name."),
    (FORM | CUSTOMER | {"sender_name": LONG}, "sender_name", "At most 255 characters"),
    (FORM | CUSTOMER | {"sender_email": ""}, "sender_email", "Enter the customer's e-mail address."),
    (FORM | CUSTOMER | {"sender_email": "jon@"}, "sender_email", "This is not an e-mail address."),
    (FORM | CUSTOMER | {"sender_phone_number": "0812"}, "sender_phone_number", "Write 8 to 16 digits"),
    (FORM | CUSTOMER | {"sender_phone_number": "٠٨١٢٣٤٥٦٧٨٩"}, "sender_phone_number", "Write 8 to 16 digits"),
    (
        FORM | CUSTOMER | {"sender_phone_number": "", "is_phone_number_required": "y"},
        "sender_phone_number",
        "Enter the phone number, or do not ask for it.",
    ),
    (
        FORM | CUSTOMER | {"sender_address": "", "is_address_required": "y"},
        "sender_address",
        "Enter the address, or do not ask for it.",
    ),
    (FORM | METHOD | {"method": ""}, "method", "Choose how the customer will pay."),
    (FORM | METHOD | {"method": "barter:goat"}, "method", "Not a valid choice"),
    (FORM | METHOD | {"type": "MULTIPLE"}, "type", "can be paid only once"),
]


@pytest.mark.parametrize(("form", "field", "words"), WRONG)
def test_a_wrong_field_gets_its_error_beside_it_and_everything_typed_is_kept(
    house: House, form: dict[str, Any], field: str, words: str
) -> None:
    answer = house.as_(Role.STAFF).post("/bills/", **form)
    assert answer.status_code == 422
    [error] = errors_beside(answer.text, field)
    assert words in error
    assert "needs correcting" in errors_above(answer.text)
    for name in ("title", "amount_idr", "expires_at", "redirect_url", "sender_name", "sender_email"):
        said = form.get(name, "")
        kept = typed(answer.text, name)
        assert (kept or "").strip() == said.strip() or "\x00" in said or "\x07" in said
    assert how_many(Bill) == 0


def test_all_wrong_fields_are_told_at_once(house: House) -> None:
    form = (
        FORM | METHOD | {"title": "", "amount_idr": "x", "sender_name": "", "sender_email": "x", "method": ""}
    )
    page = house.as_(Role.STAFF).post("/bills/", **form).text
    for field in ("title", "amount_idr", "sender_name", "sender_email", "method"):
        assert len(errors_beside(page, field)) == 1, field


def test_an_empty_form_is_answered_with_errors_and_not_with_a_fault(house: House) -> None:
    staff = house.as_(Role.STAFF)
    assert staff.post("/bills/", **EMPTY).status_code == 422
    assert staff.post("/bills/").status_code == 422


def test_htmx_gets_the_form_alone_with_its_errors(house: House) -> None:
    staff = house.as_(Role.STAFF)
    staff.headers["HX-Request"] = "true"
    staff.headers["HX-Request-Type"] = "partial"
    answer = staff.client.post(
        "/bills/", data=FORM | {"title": "", "csrf_token": staff.token()}, headers=staff.headers
    )
    assert answer.status_code == 422
    assert answer.text.lstrip().startswith("<form")
    assert errors_beside(answer.text, "title")
    assert answer.headers["Cache-Control"] == "no-store"


def test_what_the_chosen_step_does_not_ask_for_cannot_be_wrong(house: House) -> None:
    """Its boxes are hidden: an error there could neither be seen nor put right."""
    staff = house.as_(Role.STAFF)
    leftovers = {"sender_email": "jon@", "sender_phone_number": "0", "method": "barter:goat"}
    assert staff.post("/bills/", **(FORM | leftovers)).status_code == 303
    form = FORM | METHOD | {"submission": "another", "redirect_url": "nonsense"}
    assert staff.post("/bills/", **form).status_code == 303


@pytest.mark.parametrize("step", ["1", "2", "3"])
def test_changing_the_step_loses_nothing_and_complains_of_nothing(house: House, step: str) -> None:
    told = FORM | METHOD | {"step": step, "redirect_url": "https://example.com/x", "amount_idr": "nonsense"}
    page = house.as_(Role.STAFF).post("/bills/form", **told).text
    for name in ("title", "amount_idr", "redirect_url", "sender_name", "sender_email", "sender_address"):
        assert typed(page, name) == told[name]
    assert '<option selected value="virtual_account:mandiri">' in page
    assert typed(page, "submission") == told["submission"]
    assert "field-error" not in page


def test_the_words_follow_the_persons_language(house: House) -> None:
    """The English source goes through the catalogue: in another language it is not the English one."""
    staff = house.as_(Role.STAFF, language="id")
    page = staff.post("/bills/", **(FORM | {"title": ""})).text
    assert '<html lang="id"' in page
    assert errors_beside(page, "title") not in ([], ["Give the bill a title."])


@pytest.mark.parametrize("role", [Role.SUPPORT])
def test_support_may_not_make_bills(house: House, role: Role) -> None:
    browser = house.as_(role)
    assert browser.get("/bills/new").status_code == 403
    assert browser.post("/bills/", **FORM).status_code == 403
    assert browser.post("/bills/form", **FORM).status_code == 403
    assert how_many(Bill) == 0
