"""Each of Flip's codes that we meet, and each reason to cancel, has words of its own in both languages."""

import json
from collections import Counter
from typing import TypeVar

import pytest

from app.flip import codes_international, codes_money_transfer
from app.flip.codes import Product, words
from tests.house.catalogues import indonesian
from tests.house.source import ROOT

pytestmark = pytest.mark.alike

KNOWN = json.loads((ROOT / "tests" / "contract" / "error_codes.json").read_text(encoding="utf-8"))
CODES = {
    Product.ACCEPT_PAYMENT: sorted({*KNOWN["accept_payment"], *KNOWN["our_choice"]["accept_payment"]}),
    Product.MONEY_TRANSFER: KNOWN["money_transfer"],
    Product.INTERNATIONAL: sorted({*KNOWN["international"], *KNOWN["our_choice"]["international"]}),
    Product.KYC: KNOWN["kyc"],
}
REASONS = {
    "disbursement_reasons": codes_money_transfer.REASONS,
    "international_cancel_reasons": codes_international.REASONS,
}
Code = TypeVar("Code", int, str)
every_product = pytest.mark.parametrize("product", CODES)


def in_indonesian(text: str) -> str:
    message = indonesian().get(text)
    assert message is not None, f"the catalogue lacks {text!r}"
    assert isinstance(message.string, str)
    return message.string


def shared(texts: dict[Code, str]) -> dict[Code, str]:
    """The codes whose words another code has too."""
    counted = Counter(texts.values())
    return {code: text for code, text in texts.items() if counted[text] > 1}


@every_product
def test_every_code_has_english_words_of_its_own(product: Product) -> None:
    texts = {code: words(product, code) or "" for code in CODES[product]}
    assert [code for code, text in texts.items() if not text] == []
    assert shared(texts) == {}


@every_product
def test_every_code_has_indonesian_words_of_its_own(product: Product) -> None:
    english = {code: words(product, code) or "" for code in CODES[product]}
    said = {code: in_indonesian(text) for code, text in english.items()}
    assert [code for code, text in said.items() if not text or text == english[code]] == []
    assert shared(said) == {}


@pytest.mark.parametrize("name", REASONS)
def test_every_reason_to_cancel_has_words_of_its_own_in_both_languages(name: str) -> None:
    english = {reason: REASONS[name].get(reason, "") for reason in KNOWN[name]}
    said = {reason: in_indonesian(text) for reason, text in english.items()}
    assert [reason for reason, text in said.items() if not text or text == english[reason]] == []
    assert shared(english) == shared(said) == {}
