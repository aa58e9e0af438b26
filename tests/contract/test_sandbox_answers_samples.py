"""The sandbox answers every sample request of accept payment and the general calls."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contract.sandbox_samples import (
    NEWER_KEYS,
    SAMPLES,
    form,
    go_back_to_2022,
    same_form,
    sample,
    sample_list,
)
from tests.sandbox.bench import Bench
from tests.sandbox.serving import serve_sandbox

pytestmark = pytest.mark.alike


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with serve_sandbox(background=False, database_path=str(tmp_path / "sandbox.db")) as held:
        yield held


CREATED = [
    ("accept-payment/create-step1.request.form", "accept-payment/create-step1.200.json"),
    ("accept-payment/create-step1.request.form", "accept-payment/create-step1-reference.200.json"),
    ("accept-payment/create-step2.request.form", "accept-payment/create-step2.200.json"),
    ("accept-payment/create-step2.request.form", "accept-payment/create-step2-reference.200.json"),
    ("accept-payment/create-step3.request.form", "accept-payment/create-step3.200.json"),
    ("accept-payment/create-step3.request.form", "accept-payment/create-step3-reference.200.json"),
    ("accept-payment/create-step3.request.form", "docs-2023/accept-payment/create-step3-va.200.json"),
    ("accept-payment/create-step2.request.form", "docs-2023/accept-payment/create-step2.200.json"),
    ("docs-2023/accept-payment/create.request.form", "docs-2023/accept-payment/create-step1.200.json"),
]


@pytest.mark.parametrize(("request_name", "answer_name"), CREATED)
def test_bills_are_created_as_in_the_samples(bench: Bench, request_name: str, answer_name: str) -> None:
    go_back_to_2022(bench)
    method, path, fields = form(request_name)
    reply = bench.api(method, path, data=fields)
    assert reply.status_code == 200
    same_form(reply.json(), sample(answer_name))
    for name in ("title", "type", "redirect_url"):
        assert reply.json()[name] == fields[name]
    assert reply.json()["amount"] == int(fields["amount"])


@pytest.mark.parametrize("bank", ["ovo", "qris"])
def test_wallets_and_qris_are_created_as_in_the_samples(bench: Bench, bank: str) -> None:
    theirs = sample(f"docs-2023/accept-payment/create-step3-{'wallet' if bank == 'ovo' else bank}.200.json")
    method, path, fields = form("accept-payment/create-step3.request.form")
    chosen = fields | {"sender_bank": bank, "sender_bank_type": "wallet_account"}
    ours = bench.api(method, path, data=chosen).json()
    same_form(ours, theirs)
    assert ours["bill_payment"]["receiver_bank_account"]["account_number"] is None


@pytest.mark.parametrize("step", [1, 2, 3])
def test_bills_are_shown_as_in_the_samples(bench: Bench, step: int) -> None:
    theirs = sample(f"docs-2023/accept-payment/bill-step{step}.200.json")
    bench.panel("POST", "/load", bills=[theirs])
    assert bench.api("GET", f"/pwf/{theirs['link_id']}/bill").json() == theirs


def test_bills_are_listed_as_in_the_sample(bench: Bench) -> None:
    theirs = sample_list("docs-2023/accept-payment/bills.200.json")
    numbered = [bill | {"link_id": 3 - place} for place, bill in enumerate(theirs)]
    bench.panel("POST", "/load", bills=numbered[::-1])
    assert bench.api("GET", "/pwf/bill").json() == numbered


@pytest.mark.parametrize("name", ["docs-2023/accept-payment/edit", "docs-2025/accept-payment/edit"])
def test_bills_are_edited_as_in_the_samples(bench: Bench, name: str) -> None:
    go_back_to_2022(bench)
    bench.panel("POST", "/load", bills=[{"link_id": 1, "title": "Tea Table", "type": "SINGLE", "step": 1}])
    method, path, fields = form("docs-2023/accept-payment/edit.request.form")
    ours = bench.api(method, path, data=fields).json()
    same_form({"step": 1} | ours, {"step": 1} | sample(f"{name}.200.json"))
    assert (ours["title"], ours["status"], ours["expired_date"]) == (
        "Coffee Table",
        "INACTIVE",
        "2022-12-30 15:50:00",
    )


LISTS = [
    ("docs-2023/accept-payment/payments-of-bill.200.json", "/pwf/1065/payment"),
    ("docs-2025/accept-payment/payments-of-bill.200.json", "/pwf/11/payment"),
    ("docs-2023/accept-payment/payments.200.json", "/pwf/payment"),
]


@pytest.mark.parametrize(("name", "path"), LISTS)
def test_payments_are_listed_as_in_the_samples(bench: Bench, name: str, path: str) -> None:
    theirs = sample(name)
    rows = theirs["data"]
    assert isinstance(rows, list)
    where = {"link_id": theirs["link_id"]} if "link_id" in theirs else {}
    bench.panel("POST", "/load", payments=[row | where for row in rows])
    ours = bench.api("GET", path).json()
    same_form(ours, theirs)
    shown = {row["id"]: row for row in ours["data"]}
    for row in rows:
        for field in set(row) - NEWER_KEYS:
            expected = None if row[field] == "null" else row[field]
            assert shown[row["id"]][field] == expected, field


@pytest.mark.parametrize("name", ["payments-of-bill", "payments"])
def test_the_sample_queries_are_understood(bench: Bench, name: str) -> None:
    method, path, query = form(f"docs-2023/accept-payment/{name}.request.form")
    row = {"id": "P1", "link_id": 1, "created_at": "2020-06-01 10:00:00", "reference_id": "REF12345"}
    bench.panel("POST", "/load", payments=[row, row | {"id": "P2", "created_at": "2020-12-13 00:00:00"}])
    ours = bench.api(method, path, params=query).json()
    assert [found["id"] for found in ours["data"]] == ["P1"]


def test_a_payment_is_confirmed_as_in_the_sample(bench: Bench) -> None:
    payment = {
        "id": "PWF12",
        "status": "NOT_CONFIRMED",
        "sender_bank": "bca",
        "sender_bank_type": "bank_account",
    }
    bench.panel("POST", "/load", payments=[payment])
    ours = bench.api("PUT", "/pwf/bill-payment/PWF12/confirm").json()
    theirs = sample("docs-2023/accept-payment/confirm.200.json")
    same_form(ours, theirs)
    assert len(ours["confirmed_at"]) == len(str(theirs["confirmed_at"]))


WRONG = {
    "title": {"title": ""},
    "schema-title": {"title": ""},
    "type": {"type": ""},
    "expired_date": {"expired_date": "tomorrow"},
    "sender_name": {"sender_name": ""},
    "sender_email": {"sender_email": ""},
    "sender_phone_number": {"is_phone_number_required": "1"},
    "sender_address": {"is_address_required": "1"},
    "sender_bank": {"sender_bank": ""},
    "missing-required-fields": {
        "title": "",
        "type": "",
        "expired_date": "tomorrow",
        "sender_name": "",
        "sender_email": "",
        "is_phone_number_required": "1",
        "is_address_required": "1",
        "sender_bank": "",
    },
}


@pytest.mark.parametrize("name", list(WRONG))
def test_errors_are_answered_as_in_the_samples(bench: Bench, name: str) -> None:
    method, path, fields = form("accept-payment/create-step3.request.form")
    reply = bench.api(method, path, data=fields | WRONG[name])
    text = (SAMPLES / f"accept-payment/error-422-{name}.json").read_text(encoding="utf-8")
    assert (reply.status_code, reply.json()) == (422, json.loads(text.replace("expired_at", "expired_date")))


def test_the_common_errors_are_answered_as_in_the_samples(bench: Bench) -> None:
    for name, path, status, key in (
        ("errors/401-invalid-credential.json", "/general/balance", 401, None),
        ("errors/401-invalid-credentials-newer.json", "/pwf/bill", 401, None),
        ("errors/404-page-not-found.json", "/general/nothing", 404, ("local-secret-key", "")),
        ("docs-2025/errors/422-bill-not-found.json", "/pwf/77/bill", 422, ("local-secret-key", "")),
    ):
        reply = bench.api("GET", path, auth=key)
        assert (reply.status_code, reply.json()) == (status, sample(name))


@pytest.mark.parametrize("name", ["balance", "operational", "maintenance"])
def test_single_general_facts_are_answered_as_in_the_samples(bench: Bench, name: str) -> None:
    same_form(bench.api("GET", f"/general/{name}").json(), sample(f"general/{name}.200.json"))


@pytest.mark.parametrize("name", ["general/banks", "general/banks-filter", "docs-2023/general/banks"])
def test_banks_are_answered_as_in_the_samples(bench: Bench, name: str) -> None:
    theirs = sample_list(f"{name}.200.json")
    for bank in theirs:
        bench.panel("POST", f"/banks/{bank['bank_code']}", status=bank["status"], queue=bank["queue"])
    query = form(f"{name}.request.form")[2] if name.endswith("filter") else {}
    ours = bench.api("GET", "/general/banks", params=query).json()
    codes = [bank["bank_code"] for bank in theirs]
    assert [bank for bank in ours if bank["bank_code"] in codes] == theirs
