"""Every filter alone and with others shows exactly what a count in plain Python finds, on random rows."""

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from tests.transactions.rows import AMOUNTS, PAYMENT_WORDS, PAYOUT_WORDS, add, counts, random_row, walked
from tests.users.bench import Browser

ROWS, COMBINATIONS = 240, 110
WIB = timedelta(hours=7)
TABS = {"payment": "Payments", "disbursement": "Disbursements", "international": "Transfers abroad"}
Made = dict[str, Any]


def fits(row: Made, asked: dict[str, str]) -> bool:
    """True when the row is what the address asks for; written apart from the room, on purpose."""
    family = "payment" if row["kind"] == "payment" else "payout"
    day = (row["created_at"] + WIB).date()
    answers: dict[str, Callable[[str], bool]] = {
        "tab": lambda said: said in ("all", row["kind"]),
        "status": lambda said: said == f"{family}.{row['status']}",
        "since": lambda said: day >= date.fromisoformat(said),
        "until": lambda said: day <= date.fromisoformat(said),
        "least": lambda said: bool(row["amount_idr"] >= int(said)),
        "most": lambda said: bool(row["amount_idr"] <= int(said)),
        "origin": lambda said: bool(row["origin"] == said),
        "look": lambda said: row["attention"] is not None or row["status"] == "UNKNOWN",
        "q": lambda said: _says(row, said),
    }
    return all(answers[name](said) for name, said in asked.items())


def _says(row: Made, said: str) -> bool:
    if said.lower() in (row["counterparty"] or "").lower():
        return True
    account = said.replace(" ", "").replace("-", "").replace(".", "")
    whole = (row["flip_id"], row["idempotency_key"])
    return bool(said.upper() == row["public_id"]) or said in whole or account.upper() == row["account_number"]


def alone(rows: list[Made]) -> Iterator[dict[str, str]]:
    """Every filter by itself, with every value that means something."""
    days = [f"2026-11-{day}" for day in (16, 17, 18, 19, 20, 21, 22)]
    yield {}
    yield {"look": "1"}
    for name, values in {
        "tab": ["all", *TABS],
        "status": [f"payment.{word}" for word in PAYMENT_WORDS] + [f"payout.{word}" for word in PAYOUT_WORDS],
        "since": days,
        "until": days,
        "least": [str(amount) for amount in AMOUNTS if amount],
        "most": [str(amount) for amount in AMOUNTS if amount],
        "origin": ["here", "elsewhere"],
        "q": list(words(rows)),
    }.items():
        yield from ({name: value} for value in values)


def words(rows: list[Made]) -> Iterator[str]:
    """Words and numbers, whole and in part, as people type them."""
    yield from ("budi", "SANTOSO", "100%", "_", "%", "o_n", "王", "été", "ÉTÉ", "nobody", "\\", "'")
    for name in ("public_id", "flip_id", "idempotency_key", "account_number"):
        number = next(row[name] for row in rows if row[name])
        yield from (number, number[1:], number[:-1])
    account = next(row["account_number"] for row in rows if row["account_number"])
    yield " ".join(account[at : at + 4] for at in range(0, len(account), 4))
    yield rows[0]["public_id"].lower()
    yield "gb29 nwbk 6016 1331 9268 19"


def combined(dice: random.Random, rows: list[Made]) -> dict[str, str]:
    """Some filters at once, of which the ends follow the beginnings."""
    asked = dict[str, str]()
    for one in dice.sample(list(alone(rows)), dice.choice((2, 2, 3, 4))):
        asked |= one
    for first, last in (("since", "until"), ("least", "most")):
        if first in asked and last in asked:
            asked[first], asked[last] = sorted(
                (asked[first], asked[last]), key=lambda said: (len(said), said)
            )
    kind, status = asked.get("tab", "all"), asked.get("status", "")
    if kind != "all" and status.startswith("payment.") != (kind == "payment"):
        asked.pop("status", None)  # said to be no choice: see test_hostile
    return asked


def test_every_filter_shows_what_a_recount_finds(staff: Browser) -> None:
    dice = random.Random(5)
    rows = [random_row(dice) for _ in range(ROWS)]
    add(*rows)
    asks = [*alone(rows), *(combined(dice, rows) for _ in range(COMBINATIONS))]
    wrong, found = {}, 0
    for asked in asks:
        expected = [row["public_id"] for row in reversed(rows) if fits(row, asked)]
        address = f"/transactions/?{urlencode(asked | {'size': '100'})}"
        found += bool(expected)
        if (seen := walked(staff, address)) != expected:
            wrong[address] = (seen, expected)
    assert wrong == {}
    assert found > len(asks) / 2, "most of what is asked for is there"


def test_tabs_count_what_they_lead_to(staff: Browser) -> None:
    dice = random.Random(6)
    rows = [random_row(dice) for _ in range(60)]
    add(*rows)
    for asked in ({}, {"status": "payout.DONE"}, {"origin": "here", "least": "10000"}, {"q": "budi"}):
        said = counts(staff.get(f"/transactions/?{urlencode(asked)}").text)
        expected = {"All": ""}
        for kind, label in TABS.items():
            leads = dict(asked) if kind != "payment" else {n: v for n, v in asked.items() if n != "status"}
            expected[label] = str(sum(fits(row, leads | {"tab": kind}) for row in rows))
        assert said == expected, asked
