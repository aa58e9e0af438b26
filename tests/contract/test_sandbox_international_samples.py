"""The sandbox answers every sample request about transfers abroad, and sends their callback."""

import json
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
import requests

from tests.contract.sandbox_samples import SAMPLES, form, same_form, sample, sample_list
from tests.sandbox.abroad_steps import CALL, INVOICE, ask_abroad, finish, rates, set_rate
from tests.sandbox.bench import Bench, Json, Merchant
from tests.sandbox.serving import serve_merchant, serve_sandbox

pytestmark = pytest.mark.alike
HERE = "docs-2023/international"
# What belongs to the account and the moment.
ITS_OWN = {"id", "user_id", "company_id", "timestamp", "receipt", "idempotency_key"}
ADDED = {"ach_code"}
ERRORS = sorted(
    path.stem
    for path in (SAMPLES / "international").glob("error-422-*.json")
    if path.stem != "error-422-missing-required-fields"
)
# Samples whose attribute or words are slips: what is answered instead.
SLIPS = {
    "error-422-amount": ("amount", "Amount cannot be empty"),
    "error-422-source_country": ("source_country", "Source country cannot be empty"),
}
SPELLED = {
    "beneficiary_bank_account_number": "beneficiary_account_number",
    "beneficiary_remittance_purpose": "beneficiary_remittance_purposes",
    "beneficiary_beneficiary_relationship": "beneficiary_relationship",
}


@pytest.fixture
def merchant() -> Iterator[Merchant]:
    with serve_merchant() as held:
        yield held


@pytest.fixture
def bench(tmp_path: Path, merchant: Merchant) -> Iterator[Bench]:
    database = str(tmp_path / "sandbox.db")
    with serve_sandbox(database_path=database, callback_base_url=merchant.url) as held:
        yield held


def send(bench: Bench, name: str, file: tuple[str, bytes] | None = None) -> requests.Response:
    """Sends a sample request with its headers, at the moment that its X-TIMESTAMP names."""
    method, path, fields = form(name)
    lines = (SAMPLES / name).read_text(encoding="utf-8").splitlines()
    headers = dict(
        line.removeprefix("# header ").split(": ", 1) for line in lines if line.startswith("# header ")
    )
    if stamp := headers.get("X-TIMESTAMP"):
        then = datetime.strptime(stamp, "%Y-%m-%dT%H:%M:%S%z")
        bench.panel("POST", "/clock", offset=then.timestamp() - time.time())
    if method == "GET":
        return bench.api(method, path, params=fields, headers=headers)
    fields.pop("attachment_data", None)
    files = None if file is None else {"attachment_data": file}
    return bench.api(method, path, data=fields, files=files, headers=headers)


def without_added(held: object) -> Json:
    assert isinstance(held, dict)
    return {name: value for name, value in held.items() if name not in ADDED}


def compare(ours: Json, theirs: Json, but_for: set[str]) -> None:
    """The same keys in the same order, types and values, but for what is named."""
    assert list(ours) == list(theirs)
    for name in set(theirs) - but_for - {"beneficiary"}:
        assert ours[name] == theirs[name], name
        assert type(ours[name]) is type(theirs[name]), name


def test_rates_are_answered_as_in_the_sample(bench: Bench) -> None:
    ours = {row["country_iso_code"]: row for row in send(bench, f"{HERE}/exchange-rates.request.form").json()}
    of_the_moment = {"flip_cutoff_time", "flip_arrival_time", "arrival_message"}
    for theirs in sample_list(f"{HERE}/exchange-rates.200.json"):
        mine = ours[theirs["country_iso_code"]]
        compare(mine, theirs, of_the_moment)
        same_form(mine["arrival_message"], theirs["arrival_message"])
        for name in ("flip_cutoff_time", "flip_arrival_time"):
            assert len(mine[name]) == len(str(theirs[name]))
            assert mine[name].endswith(":00+700")


def test_a_form_is_answered_as_in_the_sample(bench: Bench) -> None:
    ours = send(bench, f"{HERE}/form-data.request.form").json()
    theirs = sample(f"{HERE}/form-data.200.json")
    assert list(ours) == list(theirs)
    longer = ("remittance_purposes", "banks")
    for name in set(theirs) - {*longer, "nationality_countries"}:
        assert ours[name] == theirs[name], name
    for name in longer:
        held = theirs[name]
        assert isinstance(held, dict)
        assert held.items() <= ours[name].items()
    same_form(ours["nationality_countries"], theirs["nationality_countries"])
    assert [row for row in ours["nationality_countries"] if row["iso_code"] == "AFG"] == theirs[
        "nationality_countries"
    ]


