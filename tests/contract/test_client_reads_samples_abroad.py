"""Every sample answer about transfers abroad, complaints included, is read by the client to its end."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.flip.client import FlipClient
from app.flip.codes import Product, words
from app.flip.errors import FlipNotFound, FlipNotSent, FlipRefused, NotSentReason
from app.flip.international import InternationalTransfer
from tests.flip.abroad import BUSINESS, CONSUMER
from tests.flip.tiny_server import TinyServer, reply

pytestmark = pytest.mark.alike

SAMPLES = Path(__file__).parent / "samples"
Ask = Callable[[FlipClient], Any]
TRANSFERS: dict[str, Ask] = {
    "international/create-c2c.200.json": lambda client: client.international.create(CONSUMER),
    "docs-2023/international/create-c2c.200.json": lambda client: client.international.create(CONSUMER),
    "docs-2023/international/create-b2b.200.json": lambda client: client.international.create_with_attachment(
        BUSINESS
    ),
    "docs-2023/international/get.200.json": lambda client: client.international.get("10"),
}
LIST = "docs-2023/international/list.200.json"
RATES = "docs-2023/international/exchange-rates.200.json"
FORM_DATA = "docs-2023/international/form-data.200.json"
COMPLAINTS = sorted(
    str(file.relative_to(SAMPLES))
    for pattern in ("international/error-422-*.json", "docs-2023/errors/422-international-*.json")
    for file in SAMPLES.glob(pattern)
)
# What Flip calls otherwise than its own request does.
FIELDS = {
    "type": "amount",
    "beneficiary_bank_account_number": "beneficiary_account_number",
    "beneficiary_remittance_purpose": "beneficiary_remittance_purposes",
    "beneficiary_beneficiary_relationship": "beneficiary_relationship",
}
SAME = ("status", "transaction_type", "source_country", "destination_country", "created_from")


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
    """Let the server answer with a sample; its numbers are given back as they are written."""
    data = (SAMPLES / name).read_bytes()
    server.otherwise = reply(status, raw=data)
    return json.loads(data, parse_float=Decimal)


def wib(text: str) -> datetime | None:
    """A second, simpler reading of Flip's times, to compare with."""
    if text == "(not set)":
        return None
    bare = text.removesuffix("+700")
    return (datetime.strptime(bare, "%Y-%m-%d %H:%M:%S") - timedelta(hours=7)).replace(tzinfo=UTC)


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def as_text(value: Any) -> Any:
    """A sample as the raw copy keeps it: fractions as the text they were written in."""
    return json.loads(json.dumps(value, default=str))


def assert_transfer(transfer: InternationalTransfer, sample: dict[str, Any]) -> None:
    assert transfer.raw == as_text(sample)
    for name in SAME:
        assert getattr(transfer, name) == sample[name]
    for name in ("id", "user_id", "company_id"):
        assert getattr(transfer, name) == str(sample[name])
    for name in ("reason", "receipt", "idempotency_key"):
        assert getattr(transfer, name) == (sample[name] or None)
    assert (transfer.amount_idr, transfer.fee_idr) == (sample["amount"], sample["fee"])
    for name in ("exchange_rate", "beneficiary_amount", "beneficiary_currency_code"):
        assert getattr(transfer, name) == sample[name]
        assert str(getattr(transfer, name)) == str(sample[name])
    assert (transfer.created_at, transfer.served_at) == (wib(sample["timestamp"]), wib(sample["time_served"]))
    assert_people(transfer, sample)


def assert_people(transfer: InternationalTransfer, sample: dict[str, Any]) -> None:
    assert transfer.beneficiary is not None
    shown = transfer.beneficiary.model_dump(exclude={"raw"})
    told = {name: value or None for name, value in sample["beneficiary"].items()}
    told["id_expiration_date"] = day(told.get("id_expiration_date"))
    assert shown == dict.fromkeys(shown) | told
    if sample["sender"] is None:
        assert transfer.sender is None
        return
    assert transfer.sender is not None
    assert transfer.sender.model_dump(exclude={"raw"}) == sample["sender"] | {
        "place_of_birth": str(sample["sender"]["place_of_birth"]),
        "country": str(sample["sender"]["country"]),
        "date_of_birth": day(sample["sender"]["date_of_birth"]),
    }


@pytest.mark.parametrize("name", TRANSFERS)
def test_samples_of_transfers_abroad_are_read(server: TinyServer, client: FlipClient, name: str) -> None:
    sample = served(server, name)
    assert_transfer(TRANSFERS[name](client), sample)


