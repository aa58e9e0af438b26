"""A body must have the form its Content-Type names (reference: README, Requests)."""

import pytest

from tests.sandbox.bench import Bench

FORM, JSON = "application/x-www-form-urlencoded", "application/json"
AS_FORM, AS_JSON = "title=Kopi&type=SINGLE", '{"title": "Kopi", "type": "SINGLE"}'


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (JSON, AS_JSON),
        (FORM, AS_JSON),
        (JSON, AS_FORM),
        ("text/plain", AS_FORM),
        ("multipart/form-data", AS_FORM),
    ],
)
def test_v2_takes_forms_only(bench: Bench, kind: str, body: str) -> None:
    reply = bench.api("POST", "/pwf/bill", data=body, headers={"Content-Type": kind})
    assert bench.errors(reply) == [("content_type", 999)]


def test_v3_takes_forms_and_json_and_speaks_in_words_when_spoken_to(bench: Bench) -> None:
    v3 = "/api/v3"
    form = bench.api("POST", "/pwf/bill", prefix=v3, data=AS_FORM, headers={"Content-Type": FORM})
    assert form.json()["step"] == 1
    ready = {
        "title": "Kopi",
        "type": "SINGLE",
        "step": "direct_api",
        "amount": 20000,
        "is_address_required": False,
    }
    who = {
        "sender_name": "A",
        "sender_email": "a@b.co",
        "sender_bank": "bni",
        "sender_bank_type": "virtual_account",
    }
    body = ready | who | {"redirect_url": None, "reference_id": "REF-1", "item_details": [{"id": "1"}]}
    reply = bench.api("POST", "/pwf/bill", prefix=v3, json=body)
    assert (reply.status_code, reply.json()["step"]) == (200, "direct_api")
    link_id = reply.json()["link_id"]
    assert bench.api("GET", f"/pwf/{link_id}/bill", prefix=v3).json()["step"] == "direct_api"
    assert bench.api("GET", f"/pwf/{link_id}/bill").json()["step"] == 3
    row = bench.api("GET", "/pwf/payment?reference_id=REF-1").json()["data"][0]
    assert row["link_id"] == str(link_id)


def test_v2_understands_no_words_for_steps(bench: Bench) -> None:
    assert bench.errors(
        bench.api("POST", "/pwf/bill", data=AS_FORM + "&step=checkout", headers={"Content-Type": FORM})
    ) == [("step", 1041)]


@pytest.mark.parametrize("body", ["[1]", "{", '{"a": NaN', "{" * 5000, '"text"'])
def test_broken_json_on_v3_is_refused(bench: Bench, body: str) -> None:
    reply = bench.api("POST", "/pwf/bill", prefix="/api/v3", data=body, headers={"Content-Type": JSON})
    assert bench.errors(reply) == [("content_type", 999)]


def test_a_switch_takes_json_on_v2(bench: Bench) -> None:
    assert bench.panel("POST", "/switches", json_on_v2=True).status_code == 200
    assert bench.api("POST", "/pwf/bill", json={"title": "Kopi", "type": "SINGLE"}).status_code == 200


def test_half_a_surrogate_is_stored_as_something_readable(bench: Bench) -> None:
    raw = '{"title": "a\\ud800b", "type": "SINGLE"}'
    reply = bench.api("POST", "/pwf/bill", prefix="/api/v3", data=raw, headers={"Content-Type": JSON})
    assert reply.json()["title"] == "a\ufffdb"
