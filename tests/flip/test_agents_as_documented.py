"""What goes over the wire about agents on the main host."""

from dataclasses import replace

import pytest

from app.flip.client import FlipClient
from tests.flip.people import AGENT, ELSEWHERE
from tests.flip.tiny_server import TinyServer, reply

FORM = {
    "name": "Siti Aminah",
    "identity_type": "ktp",
    "identity_number": "0012345678901234",
    "birth_date": "04-06-1998",
    "birth_place": "Depok",
    "country_id": "1",
    "province_id": "12",
    "city_id": "184",
    "district_id": "1234",
    "address": "Jalan Margonda Raya",
    "gender": "female",
    "occupation": "housewife",
    "phone_number": "085674563456",
}
RESIDENCE = {
    "residence_country_id": "1",
    "residence_province_id": "1",
    "residence_city_id": "2",
    "residence_district_id": "3",
    "residence_address": "Jalan Jauh 10",
}


@pytest.fixture(autouse=True)
def told(server: TinyServer) -> None:
    server.otherwise = reply(200, {"id": 7, "kyc_status": "BASIC_DATA", "status": "ACTIVE"})


def test_only_what_is_given_is_sent(server: TinyServer, client: FlipClient) -> None:
    client.agents.create(AGENT)
    client.agents.create(replace(AGENT, use_identity_address=True, email="siti@mail.com"))
    client.agents.create(replace(AGENT, residence=ELSEWHERE))
    assert [(seen.method, seen.path) for seen in server.seen] == [("POST", "/api/v2/agents")] * 3
    assert [dict(seen.form) for seen in server.seen] == [
        FORM,
        {**FORM, "use_identity_address": "1", "email": "siti@mail.com"},
        {**FORM, **RESIDENCE},
    ]


def test_an_update_sends_everything_again(server: TinyServer, client: FlipClient) -> None:
    client.agents.update("7", replace(AGENT, name="Siti"))
    (seen,) = server.seen
    assert (seen.method, seen.path) == ("PUT", "/api/v2/agents/7")
    assert dict(seen.form) == {**FORM, "name": "Siti"}


def test_an_agent_is_asked_for_by_id(server: TinyServer, client: FlipClient) -> None:
    client.agents.get("7")
    (seen,) = server.seen
    assert (seen.method, seen.path, seen.query) == ("GET", "/api/v2/agents/7", [])


def test_the_main_host_wants_no_request_id_and_no_timestamp(server: TinyServer, client: FlipClient) -> None:
    client.agents.create(AGENT)
    client.agents.get("7")
    for seen in server.seen:
        assert not {"request-id", "x-timestamp", "idempotency-key"} & seen.headers.keys()


def test_agents_that_make_no_sense_are_not_sent(server: TinyServer, client: FlipClient) -> None:
    twice = replace(AGENT, use_identity_address=True, residence=ELSEWHERE)
    with pytest.raises(ValueError, match="another one"):
        client.agents.create(twice)
    for nobody in ("", ".."):
        with pytest.raises(ValueError, match="address"):
            client.agents.get(nobody)
        with pytest.raises(ValueError, match="address"):
            client.agents.update(nobody, AGENT)
    assert server.seen == []
