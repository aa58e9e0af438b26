"""Bodies that no honest sender sends: every one is answered at once, worked, and none trips the house."""

import json
import random
import time
from collections.abc import Callable
from urllib.parse import quote_from_bytes

import requests

from tests.callbacks.bench import body, load, payment, work_through
from tests.world import TOKEN, World

SEED, COUNT, PAGES = 20261120, 240, 25
LIMIT = 256 * 1024
Mutation = Callable[[bytes, random.Random], bytes]
VALUES = [
    b"NaN",
    b"-Infinity",
    b"1e309",
    b"1e-400",
    b"1E+999999999",
    b"9" * 70,
    b"9" * 5000,
    b"-1",
    b"0",
    b"-0.0",
    b"null",
    b"true",
    b"[]",
    b"{}",
    b'""',
    b'"\\u0000"',
    b'"\\ud800"',
    b'"\\udc00\\ud800"',
    b'"' + "٣".encode() + b'"',
    b'"9999-12-31 23:59:59Z"',
    b'"0001-01-01 00:00:00"',
    b"253402300799",
    b'"../../general/balance"',
    b'".."',
    b'"' + b"7" * 300 + b'"',
    b'"<script>alert(1)</script>"',
    b'"CANCELLED"',
]


def flipped(data: bytes, dice: random.Random) -> bytes:
    held = bytearray(data)
    for _ in range(dice.randint(1, 8)):
        held[dice.randrange(len(held))] = dice.randrange(256)
    return bytes(held)


def cut(data: bytes, dice: random.Random) -> bytes:
    return data[: dice.randrange(len(data))]


def spliced(data: bytes, dice: random.Random) -> bytes:
    at, other = dice.randrange(len(data)), dice.randrange(len(data))
    return data[:at] + data[other:]


def value_swapped(data: bytes, dice: random.Random) -> bytes:
    held: dict[str, object] = json.loads(data)
    held[dice.choice(list(held))] = "@@"
    return json.dumps(held).encode().replace(b'"@@"', dice.choice(VALUES))


def key_doubled(data: bytes, dice: random.Random) -> bytes:
    key: str = dice.choice(list(json.loads(data)))
    return data[:-1] + b', "' + key.encode() + b'": ' + dice.choice(VALUES) + b"}"


def deep(data: bytes, dice: random.Random) -> bytes:
    depth = dice.choice([31, 33, 500, 5_000, 60_000])
    return data[:-1] + b', "deep": ' + b"[" * depth + b"]" * depth + b"}"


def large(data: bytes, dice: random.Random) -> bytes:
    room = LIMIT - len(TOKEN) - len(data) - 40
    filling = dice.choice([b"a", b"9", b"\x00", b"\xf0\x9f\x92\xb8", b'\\"', b"%"])
    return data[:-1] + b', "x": "' + (filling * room)[: room // 3] + b'"}'


MUTATIONS: list[Mutation] = [flipped, cut, spliced, value_swapped, value_swapped, key_doubled, deep, large]


def mutated(count: int) -> list[bytes]:
    dice = random.Random(SEED)
    plain = [body(payment(number, created_at="2026-11-02 09:00:00")).encode() for number in range(5)]
    return [dice.choice(MUTATIONS)(dice.choice(plain), dice) for _ in range(count)]


def send(world: World, sent: bytes) -> tuple[int, float]:
    headers, started = {"Content-Type": "application/x-www-form-urlencoded"}, time.monotonic()
    answer = requests.post(f"{world.url}/callbacks/payment", data=sent, headers=headers, timeout=20)
    return answer.status_code, time.monotonic() - started


def test_P21_mutated_data_is_kept_answered_at_once_and_worked(world: World) -> None:
    load(world, *[payment(number, created_at="2026-11-02 09:00:00") for number in range(5)])
    bodies = mutated(COUNT)
    for data in bodies:
        encoded = b"data=" + quote_from_bytes(data).encode() + b"&token=" + TOKEN.encode()
        status, seconds = send(world, encoded)
        assert status == (200 if len(encoded) <= LIMIT else 413), data[:200]
        assert seconds < 1
    assert len(world.receipts()) > COUNT / 2
    work_through(world, tries=3)
    stuck = [
        (receipt.data[:200], receipt.last_error) for receipt in world.receipts() if receipt.state != "done"
    ]
    assert stuck == []
    assert {movement.flip_id for movement in world.transactions()} <= {payment(n)["id"] for n in range(5)}


def test_P21_mutated_forms_are_kept_or_refused_at_once(world: World) -> None:
    dice = random.Random(SEED)
    whole = b"data=" + quote_from_bytes(body(payment(1)).encode()).encode() + b"&token=" + TOKEN.encode()
    strange = [
        b"",
        b"&" * 5000,
        b"=" * 5000,
        b"%" * 5000,
        b"token",
        b"data&token",
        b"token=%",
        b"a=1&" * 40_000,
    ]
    bodies = [*strange, *(dice.choice([flipped, cut, spliced])(whole, dice) for _ in range(100))]
    for sent in bodies:
        status, seconds = send(world, sent)
        assert status in (200, 403), sent[:200]
        assert seconds < 1
    work_through(world, tries=3)
    assert {receipt.state for receipt in world.receipts()} == {"done"}


def test_P21_what_came_is_shown_without_tripping(world: World) -> None:
    for data in mutated(PAGES * 3)[::3]:
        world.knock(data)
    work_through(world, tries=2)
    for role in ("support", "manager"):
        browser = world.as_(role)
        for receipt in world.receipts():
            page = browser.get(f"/callbacks/{receipt.id}")
            assert page.status_code == 200
            assert "<script>alert(1)" not in page.text