def test_the_list_of_transfers_abroad_is_read(server: TinyServer, client: FlipClient) -> None:
    sample = served(server, LIST)
    page = client.international.list()
    for counted in ("total_data", "data_per_page", "total_page", "page"):
        assert getattr(page, counted) == sample[counted]
    assert page.rows.unreadable == []
    for transfer, row in zip(page.rows, sample["data"], strict=True):
        assert_transfer(transfer, row)


def test_the_rates_are_read(server: TinyServer, client: FlipClient) -> None:
    sample = served(server, RATES)
    rates = client.international.exchange_rates("C2C")
    assert rates.unreadable == []
    for rate, row in zip(rates, sample, strict=True):
        for name in ("currency_code", "country_code", "country_name", "country_iso_code", "notes"):
            assert getattr(rate, name) == row[name]
        for name in ("payment_speed", "transaction_type", "is_active"):
            assert getattr(rate, name) == row[name]
        for name in ("minimum_amount", "maximum_amount"):
            assert str(getattr(rate, name)) == str(row[name])
        assert str(rate.exchange_rate) == str(row["flip_exchange_rate"])
        assert rate.fee_idr == row["flip_transfer_fee"]
        assert rate.arrival_message == (row["arrival_message"] or {})
        assert rate.cutoff_at == wib(row["flip_cutoff_time"])
        assert rate.arrival_at == wib(row["flip_arrival_time"])
        assert rate.raw == as_text(row)


def test_the_form_data_are_read(server: TinyServer, client: FlipClient) -> None:
    sample = served(server, FORM_DATA)
    form = client.international.form_data("C2C", "GBR")
    assert form.model_dump(exclude={"raw"}) == sample | {
        "special_identifiers": ("sort_code",),
        "regions": {},
        "nationality_countries": {"AFG": "Afghanistan"},
    }
    for name in ("beneficiary_relationships", "source_of_funds", "remittance_purposes", "banks"):
        assert list(getattr(form, name)) == list(sample[name])
    assert form.raw == sample


@pytest.mark.parametrize("name", COMPLAINTS)
def test_every_complaint_lands_on_its_field_with_its_code(
    server: TinyServer, client: FlipClient, name: str
) -> None:
    sample = served(server, name, 422)
    for make in (
        TRANSFERS["international/create-c2c.200.json"],
        TRANSFERS["docs-2023/international/create-b2b.200.json"],
    ):
        with pytest.raises(FlipRefused) as caught:
            make(client)
        assert caught.value.outer_code == sample["code"] == "VALIDATION_ERROR"
        assert not caught.value.for_now
        found = [(error.attribute, error.code, error.message) for error in caught.value.errors]
        assert found == [
            (FIELDS.get(entry["attribute"], entry["attribute"]), entry["code"], entry["message"])
            for entry in sample["errors"]
        ]
        assert all(words(Product.INTERNATIONAL, code) for _, code, _ in found)


def test_all_sixteen_missing_fields_land_on_fields_of_the_request(
    server: TinyServer, client: FlipClient
) -> None:
    served(server, "international/error-422-missing-required-fields.json", 422)
    with pytest.raises(FlipRefused) as caught:
        client.international.create(CONSUMER)
    named = [error.attribute for error in caught.value.errors]
    assert len(set(named)) == len(named) == 16
    assert set(named) <= {field for field, _ in CONSUMER.form()}


def test_the_samples_of_401_and_404(server: TinyServer, client: FlipClient) -> None:
    served(server, "errors/401-invalid-credentials-newer.json", 401)
    for ask in TRANSFERS.values():
        with pytest.raises(FlipNotSent) as unsent:
            ask(client)
        assert unsent.value.reason is NotSentReason.BAD_CREDENTIALS
        assert unsent.value.flip_message == "Your request was made with invalid credentials."
    served(server, "errors/404-page-not-found.json", 404)
    with pytest.raises(FlipNotFound):
        client.international.get("10")


def test_no_sample_of_transfers_abroad_is_forgotten() -> None:
    there = {
        str(file.relative_to(SAMPLES))
        for part in ("", "docs-2023/", "docs-2025/")
        for pattern in ("international/*.json", "errors/*international*.json")
        for file in SAMPLES.glob(f"{part}{pattern}")
    }
    assert there == {*TRANSFERS, LIST, RATES, FORM_DATA, *COMPLAINTS}
    assert len(COMPLAINTS) == 19
