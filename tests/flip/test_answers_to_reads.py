"""What each answer to a read means; nothing can have happened, so only the words differ."""

from collections.abc import Callable

import pytest

from app.flip.client import FlipClient
from app.flip.errors import FlipError, FlipNotFound, FlipNotSent, FlipRefused, FlipUnknown, NotSentReason
from tests.flip.tiny_server import Behaviour, TinyServer, hang_up, html, reply, reset, silence

GET = "GET /v2/pwf/77/bill"


def failure_of(ask: Callable[[], object]) -> FlipError:
    with pytest.raises(FlipError) as caught:
        ask()
    return caught.value


def refusal(attribute: str, code: int) -> Behaviour:
    errors = [{"attribute": attribute, "code": code, "message": "…"}]
    return reply(422, {"code": "VALIDATION_ERROR", "errors": errors})


@pytest.mark.parametrize(
    "behaviour", [reply(404, {"status": 404}), refusal("id", 1050), refusal("id", 1054), refusal("id", 1043)]
)
def test_every_spelling_of_an_unknown_bill_is_not_found(
    server: TinyServer, client: FlipClient, behaviour: Behaviour
) -> None:
    server.on(GET, behaviour)
    server.on("GET /v2/pwf/77/payment", behaviour)
    assert isinstance(failure_of(lambda: client.bills.get("77")), FlipNotFound)
    assert isinstance(failure_of(lambda: client.payments.of_bill("77")), FlipNotFound)


def test_a_missing_title_is_not_an_unknown_bill(server: TinyServer, client: FlipClient) -> None:
    server.on(GET, refusal("title", 1043))
    assert type(failure_of(lambda: client.bills.get("77"))) is FlipRefused


def test_404_on_a_list_means_the_wrong_address(server: TinyServer, client: FlipClient) -> None:
    for ask in (client.bills.list, client.general.balance, client.payments.all):
        error = failure_of(ask)
        assert isinstance(error, FlipNotSent)
        assert error.reason is NotSentReason.WRONG_ADDRESS


@pytest.mark.parametrize("behaviour", [html(200), html(502), reply(200, raw=b""), reset, hang_up, silence])
def test_a_read_without_a_readable_answer_is_unknown(
    server: TinyServer, client: FlipClient, behaviour: Behaviour
) -> None:
    server.on(GET, behaviour)
    assert isinstance(failure_of(lambda: client.bills.get("77")), FlipUnknown)


@pytest.mark.parametrize("answer", [reply(200, []), reply(404, {"status": 404}), refusal("code", 1033)])
def test_an_unknown_bank_is_no_bank(server: TinyServer, client: FlipClient, answer: Behaviour) -> None:
    server.on("GET /v2/general/banks", answer)
    assert client.general.banks("nobank") == []


def test_one_unreadable_row_does_not_hide_the_others(server: TinyServer, client: FlipClient) -> None:
    good = {"id": "PGPWF1", "amount": 10000, "status": "SUCCESSFUL"}
    odd = {"id": "PGPWF2", "amount": "10.000", "status": "SUCCESSFUL"}
    server.on("GET /v2/pwf/payment", reply(200, {"total_data": 2, "data": [good, odd, 3]}))
    page = client.payments.all()
    assert [row.id for row in page.rows] == ["PGPWF1"]
    assert page.rows.unreadable == [odd, 3]
    assert page.total_data == 2


@pytest.mark.parametrize("answer", [{}, {"data": None}, {"data": {"0": {}}}, [], "text"])
def test_a_page_without_a_list_is_unreadable(server: TinyServer, client: FlipClient, answer: object) -> None:
    server.on("GET /v2/pwf/payment", reply(200, answer))
    assert isinstance(failure_of(client.payments.all), FlipUnknown)


@pytest.mark.parametrize("answer", [{}, {"operational": None}, {"operational": "perhaps"}])
def test_working_hours_are_never_guessed(server: TinyServer, client: FlipClient, answer: object) -> None:
    server.on("GET /v2/general/operational", reply(200, answer))
    assert isinstance(failure_of(client.general.operational), FlipUnknown)
