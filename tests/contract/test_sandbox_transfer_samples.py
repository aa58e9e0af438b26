"""The sandbox answers every sample request of money transfer, special transfer, inquiry and places, and sends
their callbacks.
"""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
import requests

from tests.contract.sandbox_samples import SAMPLES, same_form, sample
from tests.sandbox.bench import Bench, Json, Merchant
from tests.sandbox.serving import serve_merchant, serve_sandbox

pytestmark = pytest.mark.alike
VECTORS = json.loads((Path(__file__).parents[1] / "sandbox" / "vectors.json").read_text(encoding="utf-8"))
SIGNED = {vector["payload"]: vector["signature_base64"] for vector in VECTORS["vectors"]}


@pytest.fixture
def merchant() -> Iterator[Merchant]:
    with serve_merchant() as held:
        yield held


@pytest.fixture
def bench(tmp_path: Path, merchant: Merchant) -> Iterator[Bench]:
    database = str(tmp_path / "sandbox.db")
    with serve_sandbox(database_path=database, callback_base_url=merchant.url) as held:
        yield held


@dataclass
class Call:
    """A sample request: method, prefix, path below it, headers and fields as in the file."""

    method: str
    prefix: str
    path: str
    headers: dict[str, str]
    fields: dict[str, str]


def call(name: str) -> Call:
    first, *lines = (SAMPLES / f"{name}.request.form").read_text(encoding="utf-8").splitlines()
    _, method, path = first.split()
    headers = dict(line.removeprefix("# header ").split(": ", 1) for line in lines if line.startswith("#"))
    fields = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    return Call(method, "/api" + path[:3], path[3:], headers, fields)


def send(bench: Bench, wanted: Call) -> requests.Response:
    """Sends a sample at the moment that its X-TIMESTAMP names."""
    if stamp := wanted.headers.get("X-TIMESTAMP"):
        then = datetime.strptime(stamp, "%Y-%m-%dT%H:%M:%S%z")
        bench.panel("POST", "/clock", offset=then.timestamp() - time.time())
    how = {"params": wanted.fields} if wanted.method == "GET" else {"data": wanted.fields}
    return bench.api(wanted.method, wanted.path, prefix=wanted.prefix, headers=wanted.headers, **how)


def as_before_2022(ours: Json, theirs: Json) -> Json:
    """Without the reason, which v2 answers have since April 2022."""
    return ours if "reason" in theirs else {name: ours[name] for name in ours if name != "reason"}


CREATED = [
    ("disbursement/create", "disbursement/create"),
    ("disbursement/create-idempotent", "disbursement/create"),
    ("disbursement/special-create", "disbursement/special-create"),
    ("docs-2023/disbursement/create-v3", "docs-2023/disbursement/create-v3"),
    ("docs-2023/disbursement/special-create-v3", "docs-2023/disbursement/special-create-v3"),
    ("docs-2023/disbursement/special-create-v3", "docs-2023/disbursement/object-special"),
]
# What belongs to the account and the moment, not to the request.
ITS_OWN = {"id", "user_id", "company_id", "timestamp", "status", "receipt", "time_served", "sender"}
ITS_OWN |= {"direction", "idempotency_key"}


@pytest.mark.parametrize(("request_name", "answer_name"), CREATED)
def test_transfers_are_created_as_in_the_samples(bench: Bench, request_name: str, answer_name: str) -> None:
    path = f"{answer_name}.200.json" if not answer_name.endswith("object-special") else f"{answer_name}.json"
    theirs, reply = sample(path), send(bench, call(request_name))
    assert reply.status_code == 200, reply.text
    ours = as_before_2022(reply.json(), theirs)
    same_form(ours, theirs)
    assert list(ours) == list(theirs)
    for name in set(theirs) - ITS_OWN:
        assert ours[name] == theirs[name], name


def test_the_signed_sample_is_accepted_and_signs_the_sample_payload(bench: Bench) -> None:
    payload = (SAMPLES / "disbursement/signature-payload.txt").read_text(encoding="utf-8")
    bench.panel("POST", "/signature", public_key=VECTORS["public_key_pem"])
    wanted = call("disbursement/create-signed")
    assert send(bench, wanted).status_code == 403, "the sample holds a placeholder"
    wanted.headers["X-Signature"] = SIGNED[payload]
    assert send(bench, wanted).status_code == 200


@pytest.mark.parametrize("kind", ["id", "key"])
def test_a_transfer_is_found_as_in_the_samples(bench: Bench, kind: str) -> None:
    theirs = sample(f"docs-2023/disbursement/get-v3-by-{kind}.200.json")
    bench.panel("POST", "/load", disbursements=[theirs])
    assert send(bench, call(f"docs-2023/disbursement/get-v3-by-{kind}")).json() == theirs


def test_a_transfer_is_shown_as_in_the_sample(bench: Bench) -> None:
    theirs = sample("disbursement/get.200.json")
    bench.panel("POST", "/load", disbursements=[theirs])
    ours = bench.api("GET", f"/disbursement/{theirs['id']}").json()
    assert as_before_2022(ours, theirs) == theirs


