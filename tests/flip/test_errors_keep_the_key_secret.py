"""No error shows or holds the secret key, even when a gateway shows us our own request."""

import base64
import traceback

import pytest

from app.flip.bills import NewBill
from app.flip.client import FlipClient
from app.flip.errors import FlipError
from tests.flip.tiny_server import Handler, TinyServer, hang_up, reply

KEY = "secret/key-of-tests"
BASIC = base64.b64encode(f"{KEY}:".encode()).decode()
CREATE = "POST /v2/pwf/bill"


def everything_in(error: BaseException | None) -> str:
    """What a log, or a curious debugger, gets out of an error and all that hangs on it."""
    text = ""
    while error is not None:
        text += "".join(traceback.format_exception(error)) + repr(vars(error))
        text += repr([vars(arg) for arg in error.args if hasattr(arg, "__dict__")])
        error = error.__cause__ or error.__context__
    return text


def failure_of(client: FlipClient) -> FlipError:
    with pytest.raises(FlipError) as caught:
        client.bills.create(NewBill(title="Coffee"))
    return caught.value


@pytest.mark.parametrize("status", [200, 401, 404, 422, 502])
def test_P40_an_answer_that_echoes_the_key_is_struck(
    server: TinyServer, client: FlipClient, status: int
) -> None:
    def echo(handler: Handler) -> None:
        page = f"<pre>{handler.headers}</pre> {KEY} {KEY.replace('/', '%2F')}"
        reply(status, raw=page.encode(), headers={"Content-Type": "text/html"})(handler)

    def echo_json(handler: Handler) -> None:
        message = f"Key {KEY} and {handler.headers['authorization']} are wrong"
        reply(status, {"message": message, "errors": [{"code": 1, "message": message}]})(handler)

    server.on(CREATE, echo, echo_json)
    for error in (failure_of(client), failure_of(client)):
        assert "[secret]" in error.body
        assert KEY not in everything_in(error)
        assert BASIC not in everything_in(error)


def test_P40_a_lost_answer_holds_no_key(server: TinyServer, client: FlipClient) -> None:
    server.on(CREATE, hang_up)
    error = failure_of(client)
    assert error.__cause__ is None
    assert error.__context__ is None or not hasattr(error.__context__, "request")
    assert KEY not in everything_in(error)
    assert BASIC not in everything_in(error)


def test_the_raw_body_is_kept_but_bounded(server: TinyServer, client: FlipClient) -> None:
    server.on(CREATE, reply(500, raw=b"<html>\xff" + b"y" * 1_000_000))
    error = failure_of(client)
    assert error.body.startswith("<html>\ufffdyyy")
    assert len(error.body) == 2000
    assert "<html>" not in str(error)
