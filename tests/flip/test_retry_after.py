"""A 429 was not sent, and says for how many seconds to wait."""

from datetime import UTC, datetime

import pytest

from app.flip.bills import NewBill
from app.flip.client import FlipClient
from app.flip.errors import FlipNotSent, NotSentReason
from tests.flip.tiny_server import TinyServer, reply

NOW = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("17", 17.0),
        ("Sun, 01 Mar 2026 08:02:00 GMT", 120.0),
        ("Sun, 01 Mar 2026 07:00:00 GMT", 0.0),
        ("-5", 0.0),
        ("9999999999", 86400.0),
        ("soon", None),
        ("nan", None),
        ("", None),
    ],
)
def test_429_was_not_sent_and_retry_after_is_seconds(
    server: TinyServer, header: str, seconds: float | None
) -> None:
    server.on("POST /v2/pwf/bill", reply(429, raw=b"slow down", headers={"Retry-After": header}))
    client = FlipClient(api_url=server.url, kyc_url="", secret_key="key", clock=lambda: NOW)
    with pytest.raises(FlipNotSent) as caught:
        client.bills.create(NewBill(title="Coffee"))
    client.close()
    assert caught.value.reason is NotSentReason.RATE_LIMITED
    assert caught.value.retry_after == seconds
    assert not caught.value.stops_everything
