"""Whether Flip has a transfer: found, surely not there, or nobody knows; it is never guessed."""

from collections.abc import Callable

import pytest

from app.flip.client import FlipClient
from app.flip.disbursements import Disbursement
from app.flip.errors import FlipError, FlipNotFound, FlipNotSent, FlipRefused, FlipUnknown, NotSentReason
from tests.flip.tiny_server import Behaviour, TinyServer, hang_up, html, reply, silence

LOOKUP = "GET /v3/get-disbursement"
BY_PATH = "GET /v2/disbursement/7"
QUEUE = "GET /v2/disbursement/7/queue"
FOUND = {"id": 7, "amount": 50000, "status": "DONE", "idempotency_key": "key-1"}
PAGE_NOT_FOUND = {"name": "Not Found", "message": "Page not found.", "status": 404}
Ask = Callable[[FlipClient], object]


def by_id(client: FlipClient) -> Disbursement:
    return client.disbursements.get("7")


def by_key(client: FlipClient) -> Disbursement:
    return client.disbursements.get_by_key("key-1")


def by_path(client: FlipClient) -> Disbursement:
    return client.disbursements.get("7", version=2)


def queue(client: FlipClient) -> int:
    return client.disbursements.queue("7")


def failure_of(ask: Ask, client: FlipClient) -> FlipError:
    with pytest.raises(FlipError) as caught:
        ask(client)
    return caught.value


def complaint(attribute: str, code: int) -> dict[str, object]:
    errors = [{"attribute": attribute, "code": code, "message": "…"}]
    return {"code": "VALIDATION_ERROR", "errors": errors}


def test_a_transfer_is_found(server: TinyServer, client: FlipClient) -> None:
    server.on(LOOKUP, reply(200, FOUND))
    server.on(BY_PATH, reply(200, FOUND))
    for ask in (by_id, by_key, by_path):
        assert (ask(client).id, ask(client).status) == ("7", "DONE")


@pytest.mark.parametrize("status", [422, 404, 400])
def test_P5_only_flips_own_code_says_that_a_transfer_is_not_there(
    server: TinyServer, client: FlipClient, status: int
) -> None:
    server.on(LOOKUP, reply(status, complaint("id", 1072)), reply(status, complaint("idempotency-key", 1073)))
    for ask in (by_id, by_key):
        assert type(failure_of(ask, client)) is FlipNotFound


@pytest.mark.parametrize("behaviour", [reply(404, PAGE_NOT_FOUND), html(404), reply(404, raw=b"")])
def test_P5_a_bare_404_on_a_lookup_is_no_answer_and_stops_nothing(
    server: TinyServer, client: FlipClient, behaviour: Behaviour
) -> None:
    server.on(LOOKUP, behaviour)
    for ask in (by_id, by_key):
        assert type(failure_of(ask, client)) is FlipUnknown


def test_404_on_the_path_of_a_transfer_is_not_found(server: TinyServer, client: FlipClient) -> None:
    for ask in (by_path, queue):
        assert type(failure_of(ask, client)) is FlipNotFound


@pytest.mark.parametrize("code", [1001, 1041, 4711])
def test_another_complaint_does_not_say_that_it_is_not_there(
    server: TinyServer, client: FlipClient, code: int
) -> None:
    server.on(LOOKUP, reply(422, complaint("id", code)))
    assert type(failure_of(by_key, client)) is FlipRefused


def test_codes_of_lookups_mean_nothing_on_creates_and_lists(server: TinyServer, client: FlipClient) -> None:
    server.on("GET /v3/disbursement", reply(422, complaint("id", 1073)))
    assert type(failure_of(lambda client: client.disbursements.list(), client)) is FlipRefused


@pytest.mark.parametrize(
    "other", [{"id": 8, "idempotency_key": "key-2"}, {"id": "07", "idempotency_key": None}]
)
def test_P5_another_transfer_is_no_answer(
    server: TinyServer, client: FlipClient, other: dict[str, object]
) -> None:
    server.on(LOOKUP, reply(200, {**FOUND, **other}))
    server.on(BY_PATH, reply(200, {**FOUND, **other}))
    for ask in (by_id, by_key, by_path):
        error = failure_of(ask, client)
        assert type(error) is FlipUnknown
        assert "another" in str(error)


@pytest.mark.parametrize(
    "behaviour", [html(200), html(502), reply(200, []), reply(200, {}), hang_up, silence]
)
def test_P5_no_readable_answer_is_unknown(
    server: TinyServer, client: FlipClient, behaviour: Behaviour
) -> None:
    server.on(LOOKUP, behaviour)
    server.on(QUEUE, behaviour)
    for ask in (by_key, queue):
        assert type(failure_of(ask, client)) is FlipUnknown


def test_P44_a_wrong_key_on_a_lookup_says_nothing_about_the_transfer(
    server: TinyServer, client: FlipClient
) -> None:
    server.on(LOOKUP, reply(401, {"name": "Unauthorized", "status": 401}))
    error = failure_of(by_key, client)
    assert isinstance(error, FlipNotSent)
    assert error.reason is NotSentReason.BAD_CREDENTIALS


@pytest.mark.parametrize(("answer", "place"), [({"queue": 24}, 24), ({"queue": "0"}, 0)])
def test_the_place_in_the_queue(
    server: TinyServer, client: FlipClient, answer: dict[str, object], place: int
) -> None:
    server.on(QUEUE, reply(200, answer))
    assert queue(client) == place


def test_one_unreadable_transfer_does_not_hide_the_others(server: TinyServer, client: FlipClient) -> None:
    odd = {**FOUND, "amount": "50.000"}
    server.on("GET /v3/disbursement", reply(200, {"total_data": 85, "data": [FOUND, odd]}))
    page = client.disbursements.list()
    assert [row.id for row in page.rows] == ["7"]
    assert page.rows.unreadable == [odd]
    assert (page.total_data, page.total_page, page.page) == (85, 1, 1)


@pytest.mark.parametrize("answer", [{}, {"data": None}, [], "text"])
def test_a_page_without_transfers_is_unknown(server: TinyServer, client: FlipClient, answer: object) -> None:
    server.on("GET /v3/disbursement", reply(200, answer))
    assert type(failure_of(lambda client: client.disbursements.list(), client)) is FlipUnknown


def test_an_empty_page_is_a_page(server: TinyServer, client: FlipClient) -> None:
    server.on(
        "GET /v3/disbursement",
        reply(200, {"total_data": 3, "data_per_page": 0, "total_page": 1, "page": 9, "data": []}),
    )
    page = client.disbursements.list()
    assert (list(page.rows), page.total_data, page.page) == ([], 3, 9)
