"""Asking for the holder of an account, and for Flip's lists of places."""

import pytest

from app.flip.client import FlipClient
from app.flip.errors import FlipNotSent, FlipRefused, FlipUnknown
from tests.flip.tiny_server import TinyServer, reply

INQUIRY = "POST /v2/disbursement/bank-account-inquiry"
WORDS = [
    *(
        "PENDING",
        "SUCCESS",
        "INVALID_ACCOUNT_NUMBER",
        "SUSPECTED_ACCOUNT",
        "BLACK_LISTED",
        "FAILED",
        "CLOSED",
    ),
    "SOMETHING_NEW",
]


@pytest.mark.parametrize("word", WORDS)
def test_every_word_of_an_inquiry_is_kept(server: TinyServer, client: FlipClient, word: str) -> None:
    answer = {"bank_code": "bca", "account_number": "0012", "account_holder": "Budi", "status": word}
    server.on(INQUIRY, reply(200, answer))
    inquiry = client.inquiries.ask("bca", "0012")
    assert (inquiry.status, inquiry.account_holder, inquiry.inquiry_key) == (word, "Budi", None)
    assert inquiry.raw == answer


def test_an_inquiry_sends_its_key_only_when_it_has_one(server: TinyServer, client: FlipClient) -> None:
    server.on(INQUIRY, reply(200, {"status": "PENDING", "inquiry_key": "k1"}))
    client.inquiries.ask("bca", "0012")
    assert client.inquiries.ask("bca", "0012", "k1").inquiry_key == "k1"
    asked = [("account_number", "0012"), ("bank_code", "bca")]
    assert [seen.form for seen in server.seen] == [asked, [*asked, ("inquiry_key", "k1")]]
    assert "x-timestamp" not in server.seen[0].headers


@pytest.mark.parametrize("nobody", ["", "-", None, "null"])
def test_a_holder_who_is_not_known_is_none(server: TinyServer, client: FlipClient, nobody: object) -> None:
    server.on(INQUIRY, reply(200, {"account_holder": nobody, "status": "PENDING"}))
    assert client.inquiries.ask("bca", "0012").account_holder is None


def test_an_inquiry_may_fail_like_every_call(server: TinyServer, client: FlipClient) -> None:
    errors = [{"attribute": "bank_code", "code": 1033, "message": "…"}]
    for behaviour, kind in [
        (reply(422, {"code": "VALIDATION_ERROR", "errors": errors}), FlipRefused),
        (reply(404, {"status": 404}), FlipNotSent),
        (reply(200, {"account_holder": "Budi"}), FlipUnknown),
        (reply(200, []), FlipUnknown),
    ]:
        server.on(INQUIRY, behaviour)
        with pytest.raises(kind):
            client.inquiries.ask("nobank", "0012")


def test_places_are_codes_and_names_in_flips_order(server: TinyServer, client: FlipClient) -> None:
    listed = {"191": "Kota Bandung", "102": "Kab. Bekasi"}
    abroad = {"100011": "Armenia", "100000": "Afghanistan"}
    server.on("GET /v2/disbursement/city-list", reply(200, listed))
    server.on("GET /v2/disbursement/country-list", reply(200, abroad))
    server.on("GET /v2/disbursement/city-country-list", reply(200, {**listed, **abroad}))
    assert list(client.places.cities().items()) == list(listed.items())
    assert list(client.places.countries().items()) == list(abroad.items())
    assert client.places.cities_and_countries() == {**listed, **abroad}


@pytest.mark.parametrize(
    ("answer", "places"), [([], {}), ({}, {}), ({"1": None, "2": [], "3": "", "4": "Aceh"}, {"4": "Aceh"})]
)
def test_odd_lists_of_places(
    server: TinyServer, client: FlipClient, answer: object, places: dict[str, str]
) -> None:
    server.on("GET /v2/disbursement/city-list", reply(200, answer))
    assert client.places.cities() == places


@pytest.mark.parametrize("answer", [None, "text", ["Aceh"], 7])
def test_what_is_no_list_of_places_is_unknown(server: TinyServer, client: FlipClient, answer: object) -> None:
    server.on("GET /v2/disbursement/city-list", reply(200, answer))
    with pytest.raises(FlipUnknown):
        client.places.cities()
