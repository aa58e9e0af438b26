"""What the client makes of the main host's answers about agents."""

from typing import Any

import pytest

from app.flip.client import FlipClient
from app.flip.errors import FlipNotFound, FlipNotSent, FlipRefused, FlipUnknown, NotSentReason
from tests.flip.people import AGENT
from tests.flip.tiny_server import TinyServer, hang_up, html, reply

CREATE = "POST /v2/agents"
GET = "GET /v2/agents/7"
UPDATE = "PUT /v2/agents/7"
STANDING: dict[str, Any] = {"id": 7, "kyc_status": "PENDING", "status": "ACTIVE"}


@pytest.mark.parametrize("occupation", ["GOVERNMENT_EMPLOYEE", "government_employee"])
def test_occupations_are_lower_case(server: TinyServer, client: FlipClient, occupation: str) -> None:
    server.on(CREATE, reply(200, {"id": 7, "kyc_status": "BASIC_DATA", "occupation": occupation}))
    assert client.agents.create(AGENT).occupation == "government_employee"


def test_misspelt_keys_are_read(server: TinyServer, client: FlipClient) -> None:
    answer = {
        "id": 7,
        "kyc_status": "BASIC_DATA",
        "provice_name": "Jawa Barat",
        "districict_id": 1234,
        "districict_name": "Sukmajaya",
        "residence_provice_name": "Aceh",
        "residence_districict_id": 1,
        "residence_districict_name": "Teupah Selatan",
    }
    server.on(CREATE, reply(200, answer))
    agent = client.agents.create(AGENT)
    assert (agent.province_name, agent.district_id, agent.district_name) == (
        "Jawa Barat",
        "1234",
        "Sukmajaya",
    )
    assert agent.residence_province_name == "Aceh"
    assert (agent.residence_district_id, agent.residence_district_name) == ("1", "Teupah Selatan")
    assert agent.raw == answer


@pytest.mark.parametrize(
    ("spelling", "word"),
    [
        *((0, "DELETED"), (10, "ACTIVE"), (20, "BLACKLISTED"), (30, "BLOCKED")),
        *(("0", "DELETED"), ("10", "ACTIVE"), ("20", "BLACKLISTED"), ("30", "BLOCKED")),
        *(("ACTIVE", "ACTIVE"), ("BLOCKED", "BLOCKED"), (40, "40"), ("SOMETHING_NEW", "SOMETHING_NEW")),
    ],
)
def test_the_standing_is_a_word_however_it_is_spelt(
    server: TinyServer, client: FlipClient, spelling: object, word: str
) -> None:
    server.on(GET, reply(200, STANDING | {"status": spelling}))
    assert client.agents.get("7").status == word


@pytest.mark.parametrize(
    ("sent", "read"), [(10, "10"), ("17", "17"), (None, None), ("", None), ("null", None)]
)
def test_a_code_of_rejection_is_text(
    server: TinyServer, client: FlipClient, sent: object, read: str | None
) -> None:
    server.on(GET, reply(200, STANDING | {"rejected_reason_code": sent, "rejected_reason": sent}))
    standing = client.agents.get("7")
    assert (standing.rejected_reason_code, standing.rejected_reason) == (read, read)


@pytest.mark.parametrize("word", ["BASIC_DATA", "HELP", "APPROVED", "SOMETHING_NEW"])
def test_every_word_of_the_verification_is_kept(server: TinyServer, client: FlipClient, word: str) -> None:
    server.on(GET, reply(200, STANDING | {"kyc_status": word}))
    assert client.agents.get("7").kyc_status == word


@pytest.mark.parametrize("missing", ["id", "kyc_status", "status"])
def test_an_answer_without_what_decides_is_unknown(
    server: TinyServer, client: FlipClient, missing: str
) -> None:
    server.on(GET, reply(200, {key: value for key, value in STANDING.items() if key != missing}))
    with pytest.raises(FlipUnknown, match=missing):
        client.agents.get("7")


def test_an_answer_about_another_agent_is_unknown(server: TinyServer, client: FlipClient) -> None:
    for route in (GET, UPDATE):
        server.on(route, reply(200, STANDING | {"id": 8, "kyc_status": "APPROVED"}))
    with pytest.raises(FlipUnknown, match="another id"):
        client.agents.get("7")
    with pytest.raises(FlipUnknown, match="another id"):
        client.agents.update("7", AGENT)


def test_an_agent_that_flip_does_not_know(server: TinyServer, client: FlipClient) -> None:
    for route in (GET, UPDATE):
        server.on(route, reply(404, {"name": "Not Found", "message": "Agent not found", "status": 404}))
    with pytest.raises(FlipNotFound):
        client.agents.get("7")
    with pytest.raises(FlipNotFound):
        client.agents.update("7", AGENT)
    # A create names no agent: it is our address that is wrong.
    server.on(CREATE, reply(404, {"name": "Not Found", "message": "Page not found.", "status": 404}))
    with pytest.raises(FlipNotSent) as caught:
        client.agents.create(AGENT)
    assert caught.value.reason is NotSentReason.WRONG_ADDRESS


def test_a_refusal_names_fields_and_codes(server: TinyServer, client: FlipClient) -> None:
    errors = [
        {"attribute": "identity_number", "code": 2002, "message": "…"},
        {"attribute": "phone_number", "code": 2002, "message": "…"},
    ]
    server.on(CREATE, reply(422, {"code": "VALIDATION_ERROR", "errors": errors}))
    with pytest.raises(FlipRefused) as caught:
        client.agents.create(AGENT)
    assert [(error.attribute, error.code) for error in caught.value.errors] == [
        ("identity_number", 2002),
        ("phone_number", 2002),
    ]
    assert caught.value.request_id is None


@pytest.mark.parametrize("behaviour", [hang_up, html(502), reply(500, {}), reply(200, {})])
def test_a_create_without_a_readable_answer_is_unknown(
    server: TinyServer, client: FlipClient, behaviour: Any
) -> None:
    server.on(CREATE, behaviour)
    with pytest.raises(FlipUnknown):
        client.agents.create(AGENT)
