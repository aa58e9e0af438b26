"""Every code of the KYC host has its words and its place: beside its picture, in both languages."""

import json

import pytest

from app.agents.sending_data import NOT_ANSWERED
from app.flip.codes import Product, words
from app.gateway.door import NOT_LET_IN
from app.gateway.models import FlipState
from tests.agents.walk import Walk
from tests.agents.walk_forms import text_of
from tests.gateway.bench import known
from tests.house.catalogues import indonesian
from tests.house.source import ROOT
from tests.pictures import card

KNOWN = json.loads((ROOT / "tests" / "contract" / "error_codes.json").read_text(encoding="utf-8"))
CODES: list[int] = sorted(int(code) for code in KNOWN["kyc"])
# These say that nothing was looked at: the picture waits and is sent again by itself.
WAITS = {403: NOT_LET_IN, 404: NOT_LET_IN, 500: NOT_ANSWERED, 503: NOT_ANSWERED}
KEY = 401
BESIDE = [code for code in CODES if code not in {*WAITS, KEY}]


def _refused(walk: Walk, code: int) -> str:
    """Our number of an agent whose card met this answer of Flip's."""
    public_id = walk.registered()
    body = json.dumps({"errors": [{"code": code, "message": "Flip's own words"}]})
    status = code if code in {*WAITS, KEY} else 422
    walk.world.flip.fault("PUT /identities", "status", status=status, body=body)
    walk.take(public_id, "identity", card())
    walk.world.work()
    return public_id


def _read(walk: Walk, public_id: str, language: str) -> str:
    browser = walk.world.house.as_("staff", language=language)
    return text_of(browser.get(f"/agents/{public_id}/card").text)


def _in_indonesian(text: str) -> str:
    said = indonesian()[text].string
    assert isinstance(said, str)
    return said


def test_the_walk_is_over_every_code_there_is() -> None:
    assert len(CODES) == 27
    assert {*BESIDE, *WAITS, KEY} == set(CODES)


@pytest.mark.parametrize("code", BESIDE)
def test_a_complaint_stands_beside_the_picture_in_its_own_words(walk: Walk, code: int) -> None:
    public_id = _refused(walk, code)
    said = words(Product.KYC, code)
    assert said
    for language, text in (("en", said), ("id", _in_indonesian(said))):
        page = _read(walk, public_id, language)
        assert text in page
        assert str(code) in page


@pytest.mark.parametrize("code", WAITS)
def test_what_was_not_looked_at_waits_and_says_for_what(walk: Walk, code: int) -> None:
    public_id = _refused(walk, code)
    for language, text in (("en", WAITS[code]), ("id", _in_indonesian(WAITS[code]))):
        assert text in _read(walk, public_id, language)


def test_a_key_that_is_not_taken_pauses_everything_and_refuses_nothing(walk: Walk) -> None:
    public_id = _refused(walk, KEY)
    assert known().state is FlipState.PAUSED
    assert FlipState.PAUSED.label in _read(walk, public_id, "en")
