"""What each answer to a transfer abroad means: made, refused for good or for now, not sent, or unknown."""

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

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
from app.flip.international import InternationalTransfer
from tests.flip.abroad import BUSINESS, CONSUMER, MADE
from tests.flip.tiny_server import Behaviour, TinyServer, hang_up, html, reply, reset, send_raw, silence

CODES: list[int] = json.loads(
    (Path(__file__).parents[1] / "contract" / "error_codes.json").read_text(encoding="utf-8")
)["international"]
OF_THE_CLOCK = {1094, 1095}
LIST = "/v2/international-disbursement"
CREATES: dict[str, Callable[[FlipClient], InternationalTransfer]] = {
    f"POST {LIST}": lambda client: client.international.create(CONSUMER),
    f"POST {LIST}/create-with-attachment": lambda client: client.international.create_with_attachment(
        BUSINESS
    ),
}
every_create = pytest.mark.parametrize("route", CREATES)


def failure_of(server: TinyServer, client: FlipClient, route: str, behaviour: Behaviour) -> FlipError:
    server.on(route, behaviour)
    with pytest.raises(FlipError) as caught:
        CREATES[route](client)
    return caught.value


def refusal(*codes: int, outer: str = "VALIDATION_ERROR") -> Behaviour:
    errors = [{"attribute": "amount", "code": code, "message": "…"} for code in codes]
    return reply(422, {"code": outer, "errors": errors})


@every_create
def test_200_with_a_transfer_abroad_is_success(server: TinyServer, client: FlipClient, route: str) -> None:
    server.on(route, reply(200, {**MADE, "id": 123456789012345678}))
    made = CREATES[route](client)
    assert (made.id, made.status, made.idempotency_key) == ("123456789012345678", "PENDING", "key-1")
    assert (made.amount_idr, made.beneficiary_amount) == (1_000_000, Decimal("52.63"))


@every_create
@pytest.mark.parametrize("code", sorted(set(CODES) - OF_THE_CLOCK))
def test_422_about_the_content_is_refused_for_good(
    server: TinyServer, client: FlipClient, route: str, code: int
) -> None:
    error = failure_of(server, client, route, refusal(code))
    assert type(error) is FlipRefused
    assert not error.for_now
    assert error.errors == (FieldError("amount", code, "…"),)


@every_create
def test_an_insufficient_balance_is_refused_for_now(
    server: TinyServer, client: FlipClient, route: str
) -> None:
    for behaviour in (
        refusal(1035, outer="BALANCE_INSUFFICIENT"),
        refusal(1035),
        reply(422, {"code": "BALANCE_INSUFFICIENT"}),
    ):
        error = failure_of(server, client, route, behaviour)
        assert type(error) is FlipRefused
        assert error.for_now


@every_create
@pytest.mark.parametrize("codes", [(1094,), (1095,), (1094, 1001)])
def test_422_about_our_clock_was_not_sent(
    server: TinyServer, client: FlipClient, route: str, codes: tuple[int, ...]
) -> None:
    error = failure_of(server, client, route, refusal(*codes))
    assert isinstance(error, FlipNotSent)
    assert error.reason is NotSentReason.STALE_TIMESTAMP


@every_create
@pytest.mark.parametrize(
    "behaviour",
    [
        reply(500, {"name": "Internal Server Error", "status": 500}),
        html(502),
        html(200),
        html(422),
        reply(200, raw=b""),
        reply(200, {}),
        reply(200, [MADE]),
        reply(200, {**MADE, "id": None}),
        reply(200, {**MADE, "amount": "1.000.000"}),
        reply(200, {**MADE, "beneficiary_amount": None}),
        reply(200, {**MADE, "beneficiary_currency_code": ""}),
        reply(200, {**MADE, "status": ""}),
        send_raw(b"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{"),
        reset,
        hang_up,
        silence,
    ],
)
def test_P4_an_answer_that_tells_nothing_on_a_transfer_abroad_is_unknown(
    server: TinyServer, client: FlipClient, route: str, behaviour: Behaviour
) -> None:
    assert type(failure_of(server, client, route, behaviour)) is FlipUnknown
    assert len(server.seen) == 1


