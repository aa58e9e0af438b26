"""What goes over the wire for transfers: keys, timestamps, versions, paths, forms and queries."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from app.flip.client import FlipClient
from app.flip.disbursements import DisbursementQuery, NewDisbursement
from app.flip.special import NewSpecialDisbursement
from tests.flip.tiny_server import TinyServer, reply

MADE = {"id": 7, "amount": 50000, "status": "PENDING", "idempotency_key": "key-1", "queue": 24, "data": []}
BARE = NewDisbursement(idempotency_key="key-1", bank_code="bca", account_number="0000123", amount_idr=50_000)
SPECIAL = NewSpecialDisbursement(
    transfer=BARE,
    direction="FOREIGN_INBOUND_SPECIAL_TRANSFER",
    sender_country="100011",
    sender_name="John Doe",
    sender_address="Street 1",
    sender_job="others",
)


EVERY_FILTER = DisbursementQuery(
    pagination=50,
    page=2,
    sort="-time_served",
    id="790",
    amount_idr=10_000,
    status="DONE",
    direction="DOMESTIC_TRANSFER",
    timestamp="2017-08-28",
    bank_code="bni",
    account_number="0437",
    recipient_name="FLIP & é",
    remark="test",
    time_served="2017",
    created_from="API",
)


class Ticking:
    """A clock that moves a second at every look."""

    def __init__(self) -> None:
        self.seconds = 0

    def __call__(self) -> datetime:
        self.seconds += 1
        return datetime(2022, 1, 1, 8, 2, self.seconds, 999, tzinfo=UTC)


@pytest.fixture
def ticking(server: TinyServer) -> Iterator[FlipClient]:
    server.otherwise = reply(200, MADE, headers={"Content-Type": "application/json"})
    client = FlipClient(api_url=server.url, kyc_url="", secret_key="key", clock=Ticking())
    yield client
    client.close()


def test_P1_every_attempt_carries_the_same_key_and_a_new_timestamp(
    server: TinyServer, ticking: FlipClient
) -> None:
    for _ in range(2):
        ticking.disbursements.create(BARE)
        ticking.special_disbursements.create(SPECIAL)
    assert {seen.headers["idempotency-key"] for seen in server.seen} == {"key-1"}
    stamps = [seen.headers["x-timestamp"] for seen in server.seen]
    assert stamps[0] == "2022-01-01T15:02:01+0700"
    assert len(set(stamps)) == 4


def test_only_what_is_given_is_sent_and_leading_zeros_stay(server: TinyServer, ticking: FlipClient) -> None:
    ticking.disbursements.create(BARE)
    ticking.disbursements.create(
        replace(BARE, remark="", recipient_city="391", beneficiary_emails=("a@b.id",))
    )
    assert [seen.form for seen in server.seen] == [
        [("account_number", "0000123"), ("bank_code", "bca"), ("amount", "50000")],
        [
            ("account_number", "0000123"),
            ("bank_code", "bca"),
            ("amount", "50000"),
            ("remark", ""),
            ("recipient_city", "391"),
            ("beneficiary_email", "a@b.id"),
        ],
    ]


def test_a_special_transfer_adds_its_sender(server: TinyServer, ticking: FlipClient) -> None:
    ticking.special_disbursements.create(SPECIAL)
    ticking.special_disbursements.create(replace(SPECIAL, sender_date_of_birth=date(1992, 1, 31)), version=2)
    assert [seen.path for seen in server.seen] == [
        "/api/v3/special-disbursement",
        "/api/v2/special-disbursement",
    ]
    assert dict(server.seen[0].form) == {
        "account_number": "0000123",
        "bank_code": "bca",
        "amount": "50000",
        "sender_country": "100011",
        "sender_name": "John Doe",
        "sender_address": "Street 1",
        "sender_job": "others",
        "direction": "FOREIGN_INBOUND_SPECIAL_TRANSFER",
    }
    assert dict(server.seen[1].form)["sender_date_of_birth"] == "1992-01-31"


def test_v2_needs_no_key(server: TinyServer, ticking: FlipClient) -> None:
    ticking.disbursements.create(replace(BARE, idempotency_key=None), version=2)
    assert server.seen[0].path == "/api/v2/disbursement"
    assert "idempotency-key" not in server.seen[0].headers


@pytest.mark.parametrize("key", ["", "a b", "a\r\nX: y", "é", "k" * 256])
def test_P1_a_transfer_whose_key_cannot_travel_is_not_sent(
    server: TinyServer, ticking: FlipClient, key: str
) -> None:
    with pytest.raises(ValueError, match="idempotency key"):
        ticking.disbursements.create(replace(BARE, idempotency_key=key))
    assert server.seen == []


def test_transfers_that_make_no_sense_are_not_sent(server: TinyServer, ticking: FlipClient) -> None:
    keyless = replace(BARE, idempotency_key=None)
    mailing = replace(BARE, beneficiary_emails=("a@b.id",))
    with pytest.raises(ValueError, match="without an idempotency key"):
        ticking.disbursements.create(keyless)
    with pytest.raises(ValueError, match="without an idempotency key"):
        ticking.special_disbursements.create(replace(SPECIAL, transfer=keyless))
    with pytest.raises(ValueError, match="e-mail"):
        ticking.disbursements.create(mailing, version=2)
    with pytest.raises(ValueError, match="format code 'd'"):
        ticking.disbursements.create(replace(BARE, amount_idr=10000.5))  # type: ignore[arg-type]
    assert server.seen == []


def test_questions_that_name_nothing_are_not_sent(server: TinyServer, ticking: FlipClient) -> None:
    for ask in (
        lambda: ticking.disbursements.get(""),
        lambda: ticking.disbursements.get_by_key(""),
        lambda: ticking.disbursements.get("..", version=2),
        lambda: ticking.disbursements.queue(""),
    ):
        with pytest.raises(ValueError, match=r"names no transfer|address"):
            ask()
    assert server.seen == []


def test_one_transfer_is_asked_for_by_id_and_by_key(server: TinyServer, ticking: FlipClient) -> None:
    ticking.disbursements.get("7")
    ticking.disbursements.get("7", version=2)
    ticking.disbursements.get_by_key("key-1")
    assert ticking.disbursements.queue("7") == 24
    assert [(seen.path, seen.query) for seen in server.seen] == [
        ("/api/v3/get-disbursement", [("id", "7")]),
        ("/api/v2/disbursement/7", []),
        ("/api/v3/get-disbursement", [("idempotency-key", "key-1")]),
        ("/api/v2/disbursement/7/queue", []),
    ]
    for seen in server.seen:
        assert "x-timestamp" not in seen.headers
        assert "idempotency-key" not in seen.headers


def test_lists_take_every_filter_sort_and_page(server: TinyServer, ticking: FlipClient) -> None:
    ticking.disbursements.list()
    ticking.disbursements.list(EVERY_FILTER)
    ticking.disbursements.list(DisbursementQuery(status="PENDING"), version=2)
    assert [seen.path for seen in server.seen] == ["/api/v3/disbursement"] * 2 + ["/api/v2/disbursement"]
    assert [seen.query for seen in server.seen] == [
        [],
        [
            ("pagination", "50"),
            ("page", "2"),
            ("sort", "-time_served"),
            ("id", "790"),
            ("amount", "10000"),
            ("status", "DONE"),
            ("direction", "DOMESTIC_TRANSFER"),
            ("timestamp", "2017-08-28"),
            ("bank_code", "bni"),
            ("account_number", "0437"),
            ("recipient_name", "FLIP & é"),
            ("remark", "test"),
            ("time_served", "2017"),
            ("created_from", "API"),
        ],
        [("status", "PENDING")],
    ]
