"""Every sample answer of transfers and of the general calls is read by the client, to its last field."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.flip.agent_transfers import NewAgentDisbursement
from app.flip.client import FlipClient
from app.flip.disbursements import Disbursement, NewDisbursement
from app.flip.errors import FlipError, FlipNotFound, FlipNotSent, FlipRefused
from app.flip.inquiries import Inquiry
from app.flip.special import NewSpecialDisbursement
from tests.flip.tiny_server import TinyServer, reply

pytestmark = pytest.mark.alike

SAMPLES = Path(__file__).parent / "samples"
TRANSFER = NewDisbursement(
    idempotency_key="idem-key-1", bank_code="bni", account_number="1122333300", amount_idr=10_000
)
SPECIAL = NewSpecialDisbursement(
    transfer=TRANSFER,
    direction="DOMESTIC_SPECIAL_TRANSFER",
    sender_country="100252",
    sender_name="John Doe",
    sender_address="Some Address Street 123",
    sender_job="entrepreneur",
)
Ask = Callable[[FlipClient], Any]


def create(client: FlipClient) -> Disbursement:
    return client.disbursements.create(TRANSFER)


def ask(client: FlipClient) -> Inquiry:
    return client.inquiries.ask("bca", "5465327020")


TRANSFERS: dict[str, Ask] = {
    "disbursement/create.200.json": lambda client: client.disbursements.create(TRANSFER, version=2),
    "disbursement/get.200.json": lambda client: client.disbursements.get("790", version=2),
    "disbursement/special-create.200.json": lambda client: client.special_disbursements.create(
        SPECIAL, version=2
    ),
    "docs-2023/disbursement/create-v3.200.json": create,
    "docs-2023/disbursement/get-v3-by-id.200.json": lambda client: client.disbursements.get("10"),
    "docs-2023/disbursement/get-v3-by-key.200.json": lambda client: client.disbursements.get_by_key(
        "idem-key-1"
    ),
    "docs-2023/disbursement/object-special.json": lambda client: client.disbursements.get("11"),
    "docs-2023/disbursement/special-create-v3.200.json": lambda client: client.special_disbursements.create(
        SPECIAL
    ),
    "docs-2023/disbursement/agent-create.200.json": lambda client: client.agent_disbursements.create(
        NewAgentDisbursement(transfer=TRANSFER, agent_id="1")
    ),
    "docs-2023/disbursement/agent-get.200.json": lambda client: client.agent_disbursements.get("1"),
}
LISTS: dict[str, Ask] = {
    "disbursement/list.200.json": lambda client: client.disbursements.list(version=2),
    "docs-2023/disbursement/list-v3.200.json": lambda client: client.disbursements.list(),
    "docs-2023/disbursement/agent-list.200.json": lambda client: client.agent_disbursements.list("1"),
}
INQUIRIES = [
    f"{part}general/bank-account-inquiry-{case}.200.json"
    for part in ("", "docs-2023/")
    for case in ("cached", "uncached", "invalid")
]
PLACES: dict[str, Ask] = {
    "general/city-list.200.json": lambda client: client.places.cities(),
    "general/country-list.200.json": lambda client: client.places.countries(),
    "general/city-country-list.200.json": lambda client: client.places.cities_and_countries(),
}
BANKS = ("general/banks.200.json", "general/banks-filter.200.json", "docs-2023/general/banks.200.json")
SINGLY = {"general/balance.200.json", "general/maintenance.200.json", "general/operational.200.json"}
ERRORS: dict[str, type[FlipError]] = {
    "errors/401-invalid-credential.json": FlipNotSent,
    "errors/404-page-not-found.json": FlipNotSent,
    "docs-2023/errors/422-account-invalid.json": FlipRefused,
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


def wib(text: str) -> datetime | None:
    """A second, simpler reading of Flip's times, to compare with."""
    if text == "0000-00-00 00:00:00":
        return None
    return (datetime.strptime(text, "%Y-%m-%d %H:%M:%S") - timedelta(hours=7)).replace(tzinfo=UTC)


def assert_transfer(transfer: Disbursement, sample: dict[str, Any]) -> None:
    for name in ("status", "bank_code", "account_number", "recipient_name", "sender_bank", "remark"):
        assert getattr(transfer, name) == sample[name]
    for name in ("id", "user_id", "bundle_id", "company_id", "recipient_city"):
        assert getattr(transfer, name) == str(sample[name])
    for name in ("reason", "receipt", "beneficiary_email", "idempotency_key"):
        assert getattr(transfer, name) == (sample.get(name) or None)
    assert (transfer.created_from, transfer.direction) == (sample["created_from"], sample["direction"])
    assert (transfer.amount_idr, transfer.fee_idr) == (int(sample["amount"]), sample["fee"])
    assert transfer.created_at == wib(sample["timestamp"])
    assert transfer.served_at == wib(sample["time_served"])
    assert transfer.raw == sample
    assert_sender(transfer, sample["sender"])


