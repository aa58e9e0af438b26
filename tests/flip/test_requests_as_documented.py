"""What goes over the wire: key, headers, paths and forms as the reference wants them."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from app.flip.bills import BillChanges, NewBill
from app.flip.call import Call
from app.flip.caller import Caller
from app.flip.client import FlipClient
from app.flip.codes import Product
from app.flip.payments import PaymentQuery
from app.flip.transport import RequestsTransport
from tests.flip.tiny_server import TinyServer, reply

KEY = "JDJ5JDEzJDBkRTB6T2tBdk8uQWcvRDU2TTY0TmVQd0NrNC5POVF5elZuQnpJUTJvdWc4a2t0Tm44RnlT"
HEADER = (
    "Basic SkRKNUpERXpKREJrUlRCNlQydEJkazh1UVdjdlJEVTJUVFkwVG1WUWQwTnJOQzVQT1ZGNWVsWnVRbnBKVVRKdmRX"
    "YzRhMnQwVG00NFJubFQ6"
)
CREATE = "POST /v2/pwf/bill"


def test_the_known_key_gives_the_known_header(server: TinyServer) -> None:
    server.on("GET /v2/general/balance", reply(200, {"balance": 1}))
    client = FlipClient(api_url=f"{server.url}/", kyc_url="", secret_key=KEY)
    client.general.balance()
    client.close()
    assert server.seen[0].headers["authorization"] == HEADER
    assert server.seen[0].path == "/api/v2/general/balance"
    assert server.seen[0].headers["accept"] == "application/json"


def test_an_empty_key_is_refused() -> None:
    with pytest.raises(ValueError, match="empty"):
        FlipClient(api_url="http://127.0.0.1:1/api", kyc_url="", secret_key="")


def test_forms_are_urlencoded_utf8(server: TinyServer, client: FlipClient) -> None:
    server.on(CREATE, reply(200, {"link_id": 1}))
    client.bills.create(
        NewBill(title="Kopi é & susu + 100% ☕\n=", redirect_url="https://a.example/?b=c&d=#e")
    )
    seen = server.seen[0]
    assert seen.headers["content-type"] == "application/x-www-form-urlencoded"
    assert dict(seen.form)["title"] == "Kopi é & susu + 100% ☕\n="
    assert dict(seen.form)["redirect_url"] == "https://a.example/?b=c&d=#e"


def test_an_expiry_is_sent_as_wib_minutes(server: TinyServer, client: FlipClient) -> None:
    server.on(CREATE, reply(200, {"link_id": 1}))
    for moment in (
        datetime(2026, 3, 1, 16, 59, 59, tzinfo=UTC),
        datetime(2026, 3, 2, 1, 59, tzinfo=timezone(timedelta(hours=9))),
    ):
        client.bills.create(NewBill(title="Coffee", expires_at=moment))
    assert [dict(seen.form)["expired_date"] for seen in server.seen] == ["2026-03-01 23:59"] * 2


def test_values_that_make_no_sense_are_not_sent(server: TinyServer, client: FlipClient) -> None:
    with pytest.raises(ValueError, match="time zone"):
        client.bills.create(NewBill(title="Coffee", expires_at=datetime(2026, 3, 1)))
    with pytest.raises(ValueError, match="format code 'd'"):
        client.bills.create(NewBill(title="Coffee", amount_idr=10000.5))  # type: ignore[arg-type]
    for link_id in ("", ".", ".."):
        with pytest.raises(ValueError, match="address"):
            client.bills.get(link_id)
    with pytest.raises(ValueError, match="reference_id"):
        client.payments.of_bill("1", PaymentQuery(reference_id="R"))
    assert server.seen == []


def test_only_given_changes_are_sent_and_none_empties(server: TinyServer, client: FlipClient) -> None:
    server.on("PUT /v2/pwf/7/bill", reply(200, {"link_id": 7}))
    client.bills.edit("7", BillChanges())
    client.bills.edit("7", BillChanges(amount_idr=None, expires_at=None))
    client.bills.edit("7", BillChanges(amount_idr=15_000, is_address_required=True, redirect_url=""))
    assert [seen.form for seen in server.seen] == [
        [],
        [("amount", ""), ("expired_date", "")],
        [("amount", "15000"), ("redirect_url", ""), ("is_address_required", "1")],
    ]


def test_ids_are_quoted_in_paths(server: TinyServer, client: FlipClient) -> None:
    client_path = "/v2/pwf/bill-payment/PG%2F..%2F%3Fx%3D1%23%C3%A9/confirm"
    server.on(f"PUT {client_path}", reply(200, {"confirmed_at": "2022-12-30 15:50"}))
    confirmation = client.payments.confirm("PG/../?x=1#é")
    assert confirmation.confirmed_at == datetime(2022, 12, 30, 8, 50, tzinfo=UTC)
    assert server.seen[0].body == b""


def test_queries_carry_only_what_was_asked(server: TinyServer, client: FlipClient) -> None:
    server.on("GET /v2/pwf/payment", reply(200, {"data": []}))
    client.payments.all()
    client.payments.all(PaymentQuery(start_date=date(2026, 3, 1), page=2, reference_id="A&B"))
    assert [seen.query for seen in server.seen] == [
        [],
        [("start_date", "2026-03-01"), ("page", "2"), ("reference_id", "A&B")],
    ]
    assert "content-type" not in server.seen[0].headers


def test_creates_of_money_can_carry_key_and_timestamp(server: TinyServer) -> None:
    server.on("POST /v3/disbursement", reply(200, {}))
    transport = RequestsTransport()
    now = datetime(2022, 1, 1, 8, 2, 15, 999, tzinfo=UTC)
    caller = Caller(kyc_url="", api_url=server.url, secret_key="key", transport=transport, clock=lambda: now)
    call = Call(
        method="POST",
        path="/v3/disbursement",
        product=Product.MONEY_TRANSFER,
        idempotency_key="idem-1",
        timestamped=True,
    )
    caller.send(call, lambda answer: answer)
    transport.close()
    assert server.seen[0].headers["idempotency-key"] == "idem-1"
    assert server.seen[0].headers["x-timestamp"] == "2022-01-01T15:02:15+0700"


@pytest.mark.parametrize("key", ["", "a b", "a\r\nX: y", "é", "k" * 256])
def test_an_idempotency_key_that_cannot_travel_is_not_sent(server: TinyServer, key: str) -> None:
    transport = RequestsTransport()
    caller = Caller(
        kyc_url="", api_url=server.url, secret_key="key", transport=transport, clock=lambda: datetime.now(UTC)
    )
    call = Call(method="POST", path="/v3/x", product=Product.MONEY_TRANSFER, idempotency_key=key)
    with pytest.raises(ValueError, match="idempotency key"):
        caller.send(call, lambda answer: answer)
    transport.close()
    assert server.seen == []
