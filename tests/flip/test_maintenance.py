"""Flip answers 401 to everything during maintenance: only asking tells it from a wrong key."""

import pytest

from app.flip.bills import NewBill
from app.flip.client import FlipClient
from app.flip.errors import FlipError, FlipNotSent, FlipUnknown, NotSentReason
from tests.flip.tiny_server import Behaviour, TinyServer, html, reply, reset

CREATE = "POST /v2/pwf/bill"
MAINTENANCE = "GET /v2/general/maintenance"


def failure_of(client: FlipClient) -> FlipError:
    with pytest.raises(FlipError) as caught:
        client.bills.create(NewBill(title="Coffee"))
    return caught.value


@pytest.mark.parametrize("answer", [reply(401, {"status": 401}), reply(503, raw=b""), html(503)])
def test_P44_401_and_503_during_maintenance_were_not_sent(
    server: TinyServer, client: FlipClient, answer: Behaviour
) -> None:
    server.on(CREATE, answer)
    server.on(MAINTENANCE, reply(200, {"maintenance": True}))
    error = failure_of(client)
    assert isinstance(error, FlipNotSent)
    assert error.reason is NotSentReason.MAINTENANCE
    assert not error.stops_everything


def test_P44_401_outside_maintenance_is_a_wrong_key(server: TinyServer, client: FlipClient) -> None:
    server.on(CREATE, reply(401, {"status": 401}))
    server.on(MAINTENANCE, reply(200, {"maintenance": False}))
    error = failure_of(client)
    assert isinstance(error, FlipNotSent)
    assert error.reason is NotSentReason.BAD_CREDENTIALS


def test_503_outside_maintenance_is_unknown(server: TinyServer, client: FlipClient) -> None:
    server.on(CREATE, html(503))
    server.on(MAINTENANCE, reply(200, {"maintenance": False}))
    assert isinstance(failure_of(client), FlipUnknown)


@pytest.mark.parametrize("answer", [reset, html(200), reply(401, {"status": 401}), reply(200, {})])
def test_a_401_stays_a_401_when_maintenance_cannot_be_asked(
    server: TinyServer, client: FlipClient, answer: Behaviour
) -> None:
    server.on(CREATE, reply(401, {"status": 401}))
    server.on(MAINTENANCE, answer)
    error = failure_of(client)
    assert isinstance(error, FlipNotSent)
    assert error.reason is NotSentReason.BAD_CREDENTIALS
    assert len(server.seen) == 2


def test_asking_for_maintenance_carries_no_key(server: TinyServer, client: FlipClient) -> None:
    server.on(MAINTENANCE, reply(200, {"maintenance": "0"}))
    assert client.general.maintenance() is False
    assert "authorization" not in server.seen[0].headers


def test_retry_after_of_maintenance_is_kept(server: TinyServer, client: FlipClient) -> None:
    server.on(CREATE, reply(503, raw=b"", headers={"Retry-After": "600"}))
    server.on(MAINTENANCE, reply(200, {"maintenance": True}))
    error = failure_of(client)
    assert isinstance(error, FlipNotSent)
    assert error.retry_after == 600.0
