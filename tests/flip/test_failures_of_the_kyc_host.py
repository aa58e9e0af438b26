"""Refused, certainly nothing happened, or unknown: what each failure of the KYC host means."""

import json
import socket
from datetime import date

import pytest

from app.flip.client import FlipClient
from app.flip.errors import (
    FlipError,
    FlipNotFound,
    FlipNotSent,
    FlipRefused,
    FlipUnknown,
    NotSentReason,
)
from app.flip.kyc import Repair
from tests.flip.people import ELSEWHERE, JPEG
from tests.flip.tiny_server import Behaviour, TinyServer, hang_up, html, reply, reset, silence

UPLOAD = "PUT /kyc/users/7/identities"
REPAIR = "PUT /kyc/users/7/repair"
MAINTENANCE = "GET /v2/general/maintenance"
KEY = "bigflip-of-this-test"


def complaint(status: int, code: int, message: str = "…") -> Behaviour:
    return reply(status, {"errors": [{"code": code, "message": message}]})


def failure(server: TinyServer, client: FlipClient, behaviour: Behaviour) -> FlipError:
    """What an upload raises."""
    server.on(UPLOAD, behaviour)
    with pytest.raises(FlipError) as caught:
        client.kyc.upload_identity("7", JPEG, identity_type="ktp", request_id=KEY)
    assert caught.value.request_id == KEY
    return caught.value


@pytest.mark.parametrize("code", [1001, 1002, 2001, 2002, 4001, 4004, 4006, 4007, 4010, 4011, 4015, 4999])
@pytest.mark.parametrize("status", [400, 422])
def test_a_complaint_is_a_refusal(server: TinyServer, client: FlipClient, status: int, code: int) -> None:
    error = failure(server, client, complaint(status, code, "Sorry"))
    assert type(error) is FlipRefused
    assert [(entry.code, entry.message) for entry in error.errors] == [(code, "Sorry")]


@pytest.mark.parametrize("status", [400, 404])
def test_an_agent_that_the_kyc_host_does_not_know(
    server: TinyServer, client: FlipClient, status: int
) -> None:
    assert type(failure(server, client, complaint(status, 1011))) is FlipNotFound


@pytest.mark.parametrize(
    ("behaviour", "reason", "stops"),
    [
        (complaint(401, 401, "Invalid Auth"), NotSentReason.BAD_CREDENTIALS, True),
        (complaint(403, 403), NotSentReason.FORBIDDEN, False),
        (complaint(404, 404), NotSentReason.WRONG_ADDRESS, False),
        (html(404), NotSentReason.WRONG_ADDRESS, False),
        (reply(405, {}), NotSentReason.WRONG_ADDRESS, False),
        (reply(308, {}), NotSentReason.WRONG_ADDRESS, False),
        (reply(429, {}), NotSentReason.RATE_LIMITED, False),
    ],
)
def test_P44_only_a_wrong_key_stops_what_has_nothing_to_do_with_agents(
    server: TinyServer, client: FlipClient, behaviour: Behaviour, reason: NotSentReason, stops: bool
) -> None:
    error = failure(server, client, behaviour)
    assert isinstance(error, FlipNotSent)
    assert (error.reason, error.stops_everything) == (reason, stops)


def test_P44_a_wrong_key_is_told_in_flips_words(server: TinyServer, client: FlipClient) -> None:
    error = failure(server, client, complaint(401, 401, "Invalid Auth"))
    assert isinstance(error, FlipNotSent)
    assert error.flip_message == "Invalid Auth"


@pytest.mark.parametrize("status", [401, 503])
def test_the_kyc_host_in_maintenance(server: TinyServer, client: FlipClient, status: int) -> None:
    server.on(MAINTENANCE, reply(200, {"maintenance": True}))
    error = failure(server, client, complaint(status, status))
    assert isinstance(error, FlipNotSent)
    assert error.reason is NotSentReason.MAINTENANCE


@pytest.mark.parametrize(
    "behaviour",
    [silence, hang_up, reset, complaint(500, 500), complaint(503, 503), html(502), html(400), reply(302, {})],
)
def test_an_upload_without_a_clear_answer_is_unknown(
    server: TinyServer, client: FlipClient, behaviour: Behaviour
) -> None:
    assert type(failure(server, client, behaviour)) is FlipUnknown


