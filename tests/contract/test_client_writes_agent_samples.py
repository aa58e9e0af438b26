"""Given the values of a sample request about agents, the client sends its address, names and spellings."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.flip.agent_transfers import NewAgentDisbursement
from app.flip.agents import NewAgent, Residence
from app.flip.client import FlipClient
from app.flip.disbursements import NewDisbursement
from app.flip.kyc import Picture, Repair
from tests.flip.tiny_server import TinyServer, reply

pytestmark = pytest.mark.alike

SAMPLES = Path(__file__).parent / "samples"
PICTURE = Picture(b"\xff\xd8\xff\r\n--", "image/jpeg")
SEED = NewAgent(
    name="lalalalili",
    identity_type="ktp",
    identity_number="1243564789875643",
    birth_date=date(1998, 6, 4),
    birth_place="jakarta",
    country_id="1",
    province_id="1",
    city_id="1",
    district_id="1",
    address="jakarta",
    gender="female",
    occupation="government_employee",
    phone_number="085674563456",
)
JOHN = NewAgent(
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
    use_identity_address=True,
    email="example@mail.com",
)
REPAIR = Repair(
    name="John Smith",
    identity_type="ktp",
    identity_number="1234567890123456",
    birth_place="Kota Depok",
    birth_date=date(1990, 10, 31),
    gender="male",
    occupation="entrepreneur",
    country_id="1",
    province_id="12",
    city_id="184",
    district_id="1234",
    address="Jalan Margonda Raya",
    residence=Residence(
        country_id="1",
        province_id="12",
        city_id="184",
        district_id="1234",
        address="Jalan Margonda Raya",
    ),
)
TRANSFER = NewAgentDisbursement(
    agent_id="1",
    transfer=NewDisbursement(
        idempotency_key="idem-key-1",
        account_number="1122333301",
        bank_code="bni",
        amount_idr=10_000,
        remark="some remark",
        beneficiary_emails=("example@mail.com",),
    ),
)
Ask = Callable[[FlipClient, str], object]
ASKS: dict[str, Ask] = {
    "agents/create.request.form": lambda client, key: client.agents.create(SEED),
    "docs-2023/agents/create.request.form": lambda client, key: client.agents.create(JOHN),
    "agents/upload-identity.request.form": lambda client, key: client.kyc.upload_identity(
        "497", PICTURE, identity_type="ktp", request_id=key
    ),
    "docs-2023/agents/upload-identity.request.form": lambda client, key: client.kyc.upload_selfie(
        "1", PICTURE, identity_type="ktp", request_id=key
    ),
    "agents/submit.request.form": lambda client, key: client.kyc.submit("[agent_id]", request_id=key),
    "docs-2023/agents/documents.request.form": lambda client, key: client.kyc.send_documents(
        "1", {"passport": PICTURE}, request_id=key
    ),
    "docs-2023/agents/repair.request.form": lambda client, key: client.kyc.repair(
        "1", REPAIR, request_id=key
    ),
    "docs-2023/disbursement/agent-create.request.form": lambda client, key: client.agent_disbursements.create(
        TRANSFER, version=3
    ),
    "docs-2023/disbursement/agent-list.request.form": lambda client, key: client.agent_disbursements.list(
        "1", pagination=10, page=1, sort="id"
    ),
}
# Listed with their reasons in deviations.md.
SLIPS = {"agents/upload-identity.request.form": {"identity_type": "1", "birth_date": None}}
# Fits every call at once.
ANSWER = {
    "id": 1,
    "user_id": 1,
    "amount": 10_000,
    "status": "PENDING",
    "kyc_status": "BASIC_DATA",
    "image_url": "someurl.png",
    "message": "Submit success",
    "data": [],
}


@dataclass(frozen=True)
class Sample:
    """A sample request; a file in it has its sign as value."""

    method: str
    path: str
    headers: dict[str, str]
    values: dict[str, str]


def read(name: str) -> Sample:
    head, *lines = (SAMPLES / name).read_text(encoding="utf-8").splitlines()
    method, *rest = head.removeprefix("# ").replace("(KYC host) ", "/kyc ").split()
    path = "".join(rest[:2]) if rest[0] == "/kyc" else rest[0]
    shown = [line.removeprefix("# header ").split(": ") for line in lines if line.startswith("# header ")]
    pairs = [line.partition("=") for line in lines if line and not line.startswith("#")]
    return Sample(
        method, path, {key.lower(): text for key, text in shown}, {key: value for key, _, value in pairs}
    )


def expected(name: str, values: dict[str, str]) -> dict[str, str]:
    mended = {**values, **SLIPS.get(name, {})}
    return {key: value for key, value in mended.items() if value is not None}


@pytest.fixture
def server() -> Iterator[TinyServer]:
    server = TinyServer()
    yield server
    server.stop()


@pytest.fixture
def client(server: TinyServer) -> Iterator[FlipClient]:
    client = FlipClient(
        api_url=server.url,
        kyc_url=f"{server.url}/kyc",
        secret_key="key-of-the-contract",
        clock=lambda: datetime(2022, 1, 1, 8, 2, 15, tzinfo=UTC),
    )
    yield client
    client.close()


@pytest.mark.parametrize("name", ASKS)
def test_request_samples_about_agents_are_sent(server: TinyServer, client: FlipClient, name: str) -> None:
    sample = read(name)
    server.otherwise = reply(200, [] if sample.path.endswith("documents") else ANSWER)
    ASKS[name](client, sample.headers.get("request-id", ""))
    (seen,) = server.seen
    path = sample.path.replace("[agent_id]", "%5Bagent_id%5D")
    assert (seen.method, seen.path) == (sample.method, f"/api{path}")
    kind = sample.headers.pop("content-type", "application/x-www-form-urlencoded")
    assert seen.method == "GET" or seen.headers["content-type"].partition(";")[0] == kind
    assert sample.headers.items() <= seen.headers.items()
    assert sent(server) == expected(name, sample.values)


def sent(server: TinyServer) -> dict[str, str]:
    """What was sent, with the signs that the samples have in the place of files."""
    (seen,) = server.seen
    if not seen.headers.get("content-type", "").startswith("multipart/"):
        pairs = seen.query if seen.method == "GET" else seen.form
        assert len(dict(pairs)) == len(pairs)
        return dict(pairs)
    signs = {"image": "@/path-to-your-file"} if "497" in seen.path else {}
    found = {}
    for name, value in seen.parts.items():
        if not isinstance(value, str):
            assert value == (f"{name}.jpg", "image/jpeg", PICTURE.content)
        found[name] = value if isinstance(value, str) else signs.get(name, "(binary)")
    return found


def test_no_request_sample_about_agents_is_forgotten() -> None:
    there = {
        str(file.relative_to(SAMPLES))
        for part in ("", "docs-2023/", "docs-2025/")
        for pattern in ("agents/*.form", "disbursement/agent-*.form")
        for file in SAMPLES.glob(f"{part}{pattern}")
    }
    assert there == {*ASKS}
