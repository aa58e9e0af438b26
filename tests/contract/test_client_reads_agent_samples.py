"""Every sample answer about agents, of the main host and of the KYC host, is read to its last field."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from app.flip.agents import Agent, NewAgent
from app.flip.client import FlipClient
from app.flip.errors import FlipNotFound, FlipNotSent, NotSentReason
from app.flip.kyc import Picture, Region, Repair, Upload
from app.flip.wire import Rows
from tests.flip.tiny_server import TinyServer, reply

pytestmark = pytest.mark.alike

SAMPLES = Path(__file__).parent / "samples"
PICTURE = Picture(b"\xff\xd8\xff", "image/jpeg")
AGENT = NewAgent(
    name="John Doe",
    identity_type="ktp",
    identity_number="1234567890123456",
    birth_date=date(1990, 10, 31),
    birth_place="Kota Depok",
    country_id="1",
    province_id="12",
    city_id="184",
    district_id="1234",
    address="Jalan Margonda Raya",
    gender="male",
    occupation="entrepreneur",
    phone_number="+628123456789",
)
AGENTS: dict[str, Callable[[FlipClient], Agent]] = {
    "agents/create.200.json": lambda client: client.agents.create(AGENT),
    "docs-2023/agents/create.200.json": lambda client: client.agents.update("1", AGENT),
}
UPLOADS: dict[str, Callable[[FlipClient], Upload]] = {
    "agents/upload-identity.200.json": lambda client: client.kyc.upload_identity(
        "497", PICTURE, identity_type="ktp"
    ),
    "docs-2023/agents/upload-identity.200.json": lambda client: client.kyc.repair_selfie("1", PICTURE),
}
SUBMISSIONS = ("agents/submit.200.json", "docs-2023/agents/submit.200.json")
REGIONS: dict[str, Callable[[FlipClient], Rows[Region]]] = {
    "docs-2023/agents/countries.200.json": lambda client: client.kyc.countries(),
    "docs-2023/agents/provinces.200.json": lambda client: client.kyc.provinces("1"),
    "docs-2023/agents/cities.200.json": lambda client: client.kyc.cities("1"),
    "docs-2023/agents/districts.200.json": lambda client: client.kyc.districts("1"),
}
GET = "docs-2023/agents/get.200.json"
DOCUMENTS = "docs-2023/agents/documents.200.json"
REPAIR = "docs-2023/agents/repair.200.json"
COMPANY = {"company_id"}
PLACES = ("country", "province", "city", "district")
IDS = {f"{part}{place}_id" for part in ("", "residence_") for place in PLACES}


@pytest.fixture
def server() -> Iterator[TinyServer]:
    server = TinyServer()
    yield server
    server.stop()


@pytest.fixture
def client(server: TinyServer) -> Iterator[FlipClient]:
    client = FlipClient(api_url=server.url, kyc_url=f"{server.url}/kyc", secret_key="key-of-the-contract")
    yield client
    client.close()


def served(server: TinyServer, name: str, status: int = 200) -> Any:
    data = (SAMPLES / name).read_bytes()
    server.otherwise = reply(status, raw=data)
    return json.loads(data)


def ids_as_text(sample: dict[str, Any], names: set[str]) -> dict[str, Any]:
    return {name: None if sample[name] is None else str(sample[name]) for name in names & sample.keys()}


@pytest.mark.parametrize("name", AGENTS)
def test_agent_samples_are_read(server: TinyServer, client: FlipClient, name: str) -> None:
    sample = served(server, name)
    agent = AGENTS[name](client)
    assert agent.raw == sample
    day, month, year = map(int, sample["birth_date"].split("-"))
    assert agent.model_dump(exclude={"raw"}) == {
        **sample,
        **ids_as_text(sample, IDS | COMPANY | {"id"}),
        "birth_date": date(year, month, day),
        "occupation": sample["occupation"].lower(),
    }


def test_the_standing_of_an_agent_is_read(server: TinyServer, client: FlipClient) -> None:
    sample = served(server, GET)
    standing = client.agents.get("1")
    assert standing.raw == sample
    assert standing.model_dump(exclude={"raw"}) == {
        **sample,
        **ids_as_text(sample, COMPANY | {"id"}),
        "rejected_reason": None,
        "created_at": datetime(2022, 1, 1, 6, 0, tzinfo=UTC),
    }


@pytest.mark.parametrize("name", UPLOADS)
def test_upload_samples_are_read(server: TinyServer, client: FlipClient, name: str) -> None:
    sample = served(server, name)
    assert UPLOADS[name](client).model_dump(exclude={"raw"}) == sample


@pytest.mark.parametrize("name", SUBMISSIONS)
def test_submission_samples_are_read(server: TinyServer, client: FlipClient, name: str) -> None:
    assert served(server, name) == {"message": client.kyc.submit("497")}


@pytest.mark.parametrize("name", REGIONS)
def test_region_samples_are_read(server: TinyServer, client: FlipClient, name: str) -> None:
    (rows,) = served(server, name).values()
    found = REGIONS[name](client)
    assert found.unreadable == []
    assert [region.model_dump(exclude={"raw"}) for region in found] == [
        {"id": str(row["id"]), "name": row["name"]} for row in rows
    ]


def test_the_sample_of_documents_is_read(server: TinyServer, client: FlipClient) -> None:
    (sample,) = served(server, DOCUMENTS)
    (document,) = client.kyc.send_documents("1", {"passport": PICTURE})
    moment = datetime(2022, 1, 2, 8, 38, 49, 317601, tzinfo=UTC)
    assert document.raw == sample
    assert document.model_dump(exclude={"raw"}) == {
        **sample,
        **ids_as_text(sample, {"id", "type"}),
        "created_at": moment,
        "updated_at": moment,
    }


def test_the_sample_of_a_repair_is_read(server: TinyServer, client: FlipClient) -> None:
    sample = served(server, REPAIR)
    repaired = client.kyc.repair("1", Repair(name="John Smith"))
    assert repaired.raw == sample
    assert repaired.identity_number == sample["nik"]
    assert repaired.model_dump(exclude={"raw"}) == {
        **{name: value for name, value in sample.items() if name != "user_type"},
        **ids_as_text(sample, IDS | {"user_id", "status"}),
        "identity_type": "ktp",
        "gender": "male",
        "birth_date": date(1990, 10, 31),
        "created_at": datetime(2022, 4, 20, 7, 37, 7, tzinfo=UTC),
        "updated_at": datetime(2022, 4, 21, 6, 48, 5, tzinfo=UTC),
    }


def test_the_sample_of_a_wrong_key_on_the_kyc_host(server: TinyServer, client: FlipClient) -> None:
    sample = served(server, "docs-2025/errors/401-kyc-host.json", 401)
    with pytest.raises(FlipNotSent) as caught:
        client.kyc.submit("1")
    assert caught.value.reason is NotSentReason.BAD_CREDENTIALS
    assert caught.value.flip_message == sample["errors"][0]["message"]


def test_the_sample_of_an_unknown_agent(server: TinyServer, client: FlipClient) -> None:
    served(server, "docs-2025/errors/404-agent-not-found.json", 404)
    for ask in (
        lambda: client.agents.get("1"),
        lambda: client.agents.update("1", AGENT),
        lambda: client.agent_disbursements.get("1"),
    ):
        with pytest.raises(FlipNotFound):
            ask()


def test_no_sample_of_agents_is_forgotten() -> None:
    there = {
        str(file.relative_to(SAMPLES))
        for part in ("", "docs-2023/", "docs-2025/")
        for file in (SAMPLES / f"{part}agents").glob("*.json")
    }
    assert there == {*AGENTS, *UPLOADS, *SUBMISSIONS, *REGIONS, GET, DOCUMENTS, REPAIR}
