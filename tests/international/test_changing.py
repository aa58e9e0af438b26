"""A change of a transfer abroad voids what was approved of it; what is at Flip is never changed (P26)."""

from decimal import Decimal
from typing import Any

import pytest

from app.db.base import table_of
from app.db.compare_and_set import change
from app.db.transaction import transaction
from app.international import changing
from app.international.attachments import paper_of
from app.international.papers import NewAttachment
from app.lib.errors import NotFound, Refused
from app.payouts.models import Payout
from app.payouts.statuses import NOT_YET_SENT, PayoutStatus
from app.timeline.models import Transaction
from tests.international.abroad import (
    BENEFICIARY,
    BUSINESS,
    SENDER,
    VALUES,
    approvals_of,
    approve,
    beneficiary,
    hold,
    last_event,
    maker,
    offer_rates,
    stored,
    submit,
    verbs,
)
from tests.users.bench import House

JAPAN = {"destination_country": "JPN", "currency_code": "JPY", "amount": Decimal(5000), "seen_rate": None}
CHANGES: list[dict[str, Any]] = [
    {"amount": Decimal("100.51")},
    {"transaction_type": "C2B"},
    JAPAN,
    {"alike_reason": "another month"},
    *({"beneficiary": beneficiary(**{name: "7"})} for name in BENEFICIARY),
    {"beneficiary": beneficiary(msisdn="+447700900123")},
    *({"sender": SENDER | {name: "7"}} for name in SENDER),
]


def edit(public_id: str, values: dict[str, Any] = VALUES, base: str | None = None, **changes: Any) -> None:
    """Send the form of a change, filled from what stands."""
    seen = stored(public_id).payout.fingerprint if base is None else base
    changing.edit(public_id, values | changes, maker(), base=seen or "")


def set_status(public_id: str, status: str, **payout: Any) -> None:
    """Let it stand somewhere."""
    row_id = stored(public_id).id
    with transaction():
        change(table_of(Transaction), row_id, status=status)
        change(table_of(Payout), row_id, **({"may_have_passed": False} | payout))


def test_P26_a_change_of_any_field_after_approval_voids_it(house: House) -> None:
    offer_rates()
    for number, difference in enumerate(CHANGES):
        public_id = submit(f"form-{number}", amount=Decimal(2 + number))
        approve(public_id)
        if number % 2:
            hold(public_id, "flip")
        approved = stored(public_id).payout.fingerprint
        assert approvals_of(public_id) == 1
        edit(public_id, VALUES | {"amount": Decimal(2 + number)} | difference)
        row = stored(public_id)
        assert (row.status, approvals_of(public_id)) == ("AWAITING", 0), difference
        assert row.payout.fingerprint != approved
        assert row.payout.held_for is None
        assert verbs(public_id)[-1] == "international.awaiting"


def test_P26_another_invoice_voids_it_and_the_old_one_is_not_kept(house: House) -> None:
    offer_rates()
    public_id = submit("form-1", BUSINESS)
    approve(public_id)
    other = NewAttachment(b"%PDF-1.4 another", "pdf")
    edit(public_id, BUSINESS, attachment=other)
    assert (stored(public_id).status, approvals_of(public_id)) == ("AWAITING", 0)
    assert paper_of(stored(public_id).id) == other


def test_P26_what_is_changed_and_changed_back_needs_a_new_approval(house: House) -> None:
    offer_rates()
    public_id = submit()
    approve(public_id)
    first = stored(public_id).payout.fingerprint
    edit(public_id, amount=Decimal(99))
    edit(public_id)
    row = stored(public_id)
    assert (row.status, row.transaction.foreign_amount) == ("AWAITING", Decimal("100.5"))
    assert (row.payout.fingerprint != first, approvals_of(public_id)) == (True, 0)


def test_a_form_that_changes_nothing_changes_nothing_and_takes_no_new_quote(house: House) -> None:
    offer_rates()
    for values in (VALUES, BUSINESS):
        public_id = submit(str(values["currency_code"]), values)
        approve(public_id)
        before = stored(public_id)
        seen, updated = before.payout.fingerprint, before.transaction.updated_at
        offer_rates(flip_exchange_rate=Decimal("25000"))
        # The invoice of before stays where no other was chosen.
        edit(public_id, values, base="long ago", attachment=None)
        after = stored(public_id)
        assert (after.status, after.payout.fingerprint, after.transaction.updated_at) == (
            "APPROVED",
            seen,
            updated,
        )
        assert verbs(public_id)[-1] == "international.approved"
    assert house.entries("international.edit") == []