@pytest.mark.parametrize(
    ("name", "version"), [("disbursement/list", 2), ("docs-2023/disbursement/list-v3", 3)]
)
def test_transfers_are_listed_as_in_the_samples(bench: Bench, name: str, version: int) -> None:
    theirs = sample(f"{name}.200.json")
    rows = theirs["data"]
    assert isinstance(rows, list)
    bench.panel("POST", "/load", disbursements=rows[::-1])
    ours = bench.api("GET", "/disbursement", prefix=f"/api/v{version}").json()
    assert list(ours) == list(theirs)
    assert [as_before_2022(row, rows[0]) for row in ours["data"]] == rows


def test_the_sample_queries_are_understood(bench: Bench) -> None:
    bench.panel("POST", "/load", disbursements=[{"id": n, "bank_code": "bni"} for n in range(1, 46)])
    page = send(bench, call("disbursement/list-filtered")).json()
    assert ([row["id"] for row in page["data"]], page["total_data"]) == ([5, 4, 3, 2, 1], 45)
    assert send(bench, call("docs-2023/disbursement/list-v3")).json()["data"] == []
    placeholders = send(bench, call("disbursement/list-placeholders"))
    assert bench.errors(placeholders) == [("pagination", 1032), ("page", 1032), ("sort", 1041)]


@pytest.mark.parametrize("folder", ["general", "docs-2023/general"])
@pytest.mark.parametrize("case", ["cached", "uncached", "invalid"])
def test_inquiries_are_answered_as_in_the_samples(bench: Bench, folder: str, case: str) -> None:
    theirs, wanted = (
        sample(f"{folder}/bank-account-inquiry-{case}.200.json"),
        call(f"{folder}/bank-account-inquiry"),
    )
    if case == "uncached":
        bench.panel("POST", "/inquiries/bca/5465327020", status="PENDING")
    wanted.fields["account_number"] = str(theirs["account_number"])
    ours = send(bench, wanted).json()
    assert (ours, list(ours)) == (theirs, list(theirs))


@pytest.mark.parametrize("name", ["city-list", "country-list", "city-country-list"])
def test_places_are_answered_as_in_the_samples(bench: Bench, name: str) -> None:
    ours, theirs = bench.api("GET", f"/disbursement/{name}").json(), sample(f"general/{name}.200.json")
    assert {code: ours[code] for code in theirs} == theirs


def test_an_invalid_account_is_answered_as_in_the_sample(bench: Bench) -> None:
    reply = bench.ask_transfer(key="k", account_number="1232123123212")
    assert (reply.status_code, reply.json()) == (422, sample("docs-2023/errors/422-account-invalid.json"))


@pytest.mark.parametrize(
    "name",
    [
        "callbacks/disbursement-done",
        "callbacks/special-disbursement-done",
        "docs-2023/callbacks/disbursement",
        "docs-2023/callbacks/special-disbursement",
    ],
)
def test_loaded_transfers_send_the_sample_callbacks(bench: Bench, merchant: Merchant, name: str) -> None:
    theirs = sample(f"{name}.json")
    bench.panel("POST", "/load", disbursements=[theirs])
    bench.panel("POST", f"/disbursements/{theirs['id']}", status=theirs["status"])
    ours = merchant.told()[0]
    assert merchant.got[0][0] == "/callbacks/disbursement"
    assert as_before_2022(ours, theirs) == theirs
    assert list(as_before_2022(ours, theirs)) == list(theirs)


@pytest.mark.parametrize("name", ["disbursement/create", "disbursement/special-create"])
def test_created_transfers_send_callbacks_of_the_samples_form(
    bench: Bench, merchant: Merchant, name: str
) -> None:
    made = send(bench, call(name)).json()
    bench.panel("POST", f"/disbursements/{made['id']}", status="DONE")
    kind = "special-disbursement" if "special" in name else "disbursement"
    theirs = sample(f"callbacks/{kind}-done.json")
    same_form(as_before_2022(merchant.told()[0], theirs), theirs)


@pytest.mark.parametrize("name", ["callbacks/bank-account-inquiry", "docs-2023/callbacks/bank-inquiry"])
def test_inquiries_send_the_sample_callbacks(bench: Bench, merchant: Merchant, name: str) -> None:
    theirs = sample(f"{name}.json")
    fields = {field: theirs[field] for field in theirs if field not in ("account_holder", "status")}
    account = f"/inquiries/{theirs['bank_code']}/{theirs['account_number']}"
    bench.panel("POST", account, status="PENDING")
    assert bench.api("POST", "/disbursement/bank-account-inquiry", data=fields).json()["status"] == "PENDING"
    bench.panel("POST", account, status=theirs["status"])
    ours = merchant.told()[0]
    assert (ours, list(ours), merchant.got[0][0]) == (theirs, list(theirs), "/callbacks/inquiry")