@pytest.mark.parametrize("name", ["international/create-c2c", f"{HERE}/create-c2c"])
def test_a_consumers_transfer_is_created_as_in_both_samples(bench: Bench, name: str) -> None:
    set_rate(bench, "GBR", fee=88888)
    theirs = sample(f"{name}.200.json")
    ours = send(bench, f"{HERE}/create-c2c.request.form").json()
    compare(ours, theirs, ITS_OWN | {"amount", "sender"})
    assert (ours["amount"], theirs["amount"]) == (999_999, 1_000_000)
    assert ours["idempotency_key"] == "idem-key-1"
    compare(without_added(ours["beneficiary"]), without_added(theirs["beneficiary"]), set())
    # The seed's number ends with a stray quote.
    sender = theirs["sender"]
    assert isinstance(sender, dict)
    assert ours["sender"] == sender | {"phone_number": "+628123456789"}
    assert ours["timestamp"] == "2022-01-01 15:02:15"


def test_a_companys_transfer_is_created_as_in_the_sample(bench: Bench) -> None:
    theirs = sample(f"{HERE}/create-b2b.200.json")
    ours = send(bench, f"{HERE}/create-b2b.request.form", INVOICE).json()
    compare(ours, theirs, ITS_OWN)
    assert (ours["beneficiary"], ours["amount"]) == (theirs["beneficiary"], 1_004_594)


def test_a_companys_transfer_without_its_file_is_refused(bench: Bench) -> None:
    reply = send(bench, f"{HERE}/create-b2b.request.form")
    assert bench.errors(reply) == [("attachment_data", 1001)]


def test_a_transfer_is_shown_as_in_the_sample(bench: Bench) -> None:
    theirs = sample(f"{HERE}/get.200.json")
    bench.panel("POST", "/load", international=[theirs])
    ours = bench.api("GET", f"{CALL}/{theirs['id']}").json()
    assert (ours, list(ours)) == (theirs, list(theirs))


def test_transfers_are_listed_as_in_the_sample(bench: Bench) -> None:
    theirs = sample(f"{HERE}/list.200.json")
    bench.panel("POST", "/load", international=theirs["data"])
    ours = bench.api("GET", CALL).json()
    assert (ours["data"], list(ours)) == (theirs["data"], list(theirs))
    assert [ours[name] for name in ("total_data", "data_per_page", "total_page", "page")] == [1, 1, 1, 1]


CALLBACK = "docs-2023/callbacks/international-transfer.json"


def test_a_loaded_transfer_sends_the_sample_callback(bench: Bench, merchant: Merchant) -> None:
    theirs = sample(CALLBACK)
    bench.panel("POST", "/load", international=[theirs])
    assert finish(bench, theirs, "DONE").status_code == 200
    assert merchant.told()[0] == theirs | {"reason": ""}
    assert merchant.got[0][0] == "/callbacks/international"


def test_a_transfer_on_its_way_sends_a_callback_of_the_samples_form(bench: Bench, merchant: Merchant) -> None:
    bench.panel("POST", "/switches", international_success_status="DONE")
    theirs = sample(CALLBACK)
    finish(bench, send(bench, f"{HERE}/create-c2c.request.form").json())
    ours = merchant.told()[0]
    added = {"id_number", "id_expiration_date", "ach_code"}
    assert isinstance(ours["beneficiary"], dict)
    assert added <= set(ours["beneficiary"])
    ours["beneficiary"] = {name: text for name, text in ours["beneficiary"].items() if name not in added}
    assert ours.pop("reason") == ""
    same_form(ours, theirs)
    assert (ours["status"], ours["sender"]) == (theirs["status"], theirs["sender"])


def test_all_missing_fields_are_told_as_in_the_seed(bench: Bench) -> None:
    theirs = sample("international/error-422-missing-required-fields.json")
    ours = bench.api("POST", CALL, data={}, headers={"idempotency-key": "k"})
    mended = json.loads(json.dumps(theirs).replace("emptyy", "empty"))
    assert (ours.status_code, ours.json()) == (422, mended)


@pytest.mark.parametrize("name", ERRORS)
def test_each_missing_field_is_told_as_in_the_seed(bench: Bench, name: str) -> None:
    theirs = sample(f"international/{name}.json")
    field = name.removeprefix("error-422-").removeprefix("schema-")
    if name in SLIPS:
        attribute, message = SLIPS[name]
        theirs["errors"] = [{"attribute": attribute, "code": 1001, "message": message}]
    reply = ask_abroad(bench, key="k", **{SPELLED.get(field, field): ""})
    assert (reply.status_code, reply.json()) == (422, theirs)


def test_there_is_a_sample_for_each_missing_field() -> None:
    assert len(ERRORS) == 17


def test_an_amount_above_the_limit_is_told_as_in_the_sample(bench: Bench) -> None:
    (ringgit,) = rates(bench, country_iso_code="MYS")
    assert ringgit["maximum_amount"] == 500_000
    fields = {"destination_country": "MYS", "beneficiary_bank_id": "2122", "amount": "500000.01"}
    reply = ask_abroad(bench, key="k", **fields)
    assert (reply.status_code, reply.json()) == (
        422,
        sample("docs-2023/errors/422-international-amount.json"),
    )


def test_a_wrong_key_is_told_as_in_the_sample(bench: Bench) -> None:
    reply = bench.api("GET", CALL, auth=("wrong", ""))
    theirs = sample("errors/401-invalid-credentials-newer.json")
    assert (reply.status_code, reply.json()) == (401, theirs)