def test_the_rows_say_the_new_content_at_the_rate_of_now(house: House) -> None:
    offer_rates()
    public_id = submit("form-1", BUSINESS)
    offer_rates(flip_transfer_fee=90_000)
    edit(public_id, amount=Decimal("3.10"))
    row = stored(public_id)
    movement = row.transaction
    assert (row.transaction_type, row.destination_country, movement.currency_code) == ("C2C", "GBR", "GBP")
    assert (movement.foreign_amount, movement.amount_idr) == (Decimal("3.1"), 58_902)
    assert (movement.bank_code, movement.account_number) == ("GBR:1807", "31926819")
    assert (movement.counterparty, row.payout.expected_fee_idr) == ("John Snow", 90_000)
    assert movement.search_text == "john snow 31926819 "
    assert (row.beneficiary, row.sender) == (BENEFICIARY, SENDER)
    assert paper_of(row.id) is None  # an invoice goes along where it is asked for


def test_the_story_and_the_audit_name_what_changed_and_hide_what_is_sealed(house: House) -> None:
    offer_rates()
    public_id = submit()
    edit(
        public_id,
        amount=Decimal(9),
        beneficiary=beneficiary(address="Elsewhere 5", account_number="12345678"),
    )
    event = last_event(public_id)
    assert event.verb == "international.changed"
    assert event.details["fields"] == ["Amount", "Account number", "Address of the recipient"]
    assert event.details["before"] == "100.5, ••••6819, ••••"
    [entry] = house.entries("international.edit")
    assert entry.details == {
        "fields": ["amount", "beneficiary_account_number", "beneficiary_address"],
        "rate": "19000.55",
    }
    assert entry.before == {"amount": "100.5", "beneficiary_account_number": "••••6819"}
    assert entry.after == {"amount": "9", "beneficiary_account_number": "••••5678"}


@pytest.mark.parametrize("status", [status for status in PayoutStatus if status not in NOT_YET_SENT])
def test_what_is_at_flip_or_over_is_not_changed(house: House, status: PayoutStatus) -> None:
    offer_rates()
    public_id = submit()
    set_status(public_id, status)
    with pytest.raises(Refused) as refusal:
        edit(public_id, amount=Decimal(9))
    assert refusal.value.message is changing.TOO_LATE
    assert stored(public_id).transaction.foreign_amount == Decimal("100.5")


def test_one_whose_answer_never_came_is_not_changed_even_while_it_is_held(house: House) -> None:
    offer_rates()
    public_id = submit()
    set_status(public_id, "HELD", may_have_passed=True, held_for="rate")
    seen = stored(public_id).payout.fingerprint or ""
    with pytest.raises(Refused):
        edit(public_id, amount=Decimal(9))
    with pytest.raises(Refused):
        changing.take_new_quote(public_id, maker(), base=seen)
    assert stored(public_id).status == "HELD"


def test_only_its_maker_changes_it_and_only_what_they_saw(house: House) -> None:
    offer_rates()
    public_id = submit()
    seen = stored(public_id).payout.fingerprint or ""
    with pytest.raises(Refused) as refusal:
        changing.edit(public_id, VALUES | {"amount": Decimal(9)}, maker(9), base=seen)
    assert refusal.value.message is changing.NOT_YOURS
    with pytest.raises(NotFound):
        changing.edit("INT-NONE", VALUES, maker(), base=seen)
    edit(public_id, amount=Decimal(9))
    with pytest.raises(Refused) as refusal:
        edit(public_id, base=seen, amount=Decimal(10))
    assert refusal.value.message is changing.CHANGED_MEANWHILE
    assert stored(public_id).transaction.foreign_amount == 9


def test_of_many_changes_at_once_one_is_made(house: House) -> None:
    offer_rates()
    public_id = submit()
    approve(public_id)
    seen = stored(public_id).payout.fingerprint or ""

    def one(number: int) -> bool:
        try:
            edit(public_id, base=seen, amount=Decimal(number + 2))
        except Refused:
            return False
        return True

    assert sum(house.all_at_once(one, 10)) == 1
    assert verbs(public_id).count("international.awaiting") == 1
