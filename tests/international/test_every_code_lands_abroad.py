"""Every code of transfers abroad is told in words of its own, in both languages, beside its field."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask_babel import force_locale

from app.db.base import table_of
from app.db.compare_and_set import change
from app.db.transaction import transaction
from app.flip.codes import Product, canonical, words
from app.international.refusals import REFUSALS
from app.payouts.models import Payout
from app.payouts.refusals import ABOVE
from app.payouts.statuses import PayoutStatus
from app.timeline.models import Transaction
from tests.bills.bench import errors_beside
from tests.house.catalogues import indonesian
from tests.house.source import ROOT
from tests.international.counter import Counter, above
from tests.users.bench import House

KNOWN = json.loads((ROOT / "tests" / "contract" / "error_codes.json").read_text(encoding="utf-8"))
CODES: list[int] = KNOWN["international"]
# The whole answer to an empty call (international: Validation), with our field for each attribute.
MISSING = {
    "amount": "amount",
    "source_country": "source_country",
    "destination_country": "destination_country",
    "beneficiary_full_name": "beneficiary_full_name",
    "beneficiary_bank_account_number": "beneficiary_account_number",
    "beneficiary_bank_id": "beneficiary_bank_id",
    "beneficiary_remittance_purpose": "beneficiary_remittance_purposes",
    "beneficiary_beneficiary_relationship": "beneficiary_relationship",
    "beneficiary_source_of_funds": "beneficiary_source_of_funds",
    "sender_address": "sender_address",
    "sender_identity_type": "sender_identity_type",
    "sender_identity_number": "sender_identity_number",
    "sender_job": "sender_job",
    "sender_email": "sender_email",
    "sender_city": "sender_city",
    "sender_phone_number": "sender_phone_number",
}
# What else Flip checks, with the codes it is checked with.
BESIDE: list[tuple[str, str, tuple[int, ...]]] = [
    ("amount", "amount", (999, 1020, 1035, 1081, 1082, 1083)),
    ("transaction_type", "transaction_type", (1001, 1069)),
    ("source_country", "source_country", (1034,)),
    ("destination_country", "destination_country", (1034,)),
    ("country_iso_code", "destination_country", (1068,)),
    ("beneficiary_full_name", "beneficiary_full_name", (1024, 1084)),
    ("beneficiary_bank_id", "beneficiary_bank_id", (1041,)),
    ("beneficiary_remittance_purposes", "beneficiary_remittance_purposes", (1041,)),
    ("beneficiary_relationship", "beneficiary_relationship", (1041,)),
    ("beneficiary_nationality", "beneficiary_nationality", (1001, 1034)),
    ("beneficiary_province", "beneficiary_province", (1001, 1084)),
    ("beneficiary_city", "beneficiary_city", (1001, 1084)),
    ("beneficiary_address", "beneficiary_address", (1001, 1085)),
    ("beneficiary_sort_code", "beneficiary_sort_code", (1001, 1087)),
    ("sender_name", "sender_name", (1001, 1024)),
    ("sender_country", "sender_country", (1034, 1037)),
    ("sender_place_of_birth", "sender_place_of_birth", (1001, 1038)),
    ("sender_date_of_birth", "sender_date_of_birth", (1039, 1040)),
    ("sender_job", "sender_job", (1041,)),
    ("sender_email", "sender_email", (1041,)),
    ("X-TIMESTAMP", ABOVE, (1094, 1095)),
]
WALK = [(attribute, code, field) for attribute, field, codes in BESIDE for code in codes]
WALK += [(attribute, 1001, field) for attribute, field in MISSING.items()]


def complaint(attribute: str, code: int, message: str = "Flip's own words") -> dict[str, object]:
    """A complaint as the worker keeps it: under the client's one spelling of an attribute."""
    name = canonical(Product.INTERNATIONAL, attribute)
    return {"attribute": name, "code": code, "message": message, "for_now": False}


