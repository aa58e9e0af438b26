"""Agents in the sandbox's tests: good data, good pictures, and the steps up to any KYC status."""

from collections.abc import Iterable
from functools import lru_cache
from io import BytesIO

import requests
from PIL import Image

from tests.sandbox.bench import KEY, Bench, Json

AGENT: Json = {
    "name": "Siti Rahayu",
    "identity_type": "ktp",
    "identity_number": "3276014107900001",
    "birth_date": "31-10-1990",
    "birth_place": "Depok",
    "country_id": 1,
    "province_id": 12,
    "city_id": 184,
    "district_id": 1234,
    "address": "Jalan Margonda Raya 1",
    "gender": "female",
    "occupation": "entrepreneur",
    "phone_number": "081234567890",
}
REQUEST_ID = {"Request-ID": "bigflip-0b0b5a0e-3f3c-4bd4-9c5e-5d2f9c3d7a11"}
Part = tuple[str, bytes]


@lru_cache
def picture(width: int = 640, height: int = 400, kind: str = "JPEG", tint: int = 90) -> bytes:
    held = BytesIO()
    Image.new("RGB", (width, height), (tint, 120, 160)).save(held, kind)
    return held.getvalue()


def part(data: bytes | None = None, name: str = "card.jpg") -> Part:
    return name, picture() if data is None else data


def kyc(
    bench: Bench, method: str, path: str, *, prefix: str = "/kyc/api/v1", **more: object
) -> requests.Response:
    """A call of the KYC host with everything it asks for; ``data`` is added to, ``headers`` replaced."""
    data = {"user_type": 1} | dict(more.pop("data", {}))  # type: ignore[call-overload]
    how = {"auth": (KEY, ""), "headers": REQUEST_ID, "timeout": 20} | more
    how |= {"params": data} if method == "GET" else {"data": data}
    return bench.http.request(method, f"{bench.url}{prefix}{path}", **how)  # type: ignore[arg-type]


def kyc_codes(reply: requests.Response) -> list[int]:
    """The codes of a KYC host's error."""
    held = reply.json()
    assert set(held) == {"errors"}, reply.text
    assert all(set(error) == {"code", "message"} and error["message"] for error in held["errors"])
    return [error["code"] for error in held["errors"]]


def new_agent(bench: Bench, **fields: object) -> Json:
    """An agent nobody was before."""
    bench.made += 1
    own = {"identity_number": f"32760141{bench.made:08}", "phone_number": f"08123456{bench.made:04}"}
    reply = ask_agent(bench, **own | fields)
    assert reply.status_code == 200, reply.text
    held = reply.json()
    assert isinstance(held, dict)
    return held


def ask_agent(
    bench: Bench, method: str = "POST", path: str = "/agents", /, **fields: object
) -> requests.Response:
    """A create or update call with good data, but for what is said; ``None`` leaves a field out."""
    wanted = {name: value for name, value in (AGENT | fields).items() if value is not None}
    return bench.api(method, path, data=wanted)


def send_picture(
    bench: Bench, agent_id: object, *, selfie: int = 0, data: bytes | None = None, name: str = "card.jpg"
) -> requests.Response:
    fields = {"identity_type": 1, "selfie": selfie}
    return kyc(bench, "PUT", f"/users/{agent_id}/identities", data=fields, files={"image": part(data, name)})


def submit(bench: Bench, agent_id: object) -> requests.Response:
    return kyc(bench, "PUT", f"/users/{agent_id}/submit")


def decide(bench: Bench, agent_id: object, status: str, code: object = None) -> requests.Response:
    more = {} if code is None else {"rejected_reason_code": code}
    return bench.panel("POST", f"/agents/{agent_id}", kyc_status=status, **more)


# The status before each on the way; what is missing is where every agent begins.
BEFORE = {
    "UPLOAD_IDENTITY_FAILED": "BASIC_DATA",
    "UPLOAD_IDENTITY_SUCCESS": "BASIC_DATA",
    "UPLOAD_IDENTITY_SELFIE_PROGRESS": "UPLOAD_IDENTITY_SUCCESS",
    "UPLOAD_IDENTITY_SELFIE_SUCCESS": "UPLOAD_IDENTITY_SELFIE_PROGRESS",
    "UPLOAD_IDENTITY_SELFIE_FAILED": "UPLOAD_IDENTITY_SELFIE_PROGRESS",
    "PENDING": "UPLOAD_IDENTITY_SELFIE_SUCCESS",
    "SUSPICIOUS": "PENDING",
    "NEED_TO_CHECK": "PENDING",
    "APPROVED": "PENDING",
    "REJECTED": "PENDING",
    "HELP": "REJECTED",
}
WITH_CODE = ("UPLOAD_IDENTITY_SELFIE_FAILED", "REJECTED")


def walk(bench: Bench, agent_id: object, until: str, code: int = 16) -> None:
    """Takes a new agent step by step to a status."""
    if until in BEFORE:
        walk(bench, agent_id, BEFORE[until], code)
    if until.startswith("UPLOAD_IDENTITY_") and "SELFIE" not in until:
        send_picture(bench, agent_id, data=b"no picture" if until.endswith("FAILED") else None)
    elif until == "UPLOAD_IDENTITY_SELFIE_PROGRESS":
        send_picture(bench, agent_id, selfie=1)
    elif until == "PENDING":
        submit(bench, agent_id)
    elif until in BEFORE:
        decide(bench, agent_id, until, code if until in WITH_CODE else None)
    assert status_of(bench, agent_id) == until


def agent_in(bench: Bench, status: str, *, code: int = 16, **fields: object) -> object:
    """A new agent in a KYC status; its id."""
    agent_id = new_agent(bench, **fields)["id"]
    walk(bench, agent_id, status, code)
    return agent_id


def status_of(bench: Bench, agent_id: object) -> str:
    return str(bench.api("GET", f"/agents/{agent_id}").json()["kyc_status"])


def documents(bench: Bench, agent_id: object, kinds: Iterable[str] = ("npwp",)) -> requests.Response:
    files = {kind: part() for kind in kinds}
    return kyc(bench, "POST", "/documents", data={"user_id": agent_id}, files=files)
