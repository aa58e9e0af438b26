"""B7: SQL statements a list page sends, whether it has a handful of rows to choose from or thousands."""

import json
from collections.abc import Iterator

from app.callbacks import receipts
from app.extensions import db
from app.flip.callbacks import Kind
from app.lib import clock
from app.users.permissions import Role
from benchmarks import rows
from benchmarks.callbacks import payment_data
from benchmarks.figures import Figure
from benchmarks.house import a_house
from tests.users.bench import House

PAGES = ("/bills/", "/payments/", "/callbacks/", "/audit", "/people", "/work", "/")
FEW, MANY = 3, 3_000
RECEIPTS, PEOPLE = 200, 60


def measure() -> Iterator[Figure]:
    """The page that sends most; each page is named beside."""
    few, many = _counts(FEW, 0, 0), _counts(MANY, RECEIPTS, PEOPLE)
    yield Figure(
        id="B7",
        what=f"SQL statements of a list page, at most, {MANY:,} rows",
        value=max(many.values()),
        must=8,
        aim=5,
        larger_is_better=False,
        beside=[f"{page}: {many[page]} (with {FEW} rows {few[page]})" for page in PAGES],
    )


def _counts(payments: int, knocks: int, people: int) -> dict[str, int]:
    with a_house() as house:
        rows.make_known(db.engine, payments=payments, bills=payments, begun=clock.now())
        for number in range(knocks):
            data = json.dumps(payment_data(number, 2_024)).encode()
            receipts.keep(Kind.PAYMENT, data, {}, "127.0.0.1")
        for _ in range(people):
            house.person(Role.STAFF)
        return {page: _count(house, page) for page in PAGES}


def _count(house: House, page: str) -> int:
    browser = house.as_(Role.ADMIN)
    for _ in range(2):  # the first visit fills caches that later ones find
        with house.statements() as statements:
            if (status := browser.get(page).status_code) != 200:
                raise RuntimeError(f"{page} answered {status}")
    return len(statements)
