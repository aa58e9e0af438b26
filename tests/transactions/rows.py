"""Rows of money movements put straight into the table, and what a page of the list shows of them."""

import random
import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from html import unescape
from itertools import count
from typing import Any

from sqlalchemy import insert

from app.db.transaction import transaction
from app.lib import clock
from app.payouts.models import Payout
from app.timeline.models import Transaction
from tests.users.bench import Browser

PAYOUTS = ("disbursement", "international")
PAYMENT_WORDS = ("PENDING", "SUCCESSFUL", "FAILED", "CANCELLED")
PAYOUT_WORDS = ("DRAFT", "AWAITING", "HELD", "SENDING", "PENDING", "DONE", "CANCELLED", "UNKNOWN")
NAMES = ("Budi Santoso", "Siti 100% Aminah", "Anne O_Neill", "王小明", "Éric ÉTÉ", None)
# 23:59:59 and 00:00 in WIB are 16:59:59 and 17:00 in UTC.
MOMENTS = tuple(
    datetime(2026, 11, day, tzinfo=UTC) + timedelta(hours=hour, minutes=minute, seconds=second)
    for day in (17, 18, 19, 20)
    for hour, minute, second in ((0, 0, 0), (16, 59, 59), (17, 0, 0), (17, 1, 0), (23, 30, 0))
)
AMOUNTS = (0, 1, 9_999, 10_000, 10_001, 250_000, 1_250_000, 999_999_999_999)
_numbers = count(1)


def row(kind: str = "disbursement", **columns: Any) -> dict[str, Any]:
    """The columns of one movement."""
    number = next(_numbers)
    now = clock.now()
    values: dict[str, Any] = {
        "public_id": f"{kind[:3].upper()}-{number:06}",
        "kind": kind,
        "flip_id": None,
        "idempotency_key": None,
        "amount_idr": 10_000,
        "fee_idr": None,
        "status": "DONE" if kind in PAYOUTS else "SUCCESSFUL",
        "bank_code": None,
        "account_number": None,
        "counterparty": None,
        "currency_code": None,
        "foreign_amount": None,
        "origin": "here",
        "attention": None,
        "created_at": now,
        "updated_at": now,
    }
    values |= columns
    return {"search_text": (values["counterparty"] or "").lower()} | values


def random_row(dice: random.Random, kinds: tuple[str, ...] = ("payment", *PAYOUTS)) -> dict[str, Any]:
    """A movement of any kind, in any state, at a time that tells days apart."""
    kind, number = dice.choice(kinds), dice.randrange(10**9, 10**10)
    abroad = kind == "international"
    return row(
        kind,
        flip_id=dice.choice((None, f"{number}")),
        idempotency_key=dice.choice((None, f"bendahara-{number:x}")),
        account_number=dice.choice((None, f"88{number}", "GB29NWBK60161331926819")),
        amount_idr=dice.choice(AMOUNTS),
        fee_idr=dice.choice((None, 0, 2_500)),
        status=dice.choice(PAYOUT_WORDS if kind in PAYOUTS else PAYMENT_WORDS),
        bank_code="GBR:1807" if abroad else "bca",
        currency_code="GBP" if abroad else None,
        foreign_amount=Decimal("52.5") if abroad else None,
        counterparty=dice.choice(NAMES),
        origin=dice.choice(("here", "elsewhere")),
        attention=dice.choice((None, None, None, "conflict", "lost")),
        created_at=dice.choice(MOMENTS) + timedelta(seconds=dice.choice((0, 0, 0, 7))),
    )


def add(*rows: dict[str, Any], maker: str | None = None) -> list[str]:
    """Put movements into the table, oldest first; their public ids, newest first."""
    with transaction() as session:
        session.execute(insert(Transaction), list(rows))
        if maker:
            public_ids = [one["public_id"] for one in rows]
            found = session.query(Transaction.id).where(Transaction.public_id.in_(public_ids))
            session.execute(insert(Payout), [{"id": number, "maker_name": maker} for (number,) in found])
    return [one["public_id"] for one in reversed(rows)]


def shown(page: str) -> list[str]:
    """The public ids of the rows, top to bottom."""
    return re.findall(r'class="row-link" href="/[a-z/]+/([A-Z]{3}-\d+)"', page)


def onward(page: str, rel: str = "next") -> str | None:
    """The address of the page beside this one."""
    found = re.search(rf'rel="{rel}" href="([^"]+)"', page)
    return unescape(found[1]) if found else None


def walked(browser: Browser, address: str) -> list[str]:
    """The public ids of every page from this one on, downward."""
    seen, further = list[str](), address or None
    while further:
        answer = browser.get(further)
        assert answer.status_code == 200, further
        seen += shown(answer.text)
        further = onward(answer.text)
    return seen


def chips(page: str) -> dict[str, str]:
    """What the list says it is narrowed to, and the address without that."""
    found = re.findall(r'<a class="chip" href="([^"]+)".*?</span><span>([^<]+)</span>', page)
    return {unescape(said): unescape(href) for href, said in found}


def counts(page: str) -> dict[str, str]:
    """The tabs with how many they say they hold."""
    tabs = re.findall(r'<a class="tab"[^>]*>([^<]+?)\s*(?:<span class="tab-count">([^<]*)</span>)?</a>', page)
    return {name.strip(): number for name, number in tabs}
