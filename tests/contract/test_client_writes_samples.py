"""Given the values of a sample request, the client sends the sample: its method, path, names and spelling."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from app.flip.bills import BillChanges, NewBill
from app.flip.client import FlipClient
from app.flip.payments import PaymentQuery
from tests.flip.tiny_server import TinyServer, reply

SAMPLES = Path(__file__).parent / "samples"
EXPIRY = datetime(2022, 12, 30, 15, 50, tzinfo=timezone(timedelta(hours=7)))
PERIOD = PaymentQuery(
    start_date=date(2020, 1, 1),
    end_date=date(2020, 12, 12),
    pagination=50,
    page=1,
    sort_by="created_at",
    sort_type="sort_desc",
)
STEP1 = NewBill(
    title="Test New Bill", type="SINGLE", step=1, amount_idr=45_000, redirect_url="https://example.com"
)
STEP2 = NewBill(
    title="Test New Bill step 2",
    type="SINGLE",
    step=2,
    amount_idr=45_000,
    redirect_url="https://example.com",
    sender_name="Jon Snow",
    sender_email="jon.snow@example.com",
    sender_phone_number="0812345678",
    sender_address="jakarta selatan",
)
STEP3 = NewBill(
    title="test",
    type="SINGLE",
    step=3,
    amount_idr=45_000,
    redirect_url="https://example.com",
    sender_name="Jon Snow",
    sender_email="jon.snow@example.com",
    sender_bank="mandiri",
    sender_bank_type="virtual_account",
)
COFFEE_TABLE = NewBill(
    title="Coffee Table", amount_idr=900_000, expires_at=EXPIRY, redirect_url="https://someurl.com"
)
CHANGES = BillChanges(
    title="Coffee Table",
    amount_idr=900_000,
    type="SINGLE",
    expires_at=EXPIRY,
    redirect_url="https://someurl.com",
    status="INACTIVE",
    is_address_required=False,
    is_phone_number_required=False,
)
ASKS: dict[str, Callable[[FlipClient], object]] = {
    "accept-payment/create-step1.request.form": lambda client: client.bills.create(STEP1),
    "accept-payment/create-step2.request.form": lambda client: client.bills.create(STEP2),
    "accept-payment/create-step3.request.form": lambda client: client.bills.create(STEP3),
    "docs-2023/accept-payment/create.request.form": lambda client: client.bills.create(COFFEE_TABLE),
    "docs-2023/accept-payment/edit.request.form": lambda client: client.bills.edit("1", CHANGES),
    "docs-2023/accept-payment/payments-of-bill.request.form": lambda client: client.payments.of_bill(
        "1", PERIOD
    ),
    "docs-2023/accept-payment/payments.request.form": lambda client: client.payments.all(
        PaymentQuery(**{**vars(PERIOD), "reference_id": "REF12345"})
    ),
    "general/banks-filter.request.form": lambda client: client.general.banks("bca"),
}
# Listed with their reasons in deviations.md.
ALWAYS_SENT = {"step": "1", "is_address_required": "0", "is_phone_number_required": "0"}
SECONDS_DROPPED = {"expired_date": "2022-12-30 15:50"}
LATER = {
    "general/bank-account-inquiry.request.form",
    "docs-2023/general/bank-account-inquiry.request.form",
}


@pytest.fixture
def server() -> Iterator[TinyServer]:
    server = TinyServer()
    yield server
    server.stop()


@pytest.fixture
def client(server: TinyServer) -> Iterator[FlipClient]:
    client = FlipClient(api_url=server.url, kyc_url="", secret_key="key-of-the-contract")
    yield client
    client.close()


def sample(name: str) -> tuple[str, str, dict[str, str]]:
    """Method, path and values of a sample."""
    head, *lines = (SAMPLES / name).read_text(encoding="utf-8").splitlines()
    _, method, path = head.split()
    pairs = [line.partition("=") for line in lines if line and not line.startswith("#")]
    return method, path, {key: value for key, _, value in pairs}


@pytest.mark.parametrize("name", ASKS)
def test_request_samples_are_sent(server: TinyServer, client: FlipClient, name: str) -> None:
    method, path, values = sample(name)
    server.otherwise = reply(200, [] if path.endswith("banks") else {"link_id": 1, "data": []})
    ASKS[name](client)
    (seen,) = server.seen
    assert (seen.method, seen.path) == (method, f"/api{path}")
    sent = seen.query if method == "GET" else seen.form
    assert len(dict(sent)) == len(sent)
    expected = {**values, **{key: SECONDS_DROPPED[key] for key in SECONDS_DROPPED if key in values}}
    if method == "POST":
        expected = {**ALWAYS_SENT, **expected}
    assert dict(sent) == expected
    if method != "GET":
        assert seen.headers["content-type"] == "application/x-www-form-urlencoded"


def test_no_request_sample_is_forgotten() -> None:
    there = {
        str(file.relative_to(SAMPLES))
        for part in ("", "docs-2023/", "docs-2025/")
        for folder in ("accept-payment", "general")
        for file in (SAMPLES / f"{part}{folder}").glob("*.form")
    }
    assert there - LATER == set(ASKS)
