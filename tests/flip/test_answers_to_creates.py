"""What each answer to a create means: done, refused, certainly not sent, or unknown."""

import pytest

from app.flip.bills import BillChanges, NewBill
from app.flip.client import FlipClient
from app.flip.errors import (
    FieldError,
    FlipError,
    FlipNotFound,
    FlipNotSent,
    FlipRefused,
    FlipUnknown,
    NotSentReason,
)
from tests.flip.tiny_server import Behaviour, TinyServer, hang_up, html, reply, reset, send_raw, silence

CREATE = "POST /v2/pwf/bill"
BILL = NewBill(title="Coffee", amount_idr=45_000)
COMPLAINT = {
    "code": "VALIDATION_ERROR",
    "errors": [{"attribute": "expired_at", "code": 1047, "message": "Param expired_date is invalid"}],
}


def failure_of(client: FlipClient) -> FlipError:
    with pytest.raises(FlipError) as caught:
        client.bills.create(BILL)
    return caught.value


def test_200_with_a_bill_is_success(server: TinyServer, client: FlipClient) -> None:
    server.on(CREATE, reply(200, {"link_id": 130068, "link_url": "flip.id/$a/#b"}))
    assert client.bills.create(BILL).link_id == "130068"


def test_422_is_refused_with_canonical_fields(server: TinyServer, client: FlipClient) -> None:
    server.on(CREATE, reply(422, COMPLAINT))
    error = failure_of(client)
    assert type(error) is FlipRefused
    assert error.outer_code == "VALIDATION_ERROR"
    assert error.errors == (FieldError("expired_date", 1047, "Param expired_date is invalid"),)
    assert (error.method, error.path, error.status) == ("POST", "/v2/pwf/bill", 422)
    assert "Param expired_date is invalid" in error.body
    assert not error.for_now


@pytest.mark.parametrize(
    "behaviour",
    [
        reply(500, {"name": "Internal Server Error", "status": 500}),
        html(502),
        html(504),
        html(200),
        html(422),
        reply(200, raw=b""),
        reply(422, raw=b""),
        reply(200, {}),
        reply(200, []),
        reply(200, {"link_id": None}),
        reply(200, raw=b'{"link_id": 1'),
        reply(302, raw=b"", headers={"Location": "/elsewhere"}),
        reply(408, raw=b""),
        reset,
        hang_up,
        silence,
        send_raw(b"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{"),
        send_raw(b"this is not HTTP\r\n\r\n"),
    ],
)
def test_P4_answers_that_tell_nothing_on_create_are_unknown(
    server: TinyServer, client: FlipClient, behaviour: Behaviour
) -> None:
    server.on(CREATE, behaviour)
    assert type(failure_of(client)) is FlipUnknown
    assert len(server.seen) == 1


def test_P4_read_timeout_on_create_is_unknown(server: TinyServer, client: FlipClient) -> None:
    server.on(CREATE, silence)
    error = failure_of(client)
    assert isinstance(error, FlipUnknown)
    assert error.status is None


def test_P4_kept_connection_that_died_on_create_is_unknown(server: TinyServer, client: FlipClient) -> None:
    server.on(CREATE, reply(200, {"link_id": 1}), hang_up)
    client.bills.create(BILL)
    assert isinstance(failure_of(client), FlipUnknown)
    assert len(server.seen) == 2
    assert server.seen[0].peer == server.seen[1].peer


@pytest.mark.parametrize(
    ("behaviour", "reason"),
    [
        (reply(401, {"name": "Unauthorized", "status": 401}), NotSentReason.BAD_CREDENTIALS),
        (html(401), NotSentReason.BAD_CREDENTIALS),
        (reply(403, {"name": "Forbidden", "status": 403}), NotSentReason.FORBIDDEN),
        (reply(404, {"name": "Not Found", "status": 404}), NotSentReason.WRONG_ADDRESS),
        (html(404), NotSentReason.WRONG_ADDRESS),
        (reply(405, {"name": "Not Found", "status": 404}), NotSentReason.WRONG_ADDRESS),
        (reply(301, raw=b"", headers={"Location": "https://elsewhere.example"}), NotSentReason.WRONG_ADDRESS),
    ],
)
def test_P44_faults_of_the_connection_stop_everything(
    server: TinyServer, client: FlipClient, behaviour: Behaviour, reason: NotSentReason
) -> None:
    server.on(CREATE, behaviour)
    error = failure_of(client)
    assert isinstance(error, FlipNotSent)
    assert error.reason is reason
    assert error.stops_everything


def test_words_of_flip_about_a_401_are_kept(server: TinyServer, client: FlipClient) -> None:
    server.on(CREATE, reply(401, {"name": "Unauthorized", "message": "IP is not Whitelisted", "status": 401}))
    error = failure_of(client)
    assert isinstance(error, FlipNotSent)
    assert error.flip_message == "IP is not Whitelisted"


@pytest.mark.parametrize("code", [1094, 1095])
def test_a_stale_timestamp_was_not_sent(server: TinyServer, client: FlipClient, code: int) -> None:
    errors = [{"attribute": "X-TIMESTAMP", "code": code, "message": "…"}]
    server.on(CREATE, reply(422, {"code": "VALIDATION_ERROR", "errors": errors}))
    error = failure_of(client)
    assert isinstance(error, FlipNotSent)
    assert error.reason is NotSentReason.STALE_TIMESTAMP
    assert not error.stops_everything


def test_insufficient_balance_is_refused_for_now(server: TinyServer, client: FlipClient) -> None:
    errors = [{"attribute": "amount", "code": 1035, "message": "…"}]
    server.on(CREATE, reply(422, {"code": "BALANCE_INSUFFICIENT", "errors": errors}))
    error = failure_of(client)
    assert isinstance(error, FlipRefused)
    assert error.for_now


def test_a_phone_number_is_not_mistaken_for_a_daily_limit(server: TinyServer, client: FlipClient) -> None:
    errors = [{"attribute": "sender_phone_number", "code": 1074, "message": "…"}]
    server.on(CREATE, reply(422, {"code": "VALIDATION_ERROR", "errors": errors}))
    error = failure_of(client)
    assert isinstance(error, FlipRefused)
    assert not error.for_now


def test_errors_without_code_and_attribute_are_refused_too(server: TinyServer, client: FlipClient) -> None:
    server.on(CREATE, reply(400, {"errors": [{"code": 4007, "message": "too large"}]}))
    error = failure_of(client)
    assert isinstance(error, FlipRefused)
    assert error.errors == (FieldError("", 4007, "too large"),)


def test_odd_error_entries_are_kept_as_well_as_can_be(server: TinyServer, client: FlipClient) -> None:
    errors = [{"attribute": None, "code": "1043", "message": None}, "nonsense", {"code": "x"}]
    server.on(CREATE, reply(422, {"code": "VALIDATION_ERROR", "errors": errors}))
    error = failure_of(client)
    assert isinstance(error, FlipRefused)
    assert [(e.attribute, e.code, e.message) for e in error.errors] == [
        ("", 1043, ""),
        ("", 0, ""),
        ("", 0, ""),
    ]


def test_404_on_the_edit_of_a_bill_is_not_found(server: TinyServer, client: FlipClient) -> None:
    server.on("PUT /v2/pwf/77/bill", reply(404, {"name": "Not Found", "status": 404}))
    with pytest.raises(FlipNotFound):
        client.bills.edit("77", BillChanges(title="New"))
