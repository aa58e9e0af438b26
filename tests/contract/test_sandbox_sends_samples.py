"""Loaded payments that the panel moves, and banks that it disturbs, send the sample callbacks."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contract.sandbox_samples import sample, sample_list
from tests.sandbox.bench import Bench, Merchant
from tests.sandbox.serving import serve_merchant, serve_sandbox

pytestmark = pytest.mark.alike


@pytest.fixture
def merchant() -> Iterator[Merchant]:
    with serve_merchant() as held:
        yield held


@pytest.fixture
def bench(tmp_path: Path, merchant: Merchant) -> Iterator[Bench]:
    database = str(tmp_path / "sandbox.db")
    with serve_sandbox(database_path=database, callback_base_url=merchant.url) as held:
        yield held


CALLBACKS = ["successful", "successful-curl", "cancelled", "failed"]


@pytest.mark.parametrize("name", [f"callbacks/accept-payment-{kind}" for kind in CALLBACKS])
def test_loaded_payments_send_the_sample_callbacks(bench: Bench, merchant: Merchant, name: str) -> None:
    theirs = sample(f"{name}.json")
    bench.panel("POST", "/load", payments=[theirs | {"status": "PENDING"}])
    bench.panel("POST", f"/payments/{theirs['id']}", status=theirs["status"])
    assert merchant.told()[0] == theirs


@pytest.mark.parametrize("name", ["accept-payment", "accept-payment-raw"])
def test_the_callbacks_of_2023_are_sent_with_the_email(bench: Bench, merchant: Merchant, name: str) -> None:
    theirs = sample(f"docs-2023/callbacks/{name}.json")
    bench.panel("POST", "/load", payments=[theirs])
    bench.panel("POST", f"/payments/{theirs['id']}", status=theirs["status"])
    assert merchant.told()[0] == {"sender_email": ""} | theirs


@pytest.mark.parametrize("status", ["HEAVILY_DISTURBED", "DISTURBED", "OPERATIONAL"])
def test_banks_send_the_sample_callbacks(bench: Bench, merchant: Merchant, status: str) -> None:
    name = status.lower().replace("_", "-")
    theirs = sample_list(f"docs-2023/callbacks/bank-status-{name}.json")
    before = "DISTURBED" if status == "OPERATIONAL" else "OPERATIONAL"
    bench.panel("POST", "/callbacks", send=False)
    bench.panel("POST", "/banks/bca", status=before)
    bench.panel("POST", "/callbacks", send=True)
    bench.panel("POST", "/banks/bca", status=status)
    ((path, fields),) = merchant.wait_for(1)
    ours = json.loads(fields["data"])
    assert path == "/callbacks/bank-status"
    assert [bank | {"updated_at": ""} for bank in ours] == [bank | {"updated_at": ""} for bank in theirs]
