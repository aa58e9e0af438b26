"""The list of transfers abroad: by status, type, country and words, in pages, the newest first."""

import re

import pytest

from app.db.base import table_of
from app.db.compare_and_set import change
from app.db.transaction import transaction
from app.payouts.models import Payout
from app.payouts.statuses import HeldFor, PayoutStatus
from app.timeline.models import Transaction
from app.users.permissions import Role
from tests.international.counter import Counter
from tests.users.bench import House

LIST = "/international/"


def listed(counter: Counter, query: str = "") -> list[str]:
    """Our ids on the list, in its order."""
    return re.findall(r'row-link" href="/international/(INT-\w+)"', counter.staff.get(f"{LIST}?{query}").text)


def test_it_is_narrowed_by_status_type_country_and_words(counter: Counter) -> None:
    counter.reads("B2C", "PHL")
    pounds, pesos = counter.prepare(), counter.prepare("B2C", "PHL", beneficiary_full_name="Jose Rizal")
    counter.staff.post(f"/international/{pounds}/withdraw")
    assert listed(counter) == [pesos, pounds]
    for query, found in {
        "kind=B2C": [pesos],
        "country=GBR": [pounds],
        "q=rizal": [pesos],
        "q=31926819&kind=C2C": [pounds],
        "q=BDO": [pesos],
        "tab=awaiting": [pesos],
        "tab=failed": [pounds],
        "tab=done": [],
        "kind=B2C&country=GBR": [],
        "kind=X&country=12&tab=nosuch": [pesos, pounds],
    }.items():
        assert listed(counter, query) == found, query
    page = counter.staff.get(f"{LIST}?kind=B2C&q=rizal").text
    assert "PHP 2,500.00" in page
    assert "Philippines" in page
    assert 'name="q" value="rizal"' in page
    assert "Nothing fits" in counter.staff.get(f"{LIST}?q=nosuch").text


def test_what_a_rate_or_silence_holds_needs_a_look_and_what_waits_for_money_does_not(
    counter: Counter,
) -> None:
    moved, unknown, waits = (counter.prepare(amount=amount) for amount in ("60", "61", "62"))
    held = ((moved, PayoutStatus.HELD, HeldFor.RATE), (waits, PayoutStatus.HELD, HeldFor.BALANCE))
    rows = {public_id: counter.transfer(public_id).id for public_id in (moved, unknown, waits)}
    with transaction():
        for public_id, status, why in (*held, (unknown, PayoutStatus.UNKNOWN, None)):
            change(table_of(Transaction), rows[public_id], status=status)
            change(table_of(Payout), rows[public_id], held_for=why)
    assert listed(counter, "tab=decide") == [unknown, moved]
    assert listed(counter, "tab=under_way") == [waits, moved]


def test_statements_do_not_grow_with_the_rows(counter: Counter) -> None:
    counts = []
    for amounts in (("60",), ("61", "62", "63", "64")):
        for amount in amounts:
            counter.prepare(amount=amount)
        with counter.world.house.statements() as seen:
            counter.staff.get(LIST)
        counts.append(len(seen))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("role", Role)
def test_p30_everybody_sees_it_and_only_who_may_prepare_is_offered_to(house: House, role: Role) -> None:
    page = house.as_(role).get(LIST)
    assert page.status_code == 200
    assert 'href="/international/"' in page.text
    assert ("/international/new" in page.text) is (role is not Role.SUPPORT)
