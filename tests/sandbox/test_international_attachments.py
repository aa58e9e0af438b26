"""The invoice of a company's transfer: kind and size are checked, and only its hash and size stay."""

import hashlib
from pathlib import Path

import pytest

from app.sandbox.international.attachments import EXTENSIONS, LARGEST
from tests.sandbox.abroad_steps import COMPANY, INVOICE, WITH_FILE, ask_company, company_abroad, held
from tests.sandbox.bench import Bench


def test_malaysia_needs_an_invoice_from_a_company(bench: Bench) -> None:
    data = {name: text for name, text in COMPANY.items() if name != "attachment_type"}
    reply = bench.api("POST", WITH_FILE, data=data, headers={"idempotency-key": "k"})
    assert bench.errors(reply) == [("attachment_data", 1001), ("attachment_type", 1001)]
    assert bench.errors(ask_company(bench, file=None)) == [("attachment_data", 1001)]
    assert bench.errors(ask_company(bench, file=("empty.pdf", b""))) == [("attachment_data", 1001)]
    assert bench.errors(ask_company(bench, attachment_type=None)) == [("attachment_type", 1001)]
    assert bench.errors(ask_company(bench, attachment_type="receipt")) == [("attachment_type", 1041)]
    assert held(bench) == []


def test_text_in_place_of_the_file_is_no_file(bench: Bench) -> None:
    data = COMPANY | {"attachment_data": "(binary)"}
    reply = bench.api("POST", WITH_FILE, data=data, headers={"idempotency-key": "k"})
    assert bench.errors(reply) == [("attachment_data", 1001)]


def test_no_file_is_needed_elsewhere_and_a_plain_form_is_taken(bench: Bench) -> None:
    for more in ({"transaction_type": "B2C"}, {"destination_country": "SGP", "beneficiary_bank_id": None}):
        made = company_abroad(bench, file=None, attachment_type=None, **more)
        assert made["status"] == "PENDING"
    assert [row["attachment"] for row in held(bench)] == [None, None]


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_every_documented_kind_is_taken(bench: Bench, extension: str) -> None:
    assert company_abroad(bench, file=(f"Faktur.{extension.upper()}", b"data"))["status"] == "PENDING"


@pytest.mark.parametrize("name", ["a.exe", "a.pdf.sh", "pdf", "a.", "a.heic", "../a.svg"])
def test_other_kinds_are_refused(bench: Bench, name: str) -> None:
    assert bench.errors(ask_company(bench, file=(name, b"data"))) == [("attachment_data", 1041)]


def test_a_file_may_be_as_large_as_the_limit(bench: Bench) -> None:
    assert company_abroad(bench, file=("a.pdf", b"x" * LARGEST))["status"] == "PENDING"
    reply = ask_company(bench, file=("a.pdf", b"x" * (LARGEST + 1)))
    assert bench.errors(reply) == [("attachment_data", 999)]
    assert ask_company(bench, file=("a.pdf", b"x" * (2 * LARGEST))).status_code == 413


def test_only_hash_and_size_are_kept(bench: Bench, tmp_path: Path) -> None:
    secret = b"an invoice that nobody may read again"
    company_abroad(bench, file=("invoice.pdf", secret * 40_000))
    (row,) = held(bench)
    digest = hashlib.sha256(secret * 40_000).hexdigest()
    assert row["attachment"] == {"sha256": digest, "size": len(secret) * 40_000}
    for file in tmp_path.rglob("*"):
        assert secret not in file.read_bytes(), file.name
        assert INVOICE[0].encode() not in file.read_bytes(), file.name
