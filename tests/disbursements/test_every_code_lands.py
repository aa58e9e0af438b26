"""Every code of money transfer is told in words of its own, in both languages, beside its field."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask_babel import force_locale

from app.disbursements.refusals import REFUSALS
from app.flip.codes import Product, words
from app.payouts.refusals import ABOVE
from app.web.forms import CodedError
from tests.disbursements.desk import Desk
from tests.house.catalogues import indonesian
from tests.house.source import ROOT
from tests.users.bench import House

KNOWN = json.loads((ROOT / "tests" / "contract" / "error_codes.json").read_text(encoding="utf-8"))
CODES: list[int] = KNOWN["money_transfer"]

# Our field for each attribute Flip checks (disbursement: Validation), and the codes it is checked with.
PARAMETERS: dict[str, tuple[str, tuple[int, ...]]] = {
    "account_number": ("account_number", (1001, 1002, 1020, 1025, 1026, 1027, 1089)),
    "bank_code": ("bank_code", (1001, 1033, 1088, 1093)),
    "amount": ("amount_idr", (1001, 1020, 1021, 1022, 1035, 1042, 1086, 2005)),
    "remark": ("remark", (1002, 1024, 2001, 2003)),
    "recipient_city": ("recipient_city", (1001, 1038)),
    "beneficiary_email": ("beneficiary_emails", (1070, 1071)),
    "agent_id": ("agent", (1001, 1020, 1090, 1091)),
    "direction": ("direction", (1001, 1041)),
    "sender_country": ("sender_country", (1001, 1034, 1037)),
    "sender_name": ("sender_name", (1001, 1002, 1024, 2001, 2003, 2004)),
    "sender_address": ("sender_address", (1001, 1002, 1024, 2001)),
    "sender_job": ("sender_job", (1001, 1041)),
    "sender_place_of_birth": ("sender_place_of_birth", (1001, 1038)),
    "sender_date_of_birth": ("sender_date_of_birth", (1039, 1040)),
    "sender_identity_type": ("sender_identity_type", (1001, 1041)),
    "sender_identity_number": ("sender_identity_number", (1002, 1024, 2001, 2002, 2004)),
}
BESIDE = [(attribute, code, field) for attribute, (field, codes) in PARAMETERS.items() for code in codes]
# About no field that could be corrected: the company, the agent, the request, another call.
ABOVE_THE_FORM = [
    ("id", 999),
    ("pagination", 1032),
    ("title", 1043),
    ("id", 1072),
    ("idempotency-key", 1073),
    ("amount", 1074),
    ("amount", 1080),
    ("agent_id", 1092),
    ("X-TIMESTAMP", 1094),
    ("X-TIMESTAMP", 1095),
    ("idempotency-key", 1001),
    ("idempotency-key", 1024),
    ("idempotency-key", 2004),
]
WALK = BESIDE + [(attribute, code, ABOVE) for attribute, code in ABOVE_THE_FORM]


@contextmanager
def reading(house: House, language: str) -> Iterator[None]:
    with house.app.test_request_context(), force_locale(language):
        yield


def complaint(attribute: str, code: int, message: str = "Flip's own words") -> dict[str, object]:
    return {"attribute": attribute, "code": code, "message": message, "for_now": False}


@pytest.mark.alike
def test_the_walk_meets_every_code() -> None:
    assert sorted({code for _, code, _ in WALK}) == CODES


@pytest.mark.alike
def test_every_code_is_told_in_both_languages_beside_its_field(house: House) -> None:
    catalogue = indonesian()
    for attribute, code, field in WALK:
        english = words(Product.MONEY_TRANSFER, code)
        assert english
        message = catalogue.get(english)
        assert message is not None
        for language, expected in (("en", english), ("id", message.string)):
            with reading(house, language):
                assert REFUSALS.fields_of([complaint(attribute, code)]) == {field: [expected]}, (
                    attribute,
                    code,
                )


@pytest.mark.alike
def test_no_code_reads_the_same_in_both_languages(house: House) -> None:
    for code in CODES:
        said = []
        for language in ("en", "id"):
            with reading(house, language):
                [[text]] = REFUSALS.fields_of([complaint("", code)]).values()
            said.append(str(text))
        assert said[0] != said[1]


@pytest.mark.alike
def test_flips_code_comes_along_for_the_small_print(house: House) -> None:
    with reading(house, "id"):
        [[text]] = REFUSALS.fields_of([complaint("amount", 1021)]).values()
    assert isinstance(text, CodedError)
    assert text.code == 1021


@pytest.mark.alike
@pytest.mark.parametrize(("code", "field"), [(1025, "account_number"), (2005, "amount_idr"), (1001, ABOVE)])
@pytest.mark.parametrize("attribute", ["", "something_new"])
def test_where_flip_names_no_field_of_ours_the_code_says_which_or_nobody_guesses(
    house: House, attribute: str, code: int, field: str
) -> None:
    with reading(house, "en"):
        assert list(REFUSALS.fields_of([complaint(attribute, code)])) == [field]


@pytest.mark.alike
def test_a_code_nobody_knows_is_told_in_flips_words_beside_the_field_it_names(house: House) -> None:
    with reading(house, "en"):
        found = REFUSALS.fields_of(
            [complaint("remark", 4711, "Remark 100% odd"), complaint("colour", 4712, "Too red")]
        )
    assert "Remark 100% odd" in found["remark"][0]
    assert "Too red" in found[ABOVE][0]


@pytest.mark.alike
def test_a_short_balance_is_told_beside_the_amount_even_without_a_complaint_inside(house: House) -> None:
    with reading(house, "en"):
        [text] = REFUSALS.fields_of([complaint("", 0, "BALANCE_INSUFFICIENT")])["amount_idr"]
    assert "Top up the balance" in text
    assert text.code == 1035


def test_what_flip_complained_about_is_kept_with_the_payout_and_lands(desk: Desk) -> None:
    public_id = desk.prepare()
    errors = [complaint("remark", 1024), complaint("recipient_city", 1038), complaint("", 999)]
    body = json.dumps({"code": "VALIDATION_ERROR", "errors": errors})
    desk.world.flip.fault("POST /disbursement", "status", status=422, body=body, times=1)
    desk.approve(public_id)
    desk.world.work()
    payout = desk.payout(public_id)
    assert payout.status == "REFUSED"
    with reading(desk.world.house, "en"):
        found = REFUSALS.fields_of(payout.payout.refusal)
    assert {field: [text.code for text in texts] for field, texts in found.items()} == {
        "remark": [1024],
        "recipient_city": [1038],
        ABOVE: [999],
    }
