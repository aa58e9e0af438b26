"""P32: an entry stands in the transaction of its deed, holds no secret, and is written once."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from app.audit.actor import WORKER, Actor, act_as, this_process_is
from app.audit.models import AuditEntry
from app.audit.record import changes, record, recorded_even_if_refused
from app.db.append_only import WrittenOnce
from app.db.transaction import transaction
from app.lib import clock
from app.lib.errors import Refused
from tests.users.bench import House


def fail_after(deed: Callable[[], None], error: Exception) -> None:
    """Do something, then fail."""
    deed()
    raise error


def test_p32_an_entry_says_who_when_where_what_before_and_after(house: House) -> None:
    act_as(Actor(7, "Sari", "203.0.113.9", "abcdef0123"))
    with transaction():
        record("bill.changed", ("bill", "BIL-1"), before={"amount_idr": 1}, after={"amount_idr": 2})
    act_as(None)
    [entry] = house.entries("bill.changed")
    assert (entry.person_id, entry.person_name, entry.address) == (7, "Sari", "203.0.113.9")
    assert (entry.subject_kind, entry.subject_id, entry.reference) == ("bill", "BIL-1", "abcdef0123")
    assert (entry.before, entry.after, entry.outcome) == ({"amount_idr": 1}, {"amount_idr": 2}, "ok")
    assert abs((clock.now() - entry.at).total_seconds()) < 60


def test_p32_an_entry_falls_with_its_deed(house: House) -> None:
    with pytest.raises(ZeroDivisionError), transaction():
        fail_after(lambda: record("bill.changed", None), ZeroDivisionError())
    assert house.entries("bill.changed") == []


def test_p32_nothing_is_recorded_outside_of_a_transaction(house: House) -> None:
    with pytest.raises(RuntimeError):
        record("bill.changed", None)


def test_p32_a_refusal_is_written_down_though_its_transaction_fell(house: House) -> None:
    with pytest.raises(Refused), recorded_even_if_refused("bill.changed", ("bill", "BIL-1")):
        fail_after(lambda: record("bill.half_done", None), Refused("no"))
    [entry] = house.entries("bill.changed")
    assert (entry.outcome, entry.details) == ("refused", {"reason": "no"})
    assert house.entries("bill.half_done") == []


def test_secrets_never_enter(house: House) -> None:
    with transaction():
        record(
            "x",
            None,
            after={"password": "p", "totp_secret": "s", "name": "n"},
            details={"api": {"token": "t"}},
        )
    [entry] = house.entries("x")
    assert entry.after == {"password": "[hidden]", "totp_secret": "[hidden]", "name": "n"}
    assert entry.details == {"api": {"token": "[hidden]"}}


def test_values_no_database_stores_are_made_harmless(house: House) -> None:
    odd = {
        "nul": "a\x00b",
        "half": "\ud800",
        "price": Decimal("1.50"),
        "when": clock.now(),
        "many": [1, None],
    }
    with transaction():
        record("x", ("bill", "B\x00"), details=odd)
    [entry] = house.entries("x")
    assert entry.details is not None
    assert entry.details["price"] == "1.50"
    assert entry.details["many"] == [1, None]
    assert entry.details["nul"] == "a\ufffdb"


def test_an_entry_can_be_neither_changed_nor_removed(house: House) -> None:
    with transaction():
        record("x", None)
    with pytest.raises(WrittenOnce), transaction() as session:
        setattr(session.get_one(AuditEntry, 1), "verb", "y")  # noqa: B010
    with pytest.raises(WrittenOnce), transaction() as session:
        session.delete(session.get_one(AuditEntry, 1))


def test_machinery_acts_under_its_own_name(house: House) -> None:
    with transaction():
        record("by.command", None)
    this_process_is(WORKER)
    with transaction():
        record("by.worker", None)
    this_process_is(Actor(None, "command"))
    assert [house.entries(verb)[0].person_name for verb in ("by.command", "by.worker")] == [
        "command",
        "worker",
    ]


def test_only_what_differs_is_recorded() -> None:
    assert changes({"a": 1, "b": 2}, {"a": 1, "b": 3}) == ({"b": 2}, {"b": 3})