def test_an_upload_that_reached_nobody_was_not_sent(server: TinyServer) -> None:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port = sock.getsockname()[1]
    client = FlipClient(api_url=server.url, kyc_url=f"http://127.0.0.1:{port}", secret_key="key")
    with pytest.raises(FlipNotSent) as caught:
        client.kyc.repair_selfie("7", JPEG, request_id=KEY)
    client.close()
    assert (caught.value.reason, caught.value.request_id) == (NotSentReason.UNREACHABLE, KEY)
    assert server.seen == []


def test_a_gateway_that_finds_the_picture_too_large(server: TinyServer, client: FlipClient) -> None:
    error = failure(server, client, html(413))
    assert isinstance(error, FlipRefused)
    assert [(entry.attribute, entry.code) for entry in error.errors] == [("image", 4007)]


def test_of_several_pictures_nobody_says_which_is_too_large(server: TinyServer, client: FlipClient) -> None:
    server.on("POST /kyc/documents", html(413))
    with pytest.raises(FlipRefused) as caught:
        client.kyc.send_documents("7", {"npwp": JPEG, "passport": JPEG})
    assert [(entry.attribute, entry.code) for entry in caught.value.errors] == [("", 4007)]


@pytest.mark.parametrize(
    ("code", "attribute"),
    [(400, "user_id"), (1011, "user_id"), (4002, "user_type"), (4003, "user_id"), (4004, "identity_type")]
    + [(4007, "image"), (4008, "image"), (4009, "image"), (4012, "identity_number"), (4010, ""), (1001, "")],
)
def test_a_code_tells_its_field(server: TinyServer, client: FlipClient, code: int, attribute: str) -> None:
    error = failure(server, client, complaint(400, code))
    assert isinstance(error, FlipRefused)
    assert [entry.attribute for entry in error.errors] == [attribute]


@pytest.mark.parametrize(
    ("message", "attribute"),
    [
        ("birth_date is not valid", "birth_date"),
        ("Birth Date cannot be empty", "birth_date"),
        ("The residence_address is too short", "residence_address"),
        ("The address is too short", "address"),
        ("Something is too short", ""),
        ("Occupation is not valid", ""),
    ],
)
def test_a_message_may_name_a_field_that_was_sent(
    server: TinyServer, client: FlipClient, message: str, attribute: str
) -> None:
    server.on(REPAIR, complaint(400, 2001, message))
    repair = Repair(birth_date=date(1998, 6, 4), address="Jalan Margonda", residence=ELSEWHERE)
    with pytest.raises(FlipRefused) as caught:
        client.kyc.repair("7", repair)
    assert [entry.attribute for entry in caught.value.errors] == [attribute]


def test_flips_own_naming_of_a_field_counts(server: TinyServer, client: FlipClient) -> None:
    body = {"errors": [{"code": 2002, "attribute": "name", "message": "birth_place"}]}
    server.on(REPAIR, reply(400, raw=json.dumps(body).encode()))
    with pytest.raises(FlipRefused) as caught:
        client.kyc.repair("7", Repair(birth_place="Depok"))
    assert [entry.attribute for entry in caught.value.errors] == ["name"]


def test_among_several_documents_a_message_tells_which(server: TinyServer, client: FlipClient) -> None:
    pictures = {"npwp": JPEG, "npwp_selfie": JPEG}
    server.on("POST /kyc/documents", complaint(400, 4009, "npwp_selfie cannot be read"), complaint(400, 4009))
    found = []
    for _ in range(2):
        with pytest.raises(FlipRefused) as caught:
            client.kyc.send_documents("7", pictures)
        found += [entry.attribute for entry in caught.value.errors]
    assert found == ["npwp_selfie", ""]


@pytest.mark.parametrize("behaviour", [silence, html(502), complaint(500, 500)])
def test_a_list_that_cannot_be_had_says_so(
    server: TinyServer, client: FlipClient, behaviour: Behaviour
) -> None:
    server.on("GET /kyc/countries", behaviour)
    with pytest.raises(FlipUnknown):
        client.kyc.countries()
