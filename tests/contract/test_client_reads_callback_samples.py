"""Every sample callback is recognised by its keys and read to its last field."""

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.flip.callbacks import (
    Kind,
    parse_agent,
    parse_bank_status,
    parse_disbursement,
    parse_inquiry,
    parse_international,
    parse_payment,
    read_data,
    recognise,
)

pytestmark = pytest.mark.alike

SAMPLES = Path(__file__).parent / "samples"
KINDS = {
    "accept-payment": Kind.PAYMENT,
    "agent": Kind.AGENT,
    "bank-account-inquiry": Kind.INQUIRY,
    "bank-inquiry": Kind.INQUIRY,
    "bank-status": Kind.BANK_STATUS,
    "disbursement": Kind.DISBURSEMENT,
    "special-disbursement": Kind.DISBURSEMENT,
    "international": Kind.INTERNATIONAL,
}
CALLBACKS = sorted(
    str(file.relative_to(SAMPLES))
    for folder in ("callbacks", "docs-2023/callbacks")
    for file in (SAMPLES / folder).glob("*.json")
)


def wib(text: str) -> datetime:
    """A second, simpler reading of Flip's times, to compare with."""
    return (datetime.strptime(text, "%Y-%m-%d %H:%M:%S") - timedelta(hours=7)).replace(tzinfo=UTC)


@pytest.mark.parametrize("name", CALLBACKS)
def test_callback_samples_are_recognised(name: str) -> None:
    value = read_data((SAMPLES / name).read_bytes())
    stem = name.rpartition("/")[2]
    (kind,) = {kind for prefix, kind in KINDS.items() if stem.startswith(prefix)}
    assert recognise(value) is kind


@pytest.mark.parametrize("name", [name for name in CALLBACKS if "accept-payment" in name])
def test_payment_callbacks_are_read(name: str) -> None:
    data = (SAMPLES / name).read_bytes()
    sample = json.loads(data)
    callback = parse_payment(read_data(data))
    for field in (
        "id",
        "bill_link",
        "bill_title",
        "sender_name",
        "sender_bank",
        "sender_bank_type",
        "status",
    ):
        assert getattr(callback, field) == sample[field]
    assert callback.bill_link_id == str(sample["bill_link_id"])
    assert callback.sender_email == sample.get("sender_email")
    assert callback.amount_idr == sample["amount"]
    assert callback.created_at == wib(sample["created_at"])
    assert callback.reference_id is None
    assert callback.raw == sample


def names(*parts: str) -> list[str]:
    """The samples of one kind."""
    found = [name for name in CALLBACKS if any(part in name for part in parts)]
    assert found
    return found


@pytest.mark.parametrize("name", names("disbursement"))
def test_transfer_callbacks_are_read(name: str) -> None:
    data = (SAMPLES / name).read_bytes()
    sample = json.loads(data)
    transfer = parse_disbursement(read_data(data))
    for field in (
        *("status", "bank_code", "account_number", "recipient_name", "sender_bank"),
        *("remark", "receipt", "created_from", "direction"),
    ):
        assert getattr(transfer, field) == sample[field]
    for field in ("id", "user_id", "bundle_id", "company_id", "recipient_city"):
        assert getattr(transfer, field) == str(sample[field])
    assert (transfer.amount_idr, transfer.fee_idr) == (10_000, sample["fee"])
    assert transfer.created_at == wib(sample["timestamp"])
    assert transfer.served_at == wib(sample["time_served"])
    assert transfer.reason is transfer.beneficiary_email is transfer.idempotency_key is None
    assert transfer.raw == sample
    assert (transfer.sender and transfer.sender.model_dump(exclude={"raw"})) == sender(sample["sender"])


def sender(sample: dict[str, Any] | None) -> dict[str, Any] | None:
    """The sender of a sample by our names."""
    if sample is None:
        return None
    return {
        "name": sample["sender_name"],
        "place_of_birth": str(sample["place_of_birth"]),
        "date_of_birth": date.fromisoformat(sample["date_of_birth"]),
        "address": sample["address"],
        "identity_type": sample["sender_identity_type"],
        "identity_number": sample["sender_identity_number"],
        "country": str(sample["sender_country"]),
        "job": sample["job"],
    }


@pytest.mark.parametrize("name", names("inquiry"))
def test_inquiry_callbacks_are_read(name: str) -> None:
    data = (SAMPLES / name).read_bytes()
    sample = json.loads(data)
    inquiry = parse_inquiry(read_data(data))
    for field in ("bank_code", "account_holder", "status"):
        assert getattr(inquiry, field) == sample[field]
    assert inquiry.account_number == str(sample["account_number"])
    assert inquiry.inquiry_key == sample.get("inquiry_key")
    assert inquiry.raw == sample


@pytest.mark.parametrize("name", names("bank-status"))
def test_bank_status_callbacks_are_read(name: str) -> None:
    data = (SAMPLES / name).read_bytes()
    (sample,) = json.loads(data)
    (bank,) = parse_bank_status(read_data(data))
    for field in ("bank_code", "status", "message"):
        assert getattr(bank, field) == sample[field]
    assert bank.updated_at == wib(sample["updated_at"])
    assert bank.raw == sample


@pytest.mark.parametrize("name", names("agent"))
def test_agent_callbacks_are_read(name: str) -> None:
    data = (SAMPLES / name).read_bytes()
    sample = json.loads(data)
    callback = parse_agent(read_data(data))
    code = sample["rejected_reason_code"]
    assert callback.raw == sample
    assert callback.model_dump(exclude={"raw"}) == {
        **sample,
        "agent_id": str(sample["agent_id"]),
        "rejected_reason_code": None if code is None else str(code),
        **{moment: sample[moment] and wib(sample[moment]) for moment in sample if moment.endswith("_at")},
    }


@pytest.mark.parametrize("name", names("international"))
def test_callbacks_of_transfers_abroad_are_read(name: str) -> None:
    data = (SAMPLES / name).read_bytes()
    sample = json.loads(data, parse_float=Decimal)
    transfer = parse_international(read_data(data))
    assert transfer.raw == json.loads(data, parse_float=str)
    for field in (
        *("exchange_rate", "beneficiary_amount", "beneficiary_currency_code", "transaction_type"),
        *("source_country", "destination_country", "created_from", "receipt", "idempotency_key"),
    ):
        assert getattr(transfer, field) == sample[field]
    for field in ("id", "user_id", "company_id"):
        assert getattr(transfer, field) == str(sample[field])
    assert (transfer.amount_idr, transfer.fee_idr) == (sample["amount"], sample["fee"])
    assert (sample["status"], transfer.status) == ("DONE", "SUCCESSFUL")
    assert transfer.created_at == wib(sample["timestamp"])
    assert transfer.served_at is None
    assert transfer.reason is None
    assert transfer.beneficiary is not None
    shown = transfer.beneficiary.model_dump(exclude={"raw"})
    assert shown == dict.fromkeys(shown) | sample["beneficiary"]
    assert transfer.sender is not None
    assert transfer.sender.model_dump(exclude={"raw"}) == sample["sender"] | {
        "place_of_birth": str(sample["sender"]["place_of_birth"]),
        "country": str(sample["sender"]["country"]),
        "date_of_birth": date.fromisoformat(sample["sender"]["date_of_birth"]),
    }