def assert_sender(transfer: Disbursement, sample: dict[str, Any] | None) -> None:
    if sample is None:
        assert transfer.sender is None
        return
    plain = {name.removeprefix("sender_"): value for name, value in sample.items()}
    assert transfer.sender is not None
    assert transfer.sender.model_dump(exclude={"raw"}) == plain | {
        "place_of_birth": plain["place_of_birth"] and str(plain["place_of_birth"]),
        "country": str(plain["country"]),
        "date_of_birth": birthday(plain["date_of_birth"]),
    }


def birthday(text: str) -> date:
    """Year first of a customer, year last of an agent."""
    return datetime.strptime(text, "%Y-%m-%d" if text[4] == "-" else "%d-%m-%Y").date()


@pytest.mark.parametrize("name", TRANSFERS)
def test_transfer_samples_are_read(server: TinyServer, client: FlipClient, name: str) -> None:
    sample = served(server, name)
    assert_transfer(TRANSFERS[name](client), sample)


@pytest.mark.parametrize("name", LISTS)
def test_lists_of_transfers_are_read(server: TinyServer, client: FlipClient, name: str) -> None:
    sample = served(server, name)
    page = LISTS[name](client)
    for count in ("total_data", "data_per_page", "total_page", "page"):
        assert getattr(page, count) == sample[count]
    assert page.rows.unreadable == []
    for transfer, row in zip(page.rows, sample["data"], strict=True):
        assert_transfer(transfer, row)


@pytest.mark.parametrize("name", INQUIRIES)
def test_inquiry_samples_are_read(server: TinyServer, client: FlipClient, name: str) -> None:
    sample = served(server, name)
    inquiry = ask(client)
    for field in ("bank_code", "account_number", "status"):
        assert getattr(inquiry, field) == sample[field]
    assert inquiry.account_holder == (sample["account_holder"] or None)
    assert inquiry.inquiry_key == sample.get("inquiry_key")
    assert inquiry.raw == sample


@pytest.mark.parametrize("name", PLACES)
def test_lists_of_places_are_read(server: TinyServer, client: FlipClient, name: str) -> None:
    sample = served(server, name)
    assert list(PLACES[name](client).items()) == list(sample.items())


def test_balance_working_hours_and_maintenance_are_read(server: TinyServer, client: FlipClient) -> None:
    served(server, "general/balance.200.json")
    assert client.general.balance().balance_idr == 49_656_053
    served(server, "general/operational.200.json")
    assert client.general.operational() is True
    served(server, "general/maintenance.200.json")
    assert client.general.maintenance() is False


@pytest.mark.parametrize("name", BANKS)
def test_bank_samples_are_read(server: TinyServer, client: FlipClient, name: str) -> None:
    sample = served(server, name)
    for bank, row in zip(client.general.banks(), sample, strict=True):
        assert (bank.bank_code, bank.name, bank.status) == (row["bank_code"], row["name"], row["status"])
        assert (bank.fee_idr, bank.queue) == (row["fee"], row["queue"])


@pytest.mark.parametrize("name", ERRORS)
def test_error_samples_on_a_transfer(server: TinyServer, client: FlipClient, name: str) -> None:
    status = int(name.rpartition("/")[2][:3])
    sample = served(server, name, status)
    for make in (create, ask):
        with pytest.raises(ERRORS[name]) as caught:
            make(client)
        assert caught.value.status == status
        if isinstance(caught.value, FlipRefused):
            found = [(error.attribute, error.code, error.message) for error in caught.value.errors]
            assert found == [tuple(entry.values()) for entry in sample["errors"]]


def test_the_sample_of_404_on_a_transfer_is_not_found(server: TinyServer, client: FlipClient) -> None:
    served(server, "errors/404-page-not-found.json", 404)
    with pytest.raises(FlipNotFound):
        client.disbursements.get("790", version=2)


def test_no_sample_of_transfers_is_forgotten() -> None:
    there = {
        str(file.relative_to(SAMPLES))
        for part in ("", "docs-2023/", "docs-2025/")
        for folder in ("disbursement", "general")
        for file in (SAMPLES / f"{part}{folder}").glob("*.json")
    }
    tested = {*TRANSFERS, *LISTS, *INQUIRIES, *PLACES, *BANKS, *SINGLY}
    assert there == tested
