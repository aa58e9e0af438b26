"""What goes over the wire to the KYC host: addresses, parts, pictures and Request-IDs."""

import re
from collections.abc import Callable
from datetime import date

import pytest

from app.flip.client import FlipClient
from app.flip.kyc import DOCUMENT_TYPES, Kyc, Repair, new_request_id
from tests.flip.people import ELSEWHERE, JPEG, PNG
from tests.flip.tiny_server import TinyServer, reply

ANSWER = {
    "image_url": "someurl.png",
    "message": "Submit success",
    "user_id": 7,
    **{name: [] for name in ("countries", "provinces", "cities", "districts")},
}
Ask = Callable[[Kyc, str | None], object]
STEPS: dict[str, Ask] = {
    "PUT /kyc/users/7/identities": lambda kyc, key: kyc.upload_identity(
        "7", JPEG, identity_type="ktp", request_id=key
    ),
    "PUT /kyc/users/7/submit": lambda kyc, key: kyc.submit("7", request_id=key),
    "POST /kyc/documents": lambda kyc, key: kyc.send_documents("7", {"npwp": PNG}, request_id=key),
    "PUT /kyc/users/7/repair": lambda kyc, key: kyc.repair("7", Repair(name="Siti"), request_id=key),
    "PUT /kyc/users/7/repairPhoto": lambda kyc, key: kyc.repair_photo("7", JPEG, request_id=key),
    "PUT /kyc/users/7/repairSelfie": lambda kyc, key: kyc.repair_selfie("7", JPEG, request_id=key),
    "GET /kyc/countries": lambda kyc, key: kyc.countries(request_id=key),
    "GET /kyc/provinces": lambda kyc, key: kyc.provinces("1", request_id=key),
    "GET /kyc/cities": lambda kyc, key: kyc.cities("12", request_id=key),
    "GET /kyc/districts": lambda kyc, key: kyc.districts("184", request_id=key),
}
UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"


@pytest.fixture(autouse=True)
def told(server: TinyServer) -> None:
    server.otherwise = reply(200, ANSWER)
    server.on("POST /kyc/documents", reply(200, []))


@pytest.mark.parametrize("route", STEPS)
def test_every_call_has_a_request_id_of_its_own(server: TinyServer, client: FlipClient, route: str) -> None:
    for key in (None, None, "bigflip-of-the-caller"):
        STEPS[route](client.kyc, key)
    first, second, third = (seen.headers["request-id"] for seen in server.seen)
    assert re.fullmatch(f"bigflip-{UUID}", first)
    assert re.fullmatch(f"bigflip-{UUID}", second)
    assert first != second
    assert third == "bigflip-of-the-caller"
    for seen in server.seen:
        assert f"{seen.method} {seen.path}" == route.replace(" ", " /api")
        assert seen.headers["authorization"].startswith("Basic ")


@pytest.mark.parametrize("route", STEPS)
def test_every_call_says_it_is_about_an_agent(server: TinyServer, client: FlipClient, route: str) -> None:
    STEPS[route](client.kyc, None)
    (seen,) = server.seen
    told = dict(seen.query) if seen.method == "GET" else seen.parts
    assert told["user_type"] == "1"
    assert seen.method != "GET" or seen.body == b""


def test_identity_and_selfie_go_one_by_one(server: TinyServer, client: FlipClient) -> None:
    client.kyc.upload_identity("7", JPEG, identity_type="ktp")
    client.kyc.upload_selfie("7", PNG, identity_type="passport")
    assert [seen.parts for seen in server.seen] == [
        {
            "user_type": "1",
            "identity_type": "1",
            "selfie": "0",
            "image": ("image.jpg", "image/jpeg", JPEG.content),
        },
        {
            "user_type": "1",
            "identity_type": "2",
            "selfie": "1",
            "image": ("image.png", "image/png", PNG.content),
        },
    ]


def test_documents_go_together_under_their_names(server: TinyServer, client: FlipClient) -> None:
    assert len(DOCUMENT_TYPES) == 9
    every = {name + end: PNG for name in DOCUMENT_TYPES for end in ("", "_selfie")}
    client.kyc.send_documents("7", every)
    parts = server.seen[0].parts
    assert (parts.pop("user_id"), parts.pop("user_type")) == ("7", "1")
    assert parts == {name: (f"{name}.png", "image/png", PNG.content) for name in every}


def test_a_repair_sends_what_changes_in_the_spellings_of_the_kyc_host(
    server: TinyServer, client: FlipClient
) -> None:
    client.kyc.repair("7", Repair(gender="female", identity_type="passport", birth_date=date(1990, 10, 31)))
    client.kyc.repair("7", Repair(name="Siti é", residence=ELSEWHERE))
    assert [seen.parts for seen in server.seen] == [
        {"user_type": "1", "gender": "2", "identity_type": "2", "birth_date": "31-10-1990"},
        {
            "user_type": "1",
            "name": "Siti é",
            "residence_country_id": "1",
            "residence_province_id": "1",
            "residence_city_id": "2",
            "residence_district_id": "3",
            "residence_address": "Jalan Jauh 10",
        },
    ]


def test_regions_lie_within_another_or_anywhere(server: TinyServer, client: FlipClient) -> None:
    client.kyc.countries()
    for ask, field in (
        (client.kyc.provinces, "country_id"),
        (client.kyc.cities, "province_id"),
        (client.kyc.districts, "city_id"),
    ):
        ask()
        ask("12")
        assert [dict(seen.query) for seen in server.seen[-2:]] == [
            {"user_type": "1"},
            {"user_type": "1", field: "12"},
        ]


@pytest.mark.parametrize("key", ["bigflip-", "32487", "bigflip-a b", "bigflip-a\r\nX: y", "bigflip-é"])
def test_a_request_id_that_flip_would_not_take_is_not_sent(
    server: TinyServer, client: FlipClient, key: str
) -> None:
    with pytest.raises(ValueError, match="Request-ID"):
        client.kyc.submit("7", request_id=key)
    assert server.seen == []


def test_steps_that_make_no_sense_are_not_sent(server: TinyServer, client: FlipClient) -> None:
    for ask in (
        lambda: client.kyc.submit(""),
        lambda: client.kyc.repair_photo("..", JPEG),
        lambda: client.kyc.send_documents("", {"npwp": JPEG}),
        lambda: client.kyc.send_documents("7", {}),
        lambda: client.kyc.send_documents("7", {"npwp": JPEG, "library_card": JPEG}),
        lambda: client.kyc.send_documents("7", {"image": JPEG}),
        lambda: client.kyc.repair("7", Repair()),
    ):
        with pytest.raises(ValueError, match=r"address|names no agent|no supporting|changes nothing"):
            ask()
    assert server.seen == []


def test_no_two_request_ids_are_alike() -> None:
    assert len({new_request_id() for _ in range(100)}) == 100
