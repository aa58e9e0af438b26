"""What each answer to a transfer means: made, refused for good or for now, certainly not sent, or unknown."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from app.flip.client import FlipClient
from app.flip.disbursements import Disbursement, NewDisbursement
from app.flip.errors import FieldError, FlipError, FlipNotSent, FlipRefused, FlipUnknown, NotSentReason
from app.flip.special import NewSpecialDisbursement
from tests.flip.tiny_server import Behaviour, TinyServer, hang_up, html, reply, reset, send_raw, silence

CODES: list[int] = json.loads(
    (Path(__file__).parents[1] / "contract" / "error_codes.json").read_text(encoding="utf-8")
)["money_transfer"]
# The table "What Flip's answers mean": about the moment, and about our clock; the rest is about the content.
OF_THE_MOMENT = {1035, 1074, 1080, 1088, 1093}
OF_THE_CLOCK = {1094, 1095}
TRANSFER = NewDisbursement(
    idempotency_key="key-1", bank_code="bca", account_number="0437051936", amount_idr=50_000
)
SPECIAL = NewSpecialDisbursement(
    transfer=TRANSFER,
    direction="DOMESTIC_SPECIAL_TRANSFER",
    sender_country="100252",
    sender_name="John Doe",
    sender_address="Jl. Gatot Subroto 5",
    sender_job="company",
)
MADE = {"id": 1234567890123456789, "amount": 50000, "status": "PENDING", "sender": []}
CREATES: dict[str, Callable[[FlipClient], Disbursement]] = {
    "POST /v3/disbursement": lambda client: client.disbursements.create(TRANSFER),
    "POST /v3/special-disbursement": lambda client: client.special_disbursements.create(SPECIAL),
    "POST /v2/disbursement": lambda client: client.disbursements.create(TRANSFER, version=2),
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
def test_200_with_a_transfer_is_success(server: TinyServer, client: FlipClient, route: str) -> None:
    server.on(route, reply(200, MADE))
    made = CREATES[route](client)
    assert (made.id, made.amount_idr, made.status) == ("1234567890123456789", 50_000, "PENDING")
    assert made.sender is None


@pytest.mark.parametrize("code", sorted(set(CODES) - OF_THE_MOMENT - OF_THE_CLOCK))
def test_422_about_the_content_is_refused_for_good(server: TinyServer, client: FlipClient, code: int) -> None:
    error = failure_of(server, client, "POST /v3/disbursement", refusal(code))
    assert type(error) is FlipRefused
    assert not error.for_now
    assert error.errors == (FieldError("amount", code, "…"),)


@every_create
@pytest.mark.parametrize("code", sorted(OF_THE_MOMENT))
def test_422_about_the_moment_is_refused_for_now(
    server: TinyServer, client: FlipClient, route: str, code: int
) -> None:
    error = failure_of(server, client, route, refusal(code))
    assert type(error) is FlipRefused
    assert error.for_now


@every_create
def test_an_insufficient_balance_is_refused_for_now(
    server: TinyServer, client: FlipClient, route: str
) -> None:
    for behaviour in (
        refusal(1035, outer="BALANCE_INSUFFICIENT"),
        reply(422, {"code": "BALANCE_INSUFFICIENT"}),
    ):
        error = failure_of(server, client, route, behaviour)
        assert type(error) is FlipRefused
        assert error.outer_code == "BALANCE_INSUFFICIENT"
        assert error.for_now


def test_a_wrong_account_at_a_disturbed_bank_is_refused_for_good(
    server: TinyServer, client: FlipClient
) -> None:
    for codes, for_now in [((1025, 1088), False), ((1088, 1074), True), ((), False), ((4711,), False)]:
        error = failure_of(server, client, "POST /v3/disbursement", refusal(*codes))
        assert isinstance(error, FlipRefused)
        assert error.for_now is for_now


@every_create
@pytest.mark.parametrize("codes", [(1094,), (1095,), (1094, 1025)])
def test_422_about_our_clock_was_not_sent(
    server: TinyServer, client: FlipClient, route: str, codes: tuple[int, ...]
) -> None:
    error = failure_of(server, client, route, refusal(*codes))
    assert isinstance(error, FlipNotSent)
    assert error.reason is NotSentReason.STALE_TIMESTAMP
    assert not error.stops_everything


@every_create
@pytest.mark.parametrize(
    "behaviour",
    [
        reply(500, {"name": "Internal Server Error", "status": 500}),
        reply(500, {"code": "RACE_CONDITION", "errors": [{"attribute": "id", "code": 999}]}),
        html(502),
        html(200),
        html(422),
        reply(200, raw=b""),
        reply(200, {}),
        reply(200, [MADE]),
        reply(200, {**MADE, "id": None}),
        reply(200, {**MADE, "amount": "50.000"}),
        reply(200, {**MADE, "status": ""}),
        send_raw(b"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{"),
        reset,
        hang_up,
        silence,
    ],
)
def test_P4_an_answer_that_tells_nothing_on_a_transfer_is_unknown(
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
        (reply(429, raw=b"", headers={"Retry-After": "7"}), NotSentReason.RATE_LIMITED, False),
    ],
)
def test_P44_what_stopped_a_transfer_on_its_way(
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
    assert not error.stops_everything
