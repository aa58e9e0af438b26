"""B7: SQL statements a page sends, whether it has a handful of rows to choose from or thousands."""

import json
from collections.abc import Iterator

from sqlalchemy import select

from app.bills.models import Bill
from app.callbacks import receipts
from app.extensions import db
from app.flip.callbacks import Kind
from app.lib import clock
from app.users.permissions import Role
from app.web.guard import PUBLIC, guard_of
from benchmarks import rows
from benchmarks.callbacks import payment_data
from benchmarks.figures import Figure
from benchmarks.house import a_house
from tests.users.bench import House

FEW, MANY, AIM = 3, 3_000, 5
A_BILL = "/bills/<public_id>"
RECEIPTS, PEOPLE = 200, 60


def measure() -> Iterator[Figure]:
    """The page that sends most, of all whose address is fixed and one bill's; the dear ones stand beside."""
    few, many = _counts(FEW, 0, 0), _counts(MANY, RECEIPTS, PEOPLE)
    dear = sorted(many, key=lambda page: -many[page])
    yield Figure(
        id="B7",
        what=f"SQL statements of a page, at most, {MANY:,} rows",
        value=many[dear[0]],
        must=8,
        aim=AIM,
        larger_is_better=False,
        beside=[
            f"{page}: {many[page]}, with {FEW} rows {few[page]}" for page in dear if many[page] >= AIM - 1
        ],
    )


def _counts(payments: int, knocks: int, people: int) -> dict[str, int]:
    with a_house() as house:
        rows.make_known(db.engine, payments=payments, bills=payments, begun=clock.now())
        for number in range(knocks):
            data = json.dumps(payment_data(number, 2_024)).encode()
            receipts.keep(Kind.PAYMENT, data, {}, "127.0.0.1")
        for _ in range(people):
            house.person(Role.STAFF)
        return {page: _count(house, page) for page in _pages(house)}


def _pages(house: House) -> list[str]:
    guarded = (
        rule
        for rule in house.app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and guard_of(house.app, rule.endpoint) not in (None, PUBLIC)
    )
    return [rule.rule for rule in guarded if not rule.arguments] + [A_BILL]


def _count(house: House, page: str) -> int:
    browser = house.as_(Role.ADMIN)
    address = page.replace("<public_id>", db.session.scalars(select(Bill.public_id)).first() or "")
    for _ in range(2):  # the first visit fills caches that later ones find
        with house.statements() as statements:
            if (status := browser.get(address).status_code) >= 400:
                raise RuntimeError(f"{page} answered {status}")
    return len(statements)