@contextmanager
def reading(house: House, language: str) -> Iterator[None]:
    with house.app.test_request_context(), force_locale(language):
        yield


@pytest.mark.alike
def test_the_walk_meets_every_code_and_the_whole_missing_answer() -> None:
    assert sorted({code for _, code, _ in WALK} - {1035}) == [code for code in CODES if code != 1035]
    assert len(MISSING) == 16


@pytest.mark.alike
def test_every_code_is_told_in_both_languages_beside_its_field(house: House) -> None:
    catalogue = indonesian()
    for attribute, code, field in WALK:
        english = words(Product.INTERNATIONAL, code)
        assert english
        message = catalogue.get(english)
        assert message is not None
        for language, expected in (("en", english), ("id", message.string)):
            with reading(house, language):
                found = REFUSALS.fields_of([complaint(attribute, code)])
                assert found == {field: [expected]}, (attribute, code)
                assert found[field][0].code == code


@pytest.mark.alike
@pytest.mark.parametrize(
    ("code", "field"),
    [(413, "attachment"), (1081, "amount"), (1069, "transaction_type"), (1085, ABOVE), (1001, ABOVE)],
)
@pytest.mark.parametrize("attribute", ["", "something_new"])
def test_where_flip_names_no_field_of_ours_the_code_says_which_or_nobody_guesses(
    house: House, attribute: str, code: int, field: str
) -> None:
    with reading(house, "en"):
        assert list(REFUSALS.fields_of([complaint(attribute, code)])) == [field]


def _refused(counter: Counter, complaints: list[dict[str, object]]) -> str:
    public_id = counter.prepare()
    row_id = counter.transfer(public_id).id
    with transaction():
        change(table_of(Transaction), row_id, status=PayoutStatus.REFUSED)
        change(table_of(Payout), row_id, refusal=complaints)
    return public_id


def test_the_whole_missing_answer_lands_beside_the_fields_of_the_form_made_anew(counter: Counter) -> None:
    public_id = _refused(counter, [complaint(attribute, 1001) for attribute in MISSING])
    page = counter.staff.get(f"/international/new?anew={public_id}").text
    for field in MISSING.values():
        [said] = errors_beside(page, field)
        assert "Flip 1001" in said, field


def test_every_code_lands_on_the_form_made_anew(counter: Counter) -> None:
    one_each = {field: (attribute, code) for attribute, code, field in WALK}
    public_id = _refused(counter, [complaint(*asked) for asked in one_each.values()])
    page = counter.staff.get(f"/international/new?anew={public_id}").text
    for field, (_attribute, code) in one_each.items():
        said = above(page) if field == ABOVE else " ".join(errors_beside(page, field))
        english = words(Product.INTERNATIONAL, code)
        assert english
        assert english in said, (field, said)


def test_what_flip_says_no_to_for_the_moment_lands_on_the_edit_page(counter: Counter) -> None:
    public_id = counter.prepare()
    row_id = counter.transfer(public_id).id
    with transaction():
        change(table_of(Transaction), row_id, status=PayoutStatus.HELD)
        told = complaint("amount", 1035) | {"for_now": True}
        change(table_of(Payout), row_id, refusal=[told, complaint("sender_job", 1041)], held_for="balance")
    page = counter.staff.get(f"/international/{public_id}/edit").text
    assert "Flip 1035" in errors_beside(page, "amount")[0]
    assert "Flip 1041" in errors_beside(page, "sender_job")[0]
    shown = counter.staff.get(f"/international/{public_id}").text
    assert "The balance at Flip does not cover the rupiah amount" in shown


def test_a_code_nobody_knows_is_told_in_flips_words_beside_the_field_it_names(counter: Counter) -> None:
    odd = [complaint("sender_city", 4711, "City 100% odd"), complaint("colour", 4712, "Too red")]
    page = counter.staff.get(f"/international/new?anew={_refused(counter, odd)}").text
    assert "City 100% odd" in errors_beside(page, "sender_city")[0]
    assert "Too red" in above(page)
