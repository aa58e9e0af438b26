"""Every code of accept payment is explained in words of its own; an unknown code in Flip's."""

import json
from pathlib import Path

import pytest

from app.flip.codes import Product, canonical, explain, words

CODES = json.loads((Path(__file__).parents[1] / "contract" / "error_codes.json").read_text(encoding="utf-8"))
ACCEPT_PAYMENT = CODES["accept_payment"] + CODES["our_choice"]["accept_payment"]


@pytest.mark.parametrize("code", ACCEPT_PAYMENT)
def test_every_code_of_accept_payment_has_words(code: int) -> None:
    text = words(Product.ACCEPT_PAYMENT, code)
    assert text
    assert "%" not in text
    assert explain(Product.ACCEPT_PAYMENT, code, "Param x is invalid") == text


def test_no_two_codes_share_their_words() -> None:
    texts = [words(Product.ACCEPT_PAYMENT, code) for code in ACCEPT_PAYMENT]
    assert len(set(texts)) == len(ACCEPT_PAYMENT)


def test_a_code_means_nothing_without_its_product() -> None:
    assert words(Product.MONEY_TRANSFER, 1044) is None


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


def test_fields_have_one_name() -> None:
    assert canonical("expired_at") == canonical("expired_date") == "expired_date"
    assert canonical("something_new") == "something_new"
