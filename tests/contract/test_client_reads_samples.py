"""Every sample answer of accept payment, and every sample error, is read by the client."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.flip.bills import Bill, BillChanges, NewBill
from app.flip.client import FlipClient
from app.flip.errors import FlipError, FlipNotFound, FlipNotSent, FlipRefused, FlipUnknown
from app.flip.payments import Payment
from tests.flip.tiny_server import TinyServer, reply

pytestmark = pytest.mark.alike

SAMPLES = Path(__file__).parent / "samples"
Ask = Callable[[FlipClient], object]


def create(client: FlipClient) -> Bill:
    return client.bills.create(NewBill(title="Coffee Table", amount_idr=900_000))


def edit(client: FlipClient) -> Bill:
    return client.bills.edit("1", BillChanges(title="Coffee Table"))


def get(client: FlipClient) -> Bill:
    return client.bills.get("1")


BILLS: dict[str, Callable[[FlipClient], Bill]] = {
    "accept-payment/create-step1.200.json": create,
    "accept-payment/create-step1-reference.200.json": create,
    "accept-payment/create-step2.200.json": create,
    "accept-payment/create-step2-reference.200.json": create,
    "accept-payment/create-step3.200.json": create,
    "accept-payment/create-step3-reference.200.json": create,
    "docs-2023/accept-payment/create-step1.200.json": create,
    "docs-2023/accept-payment/create-step2.200.json": create,
    "docs-2023/accept-payment/create-step3-qris.200.json": create,
    "docs-2023/accept-payment/create-step3-va.200.json": create,
    "docs-2023/accept-payment/create-step3-wallet.200.json": create,
    "docs-2023/accept-payment/edit.200.json": edit,
    "docs-2025/accept-payment/edit.200.json": edit,
    "docs-2023/accept-payment/bill-step1.200.json": get,
    "docs-2023/accept-payment/bill-step2.200.json": get,
    "docs-2023/accept-payment/bill-step3.200.json": get,
}
PAGES = {
    "docs-2023/accept-payment/payments-of-bill.200.json": lambda client: client.payments.of_bill("1065"),
    "docs-2023/accept-payment/payments.200.json": lambda client: client.payments.all(),
    "docs-2025/accept-payment/payments-of-bill.200.json": lambda client: client.payments.of_bill("11"),
}
SINGLY = {
    "accept-payment/create-schema-example.200.json",
    "docs-2023/accept-payment/bills.200.json",
    "docs-2023/accept-payment/confirm.200.json",
}
REFUSALS = sorted(
    str(file.relative_to(SAMPLES))
    for folder in ("accept-payment", "docs-2023/errors")
    for pattern in ("error-422-*.json", "422-*.json")
    for file in (SAMPLES / folder).glob(pattern)
)
OTHER_ERRORS: dict[str, tuple[Ask, type[FlipError]]] = {
    "errors/401-invalid-credential.json": (lambda client: client.general.balance(), FlipNotSent),
    "errors/401-invalid-credentials-newer.json": (create, FlipNotSent),
    "errors/404-page-not-found.json": (create, FlipNotSent),
    "docs-2025/errors/401-kyc-host.json": (create, FlipNotSent),
    "docs-2025/errors/404-agent-not-found.json": (get, FlipNotFound),
    "docs-2025/errors/422-bill-not-found.json": (get, FlipNotFound),
    "docs-2025/errors/422-bill-not-found-1043.json": (get, FlipNotFound),
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


def served(server: TinyServer, name: str, status: int = 200) -> Any:
    data = (SAMPLES / name).read_bytes()
    server.otherwise = reply(status, raw=data)
    return json.loads(data)


def wib(text: str | None) -> datetime | None:
    """A second, simpler reading of Flip's times, to compare with."""
    if text in {None, "null"}:
        return None
    plain = datetime.strptime(str(text).ljust(19, ":")[:19].replace(":::", ":00"), "%Y-%m-%d %H:%M:%S")
    return (plain - timedelta(hours=7)).replace(tzinfo=UTC)


def assert_bill(bill: Bill, sample: dict[str, Any]) -> None:
    assert bill.link_id == str(sample["link_id"])
    assert bill.link_url == sample["link_url"]
    assert (bill.title, bill.type, bill.status) == (sample["title"], sample["type"], sample["status"])
    assert bill.amount_idr == sample["amount"]
    assert bill.redirect_url == (sample["redirect_url"] or None)
    assert bill.expires_at == wib(sample["expired_date"])
    assert bill.created_from == sample["created_from"]
    assert bill.is_address_required is bool(sample["is_address_required"])
    assert bill.is_phone_number_required is bool(sample["is_phone_number_required"])
    assert bill.step == sample.get("step")
    assert bill.payment_url == sample.get("payment_url")
    assert (bill.customer and bill.customer.model_dump(exclude={"raw"})) == sample.get("customer")
    method = bill.payment_method and bill.payment_method.model_dump(exclude={"raw"})
    assert method == sample.get("payment_method")
    assert bill.raw == sample
    assert_bill_payment(bill, sample.get("bill_payment"))


