"""Every sample callback is recognised by its keys, and those of accept payment are read."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.flip.callbacks import Kind, parse_payment, read_data, recognise

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
