"""A callback without the right token is refused, always alike, and leaves nothing but a counter."""

import hmac
from dataclasses import replace
from datetime import timedelta
from urllib.parse import quote

import pytest
import requests
from sqlalchemy import select

from app.callbacks.models import RefusedToken
from app.callbacks.service import forget_refused
from app.extensions import db
from tests.callbacks.bench import body, form, payment
from tests.users.bench import later
from tests.world import TOKEN, World

WRONG: dict[str, dict[str, bytes | str]] = {
    "wrong": form("{}", "wrong"),
    "one letter off": form("{}", TOKEN[:-1] + "X"),
    "a beginning": form("{}", TOKEN[:-1]),
    "empty": form("{}", ""),
    "missing": {"data": "{}"},
    "another case": form("{}", TOKEN.upper()),
    "with a blank": form("{}", TOKEN + " "),
    "with a NUL": form("{}", TOKEN + "\0"),
    "not ASCII": form("{}", "é"),
    "not UTF-8": form("{}", b"\xff\xfe"),
    "nothing": {},
}


def refused(world: World) -> list[tuple[str, str, int]]:
    db.session.rollback()
    return [(row.kind, row.address, row.times) for row in db.session.scalars(select(RefusedToken))]


def test_P12_every_wrong_token_gets_the_same_answer_and_is_only_counted(world: World) -> None:
    answers = [
        requests.post(f"{world.url}/callbacks/payment", data=fields, timeout=20) for fields in WRONG.values()
    ]
    assert {answer.status_code for answer in answers} == {403}
    assert {answer.content for answer in answers} == {b"forbidden\n"}
    assert len({tuple(sorted(set(answer.headers) - {"Date"})) for answer in answers}) == 1
    assert refused(world) == [("payment", "127.0.0.1", len(WRONG))]
    assert world.receipts() == []
    assert world.work() == 0


def test_P12_the_token_is_compared_in_constant_time(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[tuple[bytes, bytes]] = []
    constant_time = hmac.compare_digest

    def compare(given: bytes, expected: bytes) -> bool:
        compared.append((given, expected))
        return constant_time(given, expected)

    monkeypatch.setattr("app.callbacks.endpoints.hmac.compare_digest", compare)
    assert world.knock("{}", token="wrong").status_code == 403
    assert world.knock("{}").status_code == 200
    assert compared[:2] == [(b"wrong", TOKEN.encode()), (TOKEN.encode(), TOKEN.encode())]


def test_P12_each_address_and_hour_has_its_counter_and_old_ones_go(world: World) -> None:
    world.knock("{}", token="wrong")
    world.knock("{}", token="wrong", kind="agent")
    with later(timedelta(hours=1)):
        world.knock("{}", token="wrong")
    assert sorted(refused(world)) == [("agent", "127.0.0.1", 1), *[("payment", "127.0.0.1", 1)] * 2]
    with later(timedelta(days=31)):
        forget_refused()
    assert refused(world) == []


def test_P12_without_a_token_of_our_own_nobody_is_let_in(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    none = replace(world.app.config["SETTINGS"], flip_validation_token="")
    monkeypatch.setitem(world.app.config, "SETTINGS", none)
    assert world.app.test_client().post("/callbacks/payment", data={"data": "{}"}).status_code == 403


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH"])
def test_P12_only_post_is_heard(world: World, method: str) -> None:
    answer = requests.request(method, f"{world.url}/callbacks/payment", data=form("{}"), timeout=20)
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"OPTIONS", "POST"}
    assert world.receipts() == []


def test_a_body_beyond_256_kib_is_refused_and_one_below_is_kept(world: World) -> None:
    room = 256 * 1024 - len(f"token={TOKEN}&data=")
    for size, status in ((room, 200), (room + 1, 413)):
        sent = f"token={TOKEN}&data=" + "x" * size
        assert requests.post(f"{world.url}/callbacks/payment", data=sent, timeout=20).status_code == status
    [receipt] = world.receipts()
    assert len(receipt.data) == room


def test_the_form_is_read_whatever_its_content_type_says(world: World) -> None:
    told = f"data={quote(body(payment(1)))}&token={TOKEN}"
    types = [
        "application/x-www-form-urlencoded",
        "text/plain",
        "application/json",
        "application/octet-stream",
    ]
    for content_type in types:
        headers = {"Content-Type": content_type}
        answer = requests.post(f"{world.url}/callbacks/payment", data=told, headers=headers, timeout=20)
        assert answer.status_code == 200
    [receipt] = world.receipts()
    assert receipt.deliveries == len(types)
    assert receipt.data.decode() == body(payment(1))


def test_P12_json_and_multipart_carry_no_token_we_read(world: World) -> None:
    address = f"{world.url}/callbacks/payment"
    for answer in (
        requests.post(address, json=form("{}"), timeout=20),
        requests.post(address, files={"data": "{}", "token": TOKEN}, timeout=20),
        requests.post(f"{address}?token={TOKEN}&data=%7B%7D", timeout=20),
    ):
        assert (answer.status_code, answer.content) == (403, b"forbidden\n")


def test_letters_beyond_ascii_are_kept_byte_for_byte(world: World) -> None:
    told = body(payment(1, sender_name="Ñoño Ünal 花子 \U0001f600", bill_title="A+B & C=D; 100 %"))
    assert world.knock(told).status_code == 200
    assert world.knock(told.encode()).status_code == 200
    [receipt] = world.receipts()
    assert receipt.data == told.encode()
    assert receipt.deliveries == 2


def test_the_token_is_kept_nowhere(world: World) -> None:
    headers = {"Authorization": TOKEN, "Cookie": f"a={TOKEN}", "X-Flip": "yes"}
    requests.post(f"{world.url}/callbacks/payment", data=form("{}"), headers=headers, timeout=20)
    [receipt] = world.receipts()
    assert TOKEN not in str(receipt.headers)
    assert receipt.headers["X-Flip"] == "yes"
    assert TOKEN.encode() not in receipt.data
