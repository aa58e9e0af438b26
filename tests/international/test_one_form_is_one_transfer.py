"""One form is one transfer with one key, written down before anything else happens (P1, P2, P3)."""

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import func, select

from app.extensions import db
from app.international import changing, service
from app.lib.errors import NotFound, Refused
from app.outbox.models import OutboxWork
from app.payouts.keys import key_of
from tests.international.abroad import (
    BUSINESS,
    INVOICE,
    SENDER,
    VALUES,
    all_stored,
    approve,
    beneficiary,
    maker,
    offer_rates,
    stored,
    submit,
    verbs,
)
from tests.users.bench import House

OTHERS: list[dict[str, Any]] = [
    {"amount": Decimal("100.51")},
    {"transaction_type": "C2B"},
    {"destination_country": "JPN", "currency_code": "JPY", "amount": Decimal(100)},
    {"beneficiary": beneficiary(full_name="John Snowe")},
    {"beneficiary": beneficiary(account_number="031926819")},
    {"beneficiary": beneficiary(msisdn="+441234567890")},
    {"sender": SENDER | {"identity_number": "3273017101920002"}},
    {"alike_reason": "another month"},
]


def test_P1_the_key_comes_from_the_form_and_is_committed_before_anything_is_sent(house: House) -> None:
    offer_rates()
    public_id = submit("form-77")
    row = stored(public_id)
    assert row.transaction.idempotency_key == key_of("form-77")
    assert (row.status, row.payout.attempts, row.transaction.flip_id) == ("AWAITING", 0, None)
    assert verbs(public_id) == ["international.submitted"]
    sends = select(func.count(OutboxWork.id)).where(OutboxWork.kind == "payouts.send")
    assert db.session.scalar(sends) == 0
    approve(public_id)
    assert stored(public_id).transaction.idempotency_key == key_of("form-77")
    assert db.session.scalar(sends) == 1


def test_P1_no_change_and_no_new_quote_changes_the_key(house: House) -> None:
    offer_rates()
    public_id = submit("form-77")
    changed = VALUES | {"amount": Decimal(99)}
    changing.edit(public_id, changed, maker(), base=stored(public_id).payout.fingerprint or "")
    offer_rates(flip_exchange_rate=Decimal("21000"))
    changing.take_new_quote(public_id, maker(), base=stored(public_id).payout.fingerprint or "")
    row = stored(public_id)
    assert (row.transaction.amount_idr, row.quoted_rate) == (99 * 21_000, Decimal(21_000))
    assert row.transaction.idempotency_key == key_of("form-77")


def test_P2_a_double_click_is_one_transfer_also_when_the_rate_moved_in_between(house: House) -> None:
    offer_rates()
    first = submit("form-1")
    offer_rates(flip_exchange_rate=Decimal("25000"))
    assert submit("form-1") == first
    offer_rates(is_active=False)
    assert submit("form-1") == first
    assert [row.quoted_rate for row in all_stored()] == [Decimal("19000.55")]
    assert verbs(first) == ["international.submitted"]
    assert len(house.entries("international.submit")) == 1


def test_P2_the_form_is_the_same_after_a_new_quote_was_taken(house: House) -> None:
    offer_rates()
    first = submit("form-1")
    offer_rates(flip_exchange_rate=Decimal("25000"))
    changing.take_new_quote(first, maker(), base=stored(first).payout.fingerprint or "")
    assert submit("form-1", seen_rate=None) == first


def test_P2_fifty_posts_of_one_form_at_once_are_one_transfer(house: House) -> None:
    offer_rates()
    made = house.all_at_once(lambda number: service.submit(BUSINESS, "one form", maker()), 50)
    assert len(set(made)) == 1
    assert [row.transaction.public_id for row in all_stored()] == [made[0]]
    assert verbs(made[0]) == ["international.submitted"]


@pytest.mark.parametrize("other", OTHERS, ids=lambda other: next(iter(other)))
def test_P3_the_same_form_with_other_content_is_refused(house: House, other: dict[str, Any]) -> None:
    offer_rates()
    first = submit("form-1")
    with pytest.raises(Refused) as refusal:
        submit("form-1", **other)
    assert refusal.value.message is service.OTHER_CONTENT
    assert refusal.value.values == {"payout": first}
    assert len(all_stored()) == 1
    assert house.entries("international.submit")[-1].outcome == "refused"


def test_P3_another_invoice_is_other_content(house: House) -> None:
    offer_rates()
    submit("form-1", BUSINESS)
    submit("form-1", BUSINESS)
    with pytest.raises(Refused):
        submit("form-1", BUSINESS, attachment=type(INVOICE)(INVOICE.content + b" ", "pdf"))
    assert len(all_stored()) == 1


def test_what_says_the_same_in_other_letters_is_the_same_form(house: House) -> None:
    offer_rates()
    first = submit("form-1")
    assert submit("form-1", amount=Decimal("100.5"), alike_reason="  ") == first
    assert submit("form-1", beneficiary=beneficiary(msisdn="")) == first
    assert f"{stored(first).transaction.foreign_amount}" == "100.5"


def test_only_its_maker_withdraws_it_and_only_before_it_is_sent(house: House) -> None:
    offer_rates()
    public_id = submit()
    with pytest.raises(Refused) as refusal:
        service.withdraw(public_id, maker(9))
    assert refusal.value.message is service.NOT_YOURS
    with pytest.raises(NotFound):
        service.withdraw("INT-NONE", maker())
    service.withdraw(public_id, maker())
    assert (stored(public_id).status, verbs(public_id)[-1]) == ("WITHDRAWN", "international.withdrawn")
    with pytest.raises(Refused) as refusal:
        service.withdraw(public_id, maker())
    assert refusal.value.message is service.TOO_LATE