def assert_bill_payment(bill: Bill, sample: dict[str, Any] | None) -> None:
    if sample is None:
        assert bill.bill_payment is None
        return
    payment = bill.bill_payment
    assert payment is not None
    assert payment.receiver_bank_account is not None
    assert payment.amount_idr == sample["amount"]
    assert payment.created_at == datetime.fromtimestamp(sample["created_at"], UTC)
    receiver = payment.receiver_bank_account.model_dump(exclude={"raw"})
    assert receiver == {"qr_code_data": None} | sample["receiver_bank_account"]
    for name in (
        "id",
        "unique_code",
        "status",
        "sender_bank",
        "sender_bank_type",
        "user_address",
        "user_phone",
    ):
        assert getattr(payment, name) == sample[name]


@pytest.mark.parametrize("name", BILLS)
def test_bill_samples_are_read(server: TinyServer, client: FlipClient, name: str) -> None:
    sample = served(server, name)
    assert_bill(BILLS[name](client), sample)


def test_the_list_of_bills_is_read(server: TinyServer, client: FlipClient) -> None:
    sample = served(server, "docs-2023/accept-payment/bills.200.json")
    bills = client.bills.list()
    assert [bill.step for bill in bills] == [1, 2, 3]
    assert bills.unreadable == []
    for bill, row in zip(bills, sample, strict=True):
        assert_bill(bill, row)


def test_the_empty_schema_example_is_no_bill(server: TinyServer, client: FlipClient) -> None:
    served(server, "accept-payment/create-schema-example.200.json")
    with pytest.raises(FlipUnknown, match="link_id"):
        create(client)


@pytest.mark.parametrize("name", PAGES)
def test_payment_samples_are_read(server: TinyServer, client: FlipClient, name: str) -> None:
    sample = served(server, name)
    page = PAGES[name](client)
    assert page.link_id == (str(sample["link_id"]) if "link_id" in sample else None)
    for count in ("total_data", "data_per_page", "total_page", "page"):
        assert getattr(page, count) == sample[count]
    assert page.rows.unreadable == []
    for payment, row in zip(page.rows, sample["data"], strict=True):
        assert_payment(payment, row)


def assert_payment(payment: Payment, row: dict[str, Any]) -> None:
    for name in ("id", "bill_link", "bill_title", "sender_name", "sender_bank", "sender_bank_type", "status"):
        assert getattr(payment, name) == row[name]
    assert payment.link_id == row.get("link_id")
    assert payment.virtual_account_number == row["virtual_account_number"]
    assert payment.amount_idr == row["amount"]
    assert payment.settlement_status == row["settlement_status"]
    assert payment.reference_id == (None if row["reference_id"] in {None, "null"} else row["reference_id"])
    assert payment.payment_url == row["payment_url"]
    assert payment.created_at == wib(row["created_at"])
    assert payment.completed_at == wib(row["completed_at"])
    assert payment.settlement_date is None
    assert payment.transaction_reference_number is None
    assert payment.raw == row


def test_the_confirmation_is_read(server: TinyServer, client: FlipClient) -> None:
    served(server, "docs-2023/accept-payment/confirm.200.json")
    confirmation = client.payments.confirm("PWF12")
    assert confirmation.confirmed_at == datetime(2022, 12, 30, 8, 50, tzinfo=UTC)
    assert confirmation.payment_url == (
        "https://flip.id/transaksi/bill/PWF12/proses?email=customer%40gmail.com"
    )


@pytest.mark.parametrize("name", REFUSALS)
def test_error_samples_are_refusals(server: TinyServer, client: FlipClient, name: str) -> None:
    sample = served(server, name, 422)
    with pytest.raises(FlipRefused) as caught:
        create(client)
    error = caught.value
    assert type(error) is FlipRefused
    assert error.outer_code == sample["code"]
    assert [(entry.attribute, entry.code, entry.message) for entry in error.errors] == [
        (entry["attribute"].replace("expired_at", "expired_date"), entry["code"], entry["message"])
        for entry in sample["errors"]
    ]


@pytest.mark.parametrize("name", OTHER_ERRORS)
def test_other_error_samples_are_told_apart(server: TinyServer, client: FlipClient, name: str) -> None:
    ask, kind = OTHER_ERRORS[name]
    status = int(name.rpartition("/")[2][:3])
    served(server, name, status)
    with pytest.raises(kind) as caught:
        ask(client)
    assert type(caught.value) is kind
    assert caught.value.status == status


def test_no_sample_is_forgotten() -> None:
    tested = {*BILLS, *PAGES, *SINGLY, *REFUSALS, *OTHER_ERRORS}
    folders = ("accept-payment", "errors")
    there = {
        str(file.relative_to(SAMPLES))
        for part in ("", "docs-2023/", "docs-2025/")
        for folder in folders
        for file in (SAMPLES / f"{part}{folder}").glob("*.json")
    }
    assert there == tested