@every_create
@pytest.mark.parametrize(
    ("behaviour", "reason", "stops"),
    [
        (reply(401, {"name": "Unauthorized", "status": 401}), NotSentReason.BAD_CREDENTIALS, True),
        (reply(403, {"name": "Forbidden", "status": 403}), NotSentReason.FORBIDDEN, True),
        (reply(404, {"name": "Not Found", "status": 404}), NotSentReason.WRONG_ADDRESS, True),
        (reply(405, {"name": "Not Found", "status": 404}), NotSentReason.WRONG_ADDRESS, True),
        (reply(429, raw=b"", headers={"Retry-After": "7"}), NotSentReason.RATE_LIMITED, False),
    ],
)
def test_P44_what_stopped_a_transfer_abroad_on_its_way(
    *,
    server: TinyServer,
    client: FlipClient,
    route: str,
    behaviour: Behaviour,
    reason: NotSentReason,
    stops: bool,
) -> None:
    error = failure_of(server, client, route, behaviour)
    assert isinstance(error, FlipNotSent)
    assert error.reason is reason
    assert error.stops_everything is stops
    assert error.retry_after == (None if stops else 7)


@every_create
@pytest.mark.parametrize("status", [401, 503])
def test_P44_maintenance_is_not_mistaken_for_a_wrong_key(
    server: TinyServer, client: FlipClient, route: str, status: int
) -> None:
    server.on("GET /v2/general/maintenance", reply(200, {"maintenance": True}))
    error = failure_of(server, client, route, reply(status, {"name": "Unauthorized", "status": status}))
    assert isinstance(error, FlipNotSent)
    assert error.reason is NotSentReason.MAINTENANCE


@pytest.mark.parametrize("behaviour", [html(413), reply(413, raw=b"")])
def test_a_gateway_that_finds_the_invoice_too_large_refuses_it(
    server: TinyServer, client: FlipClient, behaviour: Behaviour
) -> None:
    error = failure_of(server, client, f"POST {LIST}/create-with-attachment", behaviour)
    assert type(error) is FlipRefused
    assert error.errors == (FieldError("attachment_data", 413, ""),)
    # Nothing was attached here, so that nobody knows what was too large.
    assert type(failure_of(server, client, f"POST {LIST}", behaviour)) is FlipUnknown


def test_fields_are_called_as_in_the_request_however_flip_calls_them(
    server: TinyServer, client: FlipClient
) -> None:
    names = {
        "type": "amount",
        "beneficiary_bank_account_number": "beneficiary_account_number",
        "beneficiary_account_number": "beneficiary_account_number",
        "beneficiary_remittance_purpose": "beneficiary_remittance_purposes",
        "beneficiary_beneficiary_relationship": "beneficiary_relationship",
        "id_number": "beneficiary_id_number",
        "id_expiration_date": "beneficiary_id_expiration_date",
        "transaction_type": "transaction_type",
        "something_new": "something_new",
    }
    complaints = [{"attribute": name, "code": 1001, "message": f"{name} is empty"} for name in names]
    answer = reply(422, {"code": "VALIDATION_ERROR", "errors": complaints})
    error = failure_of(server, client, f"POST {LIST}", answer)
    assert isinstance(error, FlipRefused)
    assert [(one.attribute, one.message) for one in error.errors] == [
        (ours, f"{flips} is empty") for flips, ours in names.items()
    ]


def test_a_transfer_is_read_by_its_id(server: TinyServer, client: FlipClient) -> None:
    server.on(f"GET {LIST}/7", reply(200, {**MADE, "status": "DONE"}))
    found = client.international.get("7")
    assert (found.id, found.status) == ("7", "SUCCESSFUL")
    assert found.raw["status"] == "DONE"


def test_404_on_the_path_of_a_transfer_abroad_is_not_found(server: TinyServer, client: FlipClient) -> None:
    with pytest.raises(FlipNotFound):
        client.international.get("7")


@pytest.mark.parametrize("behaviour", [reply(200, {**MADE, "id": 8}), html(200), html(502), hang_up, silence])
def test_P5_another_transfer_and_no_readable_answer_are_unknown(
    server: TinyServer, client: FlipClient, behaviour: Behaviour
) -> None:
    server.on(f"GET {LIST}/7", behaviour)
    with pytest.raises(FlipUnknown):
        client.international.get("7")
