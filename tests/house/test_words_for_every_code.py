"""Each of Flip's error codes for accept payment has words of its own, in English and in Indonesian."""

import json
from collections import Counter

import pytest

from app.flip.codes import Product, words
from tests.house.catalogues import indonesian
from tests.house.source import ROOT

pytestmark = pytest.mark.alike

KNOWN = json.loads((ROOT / "tests" / "contract" / "error_codes.json").read_text(encoding="utf-8"))
CODES = sorted({*KNOWN["accept_payment"], *KNOWN["our_choice"]["accept_payment"]})


def in_indonesian(text: str) -> str:
    message = indonesian().get(text)
    assert message is not None, f"the catalogue lacks {text!r}"
    assert isinstance(message.string, str)
    return message.string


def shared(texts: dict[int, str]) -> dict[int, str]:
    """The codes whose words another code has too."""
    counted = Counter(texts.values())
    return {code: text for code, text in texts.items() if counted[text] > 1}


def test_every_code_has_english_words_of_its_own() -> None:
    texts = {code: words(Product.ACCEPT_PAYMENT, code) or "" for code in CODES}
    assert [code for code, text in texts.items() if not text] == []
    assert shared(texts) == {}


def test_every_code_has_indonesian_words_of_its_own() -> None:
    english = {code: words(Product.ACCEPT_PAYMENT, code) or "" for code in CODES}
    said = {code: in_indonesian(text) for code, text in english.items()}
    assert [code for code, text in said.items() if not text or text == english[code]] == []
    assert shared(said) == {}
