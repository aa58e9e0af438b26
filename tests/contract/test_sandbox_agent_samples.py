"""The sandbox answers every sample request about agents and their transfers, and sends their callbacks."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
import requests

from tests.contract.sandbox_samples import SAMPLES, same_form, sample
from tests.sandbox.agent_steps import REQUEST_ID, decide, part, walk
from tests.sandbox.bench import KEY, Bench, Json, Merchant
from tests.sandbox.serving import serve_merchant, serve_sandbox

pytestmark = pytest.mark.alike
FILES = ("image", "passport")
# What belongs to the account and the moment.
ITS_OWN = {"id", "company_id"}


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
    """A sample request: method, path below the host, headers and fields as in the file."""

    method: str
    path: str
    headers: dict[str, str]
    fields: dict[str, str]


def call(name: str) -> Call:
    first, *lines = (SAMPLES / f"{name}.request.form").read_text(encoding="utf-8").splitlines()
    method, path = first.removeprefix("# ").replace("(KYC host) ", "").split()[:2]
    headers = dict(line.removeprefix("# header ").split(": ", 1) for line in lines if line.startswith("#"))
    fields = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    return Call(method, path, headers, fields)


def send(bench: Bench, wanted: Call) -> requests.Response:
    """Sends a sample of the main host, at the moment that its X-TIMESTAMP names."""
    if stamp := wanted.headers.get("X-TIMESTAMP"):
        then = datetime.strptime(stamp, "%Y-%m-%dT%H:%M:%S%z")
        bench.panel("POST", "/clock", offset=then.timestamp() - time.time())
    how = {"params": wanted.fields} if wanted.method == "GET" else {"data": wanted.fields}
    return bench.api(wanted.method, wanted.path, prefix="/api", headers=wanted.headers, **how)


def send_kyc(bench: Bench, wanted: Call) -> requests.Response:
    """Sends a sample of the KYC host: with a boundary where a file is among the fields, else as the sample
    says it, urlencoded under ``multipart/form-data``.
    """
    fields = {name: value for name, value in wanted.fields.items() if name not in FILES}
    files = {name: part() for name in wanted.fields if name in FILES}
    headers = {name: text for name, text in wanted.headers.items() if name != "Content-Type" or not files}
    return bench.http.request(
        wanted.method,
        f"{bench.url}/kyc/api/v1{wanted.path}",
        data=fields,
        files=files or None,
        headers=headers,
        auth=(KEY, ""),
        timeout=20,
    )


def load(bench: Bench, **state: object) -> Json:
    """The agent of the newer samples in the books, as number 1."""
    held = sample("docs-2023/agents/create.200.json") | state
    assert bench.panel("POST", "/load", agents=[held]).status_code == 200
    return held


def without_reason(row: Json) -> Json:
    return {name: row[name] for name in row if name != "reason"}


def test_an_agent_is_created_as_in_the_seed(bench: Bench) -> None:
    theirs = sample("agents/create.200.json")
    ours = send(bench, call("agents/create")).json()
    same_form(ours, theirs)
    assert list(ours) == list(theirs)
    of_another_request = {"name", "gender", "address", "email"}
    for name in set(theirs) - ITS_OWN - of_another_request:
        assert ours[name] == theirs[name], name


def test_an_agent_is_created_and_updated_as_in_the_newer_sample(bench: Bench) -> None:
    theirs = sample("docs-2023/agents/create.200.json")
    slips = {"residence_city_id": 184, "occupation": "ENTREPRENEUR"}
    made = send(bench, call("docs-2023/agents/create"))
    again = call("docs-2023/agents/create")
    updated = bench.api("PUT", f"/agents/{made.json()['id']}", data=again.fields)
    for ours in (made.json(), updated.json()):
        assert list(ours) == list(theirs)
        assert ours | {"id": 1, "company_id": 1} == theirs | slips


def test_an_agent_is_shown_as_in_the_sample(bench: Bench) -> None:
    theirs = sample("docs-2023/agents/get.200.json")
    bench.panel("POST", "/load", agents=[theirs])
    ours = bench.api("GET", f"/agents/{theirs['id']}").json()
    assert (ours, list(ours)) == (theirs, list(theirs))


def test_an_unknown_agent_and_a_wrong_key_are_answered_as_in_the_samples(bench: Bench) -> None:
    unknown = bench.api("GET", "/agents/4711")
    assert (unknown.status_code, unknown.json()) == (404, sample("docs-2025/errors/404-agent-not-found.json"))
    wrong = bench.http.get(f"{bench.url}/kyc/api/v1/countries", headers=REQUEST_ID, timeout=20)
    assert (wrong.status_code, wrong.json()) == (401, sample("docs-2025/errors/401-kyc-host.json"))


def test_the_seeds_upload_is_refused_for_its_slip_and_taken_without_it(bench: Bench) -> None:
    wanted = call("agents/upload-identity")
    load(bench, id=497)
    refused = send_kyc(bench, wanted)
    assert (refused.status_code, [error["code"] for error in refused.json()["errors"]]) == (400, [4004])
    wanted.fields["identity_type"] = "1"
    same_form(send_kyc(bench, wanted).json(), sample("agents/upload-identity.200.json"))


def test_a_selfie_is_taken_as_in_the_sample(bench: Bench) -> None:
    load(bench, kyc_status="UPLOAD_IDENTITY_SUCCESS")
    ours = send_kyc(bench, call("docs-2023/agents/upload-identity")).json()
    same_form(ours, sample("docs-2023/agents/upload-identity.200.json"))


def test_a_submission_is_answered_as_in_the_seed(bench: Bench) -> None:
    wanted, held = call("agents/submit"), load(bench, kyc_status="UPLOAD_IDENTITY_SELFIE_SUCCESS")
    wanted.path = wanted.path.replace("[agent_id]", str(held["id"]))
    assert send_kyc(bench, wanted).json() == sample("agents/submit.200.json")


def test_documents_are_answered_as_in_the_sample(bench: Bench) -> None:
    load(bench, kyc_status="HELP")
    (ours,) = send_kyc(bench, call("docs-2023/agents/documents")).json()
    text = (SAMPLES / "docs-2023/agents/documents.200.json").read_text(encoding="utf-8")
    assert list(ours) == ["id", "type", "selfie", "path", "created_at", "updated_at"]
    assert all(f'"{name}"' in text for name in ours)
    assert (type(ours["id"]), ours["type"], ours["selfie"]) == (int, 1, False)
    assert len(ours["created_at"]) == len("2022-01-02T15:38:49.317601182+07:00")


def test_a_repair_is_answered_as_in_the_sample(bench: Bench) -> None:
    load(bench, kyc_status="REJECTED", rejected_reason_code=10)
    theirs = sample("docs-2023/agents/repair.200.json")
    ours = send_kyc(bench, call("docs-2023/agents/repair")).json()
    assert list(ours) == list(theirs)
    same_form(ours, theirs)
    slips = {"birth_place": "Kota Depok", "residence_city_id": 184}
    times = {name: theirs[name] for name in ("created_at", "updated_at")}
    assert ours | times == theirs | slips
    assert [len(str(ours[name])) for name in times] == [len(str(theirs[name])) for name in times]


@pytest.mark.parametrize("name", ["countries", "provinces", "cities", "districts"])
def test_regions_have_the_form_of_the_samples(bench: Bench, name: str) -> None:
    reply = bench.http.get(
        f"{bench.url}/kyc/api/v1/{name}",
        params={"user_type": 1},
        headers=REQUEST_ID,
        auth=(KEY, ""),
        timeout=20,
    )
    theirs = sample(f"docs-2023/agents/{name}.200.json")
    same_form(reply.json(), theirs)
    if name == "countries":
        assert reply.json()[name][0] == theirs[name][0]  # type: ignore[index]


CALLBACKS = [
    f"callbacks/agent-{kind}" for kind in ("selfie-success", "selfie-failed", "approved", "rejected")
]


@pytest.mark.parametrize("name", [*CALLBACKS, "docs-2023/callbacks/agent-kyc-status"])
def test_loaded_agents_send_the_sample_callbacks(bench: Bench, merchant: Merchant, name: str) -> None:
    theirs = sample(f"{name}.json")
    bench.panel("POST", "/load", agents=[theirs])
    assert decide(bench, theirs["agent_id"], str(theirs["kyc_status"])).status_code == 200
    ours = merchant.told()[0]
    assert (ours, list(ours), merchant.got[0][0]) == (theirs, list(theirs), "/callbacks/agent")


@pytest.mark.parametrize("name", CALLBACKS)
def test_agents_on_their_way_send_callbacks_of_the_samples_form(
    bench: Bench, merchant: Merchant, name: str
) -> None:
    theirs = sample(f"{name}.json")
    made = send(bench, call("agents/create")).json()["id"]
    walk(bench, made, str(theirs["kyc_status"]), int(str(theirs["rejected_reason_code"] or 10)))
    told = {data["kyc_status"]: data for data in merchant.told(1 if "SELFIE" in str(theirs) else 2)}
    ours = told[theirs["kyc_status"]]
    same_form(ours, theirs)
    for field in ("rejected_reason_code", "rejected_reason"):
        assert ours[field] == theirs[field]


TRANSFER = "docs-2023/disbursement/agent"


def test_a_transfer_in_an_agents_name_is_created_as_in_the_sample(bench: Bench) -> None:
    load(bench, kyc_status="APPROVED", occupation="ENTREPRENEUR")
    theirs = sample(f"{TRANSFER}-create.200.json")
    for path in ("/v3/agent-disbursements", "/v2/agent-disbursement"):
        wanted = call(f"{TRANSFER}-create")
        wanted.path = path
        ours = send(bench, wanted).json()
        assert ours["reason"] == ""
        assert list(without_reason(ours)) == list(theirs)
        same_form(without_reason(ours), theirs)
        of_the_moment = {"id", "user_id", "company_id", "status", "timestamp", "receipt", "time_served"}
        for name in set(theirs) - of_the_moment - {"recipient_city"}:
            assert ours[name] == theirs[name], name


def test_a_transfer_in_an_agents_name_is_shown_as_in_the_sample(bench: Bench) -> None:
    theirs = sample(f"{TRANSFER}-get.200.json")
    bench.panel("POST", "/load", disbursements=[theirs | {"agent_id": 1}])
    ours = bench.api("GET", f"/agent-disbursements/{theirs['id']}").json()
    assert (without_reason(ours), list(without_reason(ours))) == (theirs, list(theirs))


def test_transfers_in_an_agents_name_are_listed_as_in_the_sample(bench: Bench) -> None:
    theirs = sample(f"{TRANSFER}-list.200.json")
    rows = theirs["data"]
    assert isinstance(rows, list)
    others = [{"id": 3, "agent_id": 2, "amount": 10000}, {"id": 4, "amount": 10000}]
    bench.panel("POST", "/load", disbursements=[*(row | {"agent_id": 1} for row in rows), *others])
    ours = send(bench, call(f"{TRANSFER}-list")).json()
    assert list(ours) == list(theirs)
    assert [without_reason(row) for row in ours["data"]] == rows
    assert [ours[name] for name in ("total_data", "data_per_page", "total_page", "page")] == [2, 2, 1, 1]
