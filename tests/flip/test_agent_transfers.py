"""Transfers of agents: what goes over the wire, and what the answers mean."""

from dataclasses import replace

import pytest

from app.flip.agent_transfers import NewAgentDisbursement
from app.flip.client import FlipClient
from app.flip.disbursements import NewDisbursement
from app.flip.errors import FlipNotFound, FlipNotSent, FlipRefused, FlipUnknown, NotSentReason
from tests.flip.tiny_server import TinyServer, hang_up, html, reply

MADE = {"id": 7, "amount": 50000, "status": "PENDING", "idempotency_key": "key-1", "data": []}
BARE = NewDisbursement(idempotency_key="key-1", bank_code="bca", account_number="0000123", amount_idr=50_000)
TRANSFER = NewAgentDisbursement(transfer=BARE, agent_id="497")
CREATE = "POST /v2/agent-disbursements"
FORM = {
    "account_number": "0000123",
    "bank_code": "bca",
    "amount": "50000",
    "agent_id": "497",
    "direction": "DOMESTIC_SPECIAL_TRANSFER",
}


def test_P1_every_attempt_carries_the_same_key(server: TinyServer, client: FlipClient) -> None:
    server.otherwise = reply(200, MADE)
    for _ in range(2):
        client.agent_disbursements.create(TRANSFER)
    for seen in server.seen:
        assert (seen.method, seen.path) == ("POST", "/api/v2/agent-disbursements")
        assert (dict(seen.form), seen.headers["idempotency-key"]) == (FORM, "key-1")
        assert "x-timestamp" in seen.headers


def test_email_goes_on_every_version_and_a_city_on_none(server: TinyServer, client: FlipClient) -> None:
    server.otherwise = reply(200, MADE)
    more = replace(BARE, remark="gaji", recipient_city="391", beneficiary_emails=("a@b.id", "c@d.id"))
    abroad = replace(TRANSFER, transfer=more, direction="FOREIGN_INBOUND_SPECIAL_TRANSFER")
    client.agent_disbursements.create(abroad)
    client.agent_disbursements.create(abroad, version=3)
    assert [seen.path for seen in server.seen] == [
        "/api/v2/agent-disbursements",
        "/api/v3/agent-disbursements",
    ]
    for seen in server.seen:
        assert dict(seen.form) == FORM | {
            "remark": "gaji",
            "direction": "FOREIGN_INBOUND_SPECIAL_TRANSFER",
            "beneficiary_email": "a@b.id,c@d.id",
        }


def test_without_a_key_nothing_is_sent(server: TinyServer, client: FlipClient) -> None:
    keyless = replace(TRANSFER, transfer=replace(BARE, idempotency_key=None))
    for version in (2, 3):
        with pytest.raises(ValueError, match="without an idempotency key"):
            client.agent_disbursements.create(keyless, version=version)
    with pytest.raises(ValueError, match="address"):
        client.agent_disbursements.get("")
    assert server.seen == []


def test_lists_are_of_one_agent_or_of_all(server: TinyServer, client: FlipClient) -> None:
    server.on("GET /v2/agent-disbursements", reply(200, {"data": [MADE, {"id": 8}], "total_data": 85}))
    client.agent_disbursements.list()
    page = client.agent_disbursements.list("497", pagination=50, page=2, sort="-amount")
    assert [dict(seen.query) for seen in server.seen] == [
        {},
        {"agent_id": "497", "pagination": "50", "page": "2", "sort": "-amount"},
    ]
    assert ([row.id for row in page.rows], page.total_data) == (["7"], 85)
    assert page.rows.unreadable == [{"id": 8}]


def test_one_transfer_is_read_by_its_id(server: TinyServer, client: FlipClient) -> None:
    route = "GET /v2/agent-disbursements/7"
    server.on(route, reply(200, MADE), reply(200, MADE | {"id": 8}), reply(404, {"status": 404}))
    assert client.agent_disbursements.get("7").amount_idr == 50_000
    with pytest.raises(FlipUnknown, match="another id"):
        client.agent_disbursements.get("7")
    with pytest.raises(FlipNotFound):
        client.agent_disbursements.get("7")


@pytest.mark.parametrize("code", [1090, 1091])
def test_an_agent_who_may_not_send_is_a_refusal(server: TinyServer, client: FlipClient, code: int) -> None:
    errors = [{"attribute": "agent_id", "code": code, "message": "…"}]
    server.on(CREATE, reply(422, {"code": "VALIDATION_ERROR", "errors": errors}))
    with pytest.raises(FlipRefused) as caught:
        client.agent_disbursements.create(TRANSFER)
    assert [(error.attribute, error.code) for error in caught.value.errors] == [("agent_id", code)]
    assert not caught.value.for_now


def test_P44_an_agent_that_flip_does_not_know_stops_nothing(server: TinyServer, client: FlipClient) -> None:
    server.on(CREATE, reply(404, {"name": "Not Found", "message": "Agent not found", "status": 404}))
    with pytest.raises(FlipNotFound):
        client.agent_disbursements.create(TRANSFER)


def test_P44_an_address_that_flip_does_not_know_refuses_nothing(
    server: TinyServer, client: FlipClient
) -> None:
    server.on(CREATE, html(404))
    with pytest.raises(FlipNotSent) as caught:
        client.agent_disbursements.create(TRANSFER)
    assert caught.value.reason is NotSentReason.WRONG_ADDRESS


def test_P4_a_lost_answer_is_unknown(server: TinyServer, client: FlipClient) -> None:
    server.on(CREATE, hang_up)
    with pytest.raises(FlipUnknown):
        client.agent_disbursements.create(TRANSFER)
