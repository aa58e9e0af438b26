"""Every code and every reason to cancel is explained in words of its own; an unknown one in Flip's."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from app.flip import codes_international
from app.flip.codes import Product, canonical, explain, words
from app.flip.codes_kyc import WORDS as KYC_WORDS
from app.flip.codes_money_transfer import REASONS, WORDS, explain_reason

CODES = json.loads((Path(__file__).parents[1] / "contract" / "error_codes.json").read_text(encoding="utf-8"))
OWN = {
    Product.ACCEPT_PAYMENT: CODES["accept_payment"] + CODES["our_choice"]["accept_payment"],
    Product.MONEY_TRANSFER: CODES["money_transfer"],
    Product.INTERNATIONAL: CODES["international"] + CODES["our_choice"]["international"],
    Product.KYC: CODES["kyc"],
}
EVERY = [(product, code) for product, codes in OWN.items() for code in codes]


@pytest.mark.parametrize(("product", "code"), EVERY)
def test_every_code_has_words(product: Product, code: int) -> None:
    text = words(product, code)
    assert text
    assert "%" not in text
    assert explain(product, code, "Param x is invalid") == text


@pytest.mark.parametrize("product", OWN)
def test_no_two_codes_share_their_words(product: Product) -> None:
    texts = [words(product, code) for code in OWN[product]]
    assert len(set(texts)) == len(texts)


def test_no_code_was_made_up() -> None:
    assert sorted(WORDS) == CODES["money_transfer"]
    assert sorted(KYC_WORDS) == CODES["kyc"]
    assert sorted(codes_international.WORDS) == sorted(OWN[Product.INTERNATIONAL])


def test_a_code_means_nothing_without_its_product() -> None:
    assert words(Product.MONEY_TRANSFER, 1044) is None
    for code in (1043, 1070, 1071, 1072, 1073, 1074, 1091):
        assert words(Product.MONEY_TRANSFER, code) != words(Product.ACCEPT_PAYMENT, code)
    for code in CODES["international"]:
        assert words(Product.MONEY_TRANSFER, code) != words(Product.INTERNATIONAL, code)


def test_an_unknown_code_keeps_the_words_of_flip() -> None:
    assert "Param 100% is odd" in explain(Product.ACCEPT_PAYMENT, 4711, "Param 100% is odd")
    assert "no reason" in explain(Product.KYC, 4711, "")


def test_words_are_translated_before_those_of_flip_are_put_in() -> None:
    catalogue = {
        explain(Product.ACCEPT_PAYMENT, 1043, ""): "Beri judul.",
    }
    text = explain(Product.ACCEPT_PAYMENT, 1043, "", lambda source: catalogue[source])
    assert text == "Beri judul."
    assert explain(Product.KYC, 1, "Sorry", lambda source: "Flip: %(message)s") == "Flip: Sorry"


@pytest.mark.parametrize(
    ("reasons", "explain_reason", "known"),
    [
        (REASONS, explain_reason, "disbursement_reasons"),
        (codes_international.REASONS, codes_international.explain_reason, "international_cancel_reasons"),
    ],
)
def test_every_reason_for_a_cancellation_has_words(
    reasons: dict[str, str], explain_reason: Callable[[str], str], known: str
) -> None:
    assert list(reasons) == CODES[known]
    texts = [explain_reason(reason) for reason in reasons]
    assert len(set(texts)) == len(texts)
    assert not any("%" in text for text in texts)


@pytest.mark.parametrize("explain_reason", [explain_reason, codes_international.explain_reason])
def test_an_unknown_reason_is_told_as_it_came(explain_reason: Callable[..., str]) -> None:
    assert "“100%_NEW”" in explain_reason("100%_NEW")
    assert explain_reason("NEW", lambda source: "Alasan: %(reason)s") == "Alasan: NEW"
    for nothing in (None, ""):
        assert "without giving a reason" in explain_reason(nothing)


def test_fields_have_one_name() -> None:
    for spelling in ("expired_at", "expired_date"):
        assert canonical(Product.ACCEPT_PAYMENT, spelling) == "expired_date"
    assert canonical(Product.ACCEPT_PAYMENT, "type") == "type"
    assert canonical(Product.ACCEPT_PAYMENT, "something_new") == "something_new"


def test_fields_of_transfers_abroad_are_called_as_in_the_request() -> None:
    assert canonical(Product.INTERNATIONAL, "beneficiary_bank_account_number") == "beneficiary_account_number"
    assert canonical(Product.INTERNATIONAL, "beneficiary_remittance_purpose") == (
        "beneficiary_remittance_purposes"
    )
    assert canonical(Product.INTERNATIONAL, "beneficiary_beneficiary_relationship") == (
        "beneficiary_relationship"
    )
    assert canonical(Product.INTERNATIONAL, "type") == "amount"
    assert canonical(Product.INTERNATIONAL, "id_number") == "beneficiary_id_number"
    for same in ("transaction_type", "sender_city", "beneficiary_sort_code", "something_new"):
        assert canonical(Product.INTERNATIONAL, same) == same
