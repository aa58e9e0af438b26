"""Pictures of cards and faces: which are taken, with which code others are refused, and that none is kept."""

import hashlib
import tempfile
import zlib
from pathlib import Path

import pytest

from tests.sandbox.agent_steps import (
    agent_in,
    documents,
    kyc,
    kyc_codes,
    new_agent,
    part,
    picture,
    send_picture,
    status_of,
)
from tests.sandbox.bench import Bench, MakeBench

LIMIT = 2 * 1024 * 1024


def _chunk(kind: bytes, data: bytes) -> bytes:
    body = kind + data
    return len(data).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")


def _bomb(width: int, height: int) -> bytes:
    """A small PNG file that says it is as large as this."""
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes((8, 2, 0, 0, 0))
    rows = zlib.compress(bytes(3 * 4096 * 64))
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def _padded(data: bytes, size: int) -> bytes:
    """The same picture with bytes after its end, which readers do not mind."""
    return data + bytes(size - len(data))


GOOD = {
    "smallest": picture(256, 256),
    "largest": picture(4096, 4096),
    "png": picture(300, 300, "PNG"),
    "just small enough": _padded(picture(), LIMIT - 1),
}
BAD = {
    "2 MB": (_padded(picture(), LIMIT), 4007),
    "3 MB of anything": (b"x" * (LIMIT + LIMIT // 2), 4007),
    "narrow": (picture(255, 400), 4008),
    "low": (picture(400, 255), 4008),
    "wide": (picture(4097, 300), 4008),
    "gif": (picture(400, 400, "GIF"), 4008),
    "webp": (picture(400, 400, "WEBP"), 4008),
    "bomb of 60000 by 60000": (_bomb(60_000, 60_000), 4008),
    "bomb of 2 billion": (_bomb(2**31 - 1, 2**31 - 1), 4008),
    "rows missing": (_bomb(4096, 4096), 4009),
    "truncated": (picture()[:-400], 4009),
    "text": (b"not a picture", 4009),
    "svg": (b"<svg xmlns='http://www.w3.org/2000/svg' width='500' height='500'/>", 4009),
    "empty": (b"", 4009),
    "head alone": (picture()[:30], 4009),
}


@pytest.mark.parametrize("name", GOOD)
def test_a_picture_that_keeps_the_rules_is_taken(bench: Bench, name: str) -> None:
    agent = new_agent(bench)["id"]
    assert send_picture(bench, agent, data=GOOD[name]).status_code == 200
    assert status_of(bench, agent) == "UPLOAD_IDENTITY_SUCCESS"


@pytest.mark.parametrize("name", BAD)
def test_a_picture_that_breaks_a_rule_is_refused_with_its_code(bench: Bench, name: str) -> None:
    data, code = BAD[name]
    agent = new_agent(bench)["id"]
    reply = send_picture(bench, agent, data=data)
    assert (reply.status_code, kyc_codes(reply)) == (400, [code])
    assert status_of(bench, agent) == "UPLOAD_IDENTITY_FAILED"
    assert bench.panel("GET", f"/agents/{agent}").json()["pictures"] == []


def test_a_bad_picture_takes_nothing_that_was_reached(bench: Bench) -> None:
    agent = agent_in(bench, "UPLOAD_IDENTITY_SUCCESS")
    assert kyc_codes(send_picture(bench, agent, data=b"x")) == [4009]
    assert kyc_codes(send_picture(bench, agent, data=b"x", selfie=1)) == [4009]
    assert status_of(bench, agent) == "UPLOAD_IDENTITY_SUCCESS"


def test_the_fields_beside_a_picture_are_checked(bench: Bench) -> None:
    path, files = f"/users/{new_agent(bench)['id']}/identities", {"image": part()}
    sample = {"identity_type": "1243564789875643", "birth_date": 1, "selfie": 0}
    assert kyc_codes(kyc(bench, "PUT", path, data=sample, files=files)) == [4004]
    assert kyc_codes(kyc(bench, "PUT", path, data={"selfie": "2"}, files=files)) == [1001, 4001]
    assert kyc_codes(kyc(bench, "PUT", path, data={"identity_type": 2})) == [1001]


@pytest.mark.parametrize("kind", ["identity", "selfie", "document"])
def test_of_a_picture_only_hash_and_size_are_kept(
    make_bench: MakeBench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """Also none on the disk in between: a part of this size would usually be put into a temporary file."""
    spooled: list[object] = []
    for name in ("TemporaryFile", "SpooledTemporaryFile", "NamedTemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, name, lambda *_, **__: spooled.append(1))
    monkeypatch.setattr("werkzeug.formparser.SpooledTemporaryFile", lambda *_, **__: spooled.append(1))
    bench = make_bench()
    before = {"identity": "BASIC_DATA", "selfie": "UPLOAD_IDENTITY_SUCCESS", "document": "HELP"}[kind]
    agent, data = agent_in(bench, before), _padded(picture(tint=7), LIMIT - 1)
    if kind == "document":
        reply = kyc(bench, "POST", "/documents", data={"user_id": agent}, files={"npwp": part(data)})
    else:
        reply = send_picture(bench, agent, data=data, selfie=int(kind == "selfie"))
    assert reply.status_code == 200
    kept = bench.panel("GET", f"/agents/{agent}").json()["pictures"][-1]
    assert (kept["sha256"], kept["size"]) == (hashlib.sha256(data).hexdigest(), LIMIT - 1)
    held = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    windows = [picture(tint=7)[start : start + 32] for start in range(0, len(picture(tint=7)) - 32, 32)]
    assert [window for window in windows if window in held] == []
    assert spooled == []


def test_the_log_and_the_panel_know_no_picture(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    agent = agent_in(bench, "UPLOAD_IDENTITY_SELFIE_PROGRESS")
    send_picture(bench, agent, data=b"\x00secret of a card" * 20)
    shown = bench.http.get(f"{bench.url}/panel/agents").text + bench.panel("GET", "/books").text
    assert "secret of a card" not in caplog.text + shown
    assert "JFIF" not in caplog.text + shown


def test_a_body_beyond_all_bounds_is_refused_unread(bench: Bench) -> None:
    agent = new_agent(bench)["id"]
    reply = send_picture(bench, agent, data=bytes(9 * 1024 * 1024))
    assert (reply.status_code, kyc_codes(reply)) == (413, [413])
    assert status_of(bench, agent) == "BASIC_DATA"


def test_an_address_is_answered_where_no_picture_is(bench: Bench) -> None:
    address = send_picture(bench, new_agent(bench)["id"]).json()["image_url"]
    assert address.startswith("http://")
    assert bench.http.get(bench.url + "/" + address.split("/", 3)[3]).status_code == 404


def test_all_documents_are_kept_or_none(bench: Bench) -> None:
    agent = agent_in(bench, "HELP")
    files = {"npwp": part(), "family_card": part(b"x")}
    assert kyc_codes(kyc(bench, "POST", "/documents", data={"user_id": agent}, files=files)) == [4009]
    assert len(bench.panel("GET", f"/agents/{agent}").json()["pictures"]) == 2, "card and selfie"
    first, second = documents(bench, agent, ("passport", "npwp_selfie", "holiday")).json()
    assert (first["selfie"], second["selfie"]) == (False, True)
    assert (first["type"], second["id"] - first["id"]) == (1, 1)
    assert first["created_at"].endswith("+07:00")
