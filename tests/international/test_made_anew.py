"""A transfer that came to nothing is made anew as a row of its own, with its invoice, if that is safe."""

from typing import Any

import pytest
from sqlalchemy import func, insert, select

from app.db.base import table_of
from app.db.compare_and_set import change
from app.db.transaction import transaction
from app.extensions import db
from app.international import deciding, service
from app.international.attachments import paper_of
from app.international.papers import NewAttachment
from app.lib import clock
from app.lib.errors import Refused
from app.payouts.keys import key_of
from app.payouts.models import LookedBy, LookedUp, Lookup
from app.timeline.models import Event, Transaction
from tests.international.abroad import (
    BUSINESS,
    INVOICE,
    VALUES,
    all_stored,
    maker,
    offer_rates,
    stored,
    submit,
    verbs,
)
from tests.users.bench import House


def withdrawn(values: dict[str, Any] = VALUES, form: str = "form-1") -> str:
    """One its maker took back, of which Flip, asked since, knows nothing."""
    public_id = submit(form, values, alike_reason="again")
    service.withdraw(public_id, maker())
    row_id, newest = stored(public_id).id, db.session.scalar(select(func.max(Event.id)))
    looked = {"how": LookedBy.KEY, "outcome": LookedUp.NOT_FOUND, "asked_at": clock.now()}
    with transaction():
        db.session.execute(insert(Lookup).values(payout_id=row_id, after_event=newest, **looked))
    return public_id


def anew(first: str, form: str = "form-2", values: dict[str, Any] = VALUES) -> str:
    """Make one anew."""
    return service.submit(values, form, maker(), made_from=first)


def becomes(public_id: str, status: str) -> None:
    """Let one stand somewhere."""
    row_id = stored(public_id).id
    with transaction():
        change(table_of(Transaction), row_id, status=status)


def test_both_know_of_each_other_and_each_has_its_key(house: House) -> None:
    offer_rates()
    first = withdrawn()
    second = anew(first)
    assert stored(second).transaction.earlier_id == stored(first).id
    assert stored(second).transaction.idempotency_key == key_of("form-2")
    assert verbs(first)[-1] == "international.made_anew"
    assert verbs(second) == ["international.submitted", "international.made_from"]
    assert anew(first) == second  # the same form again


def test_its_invoice_goes_along_unless_another_is_chosen(house: House) -> None:
    offer_rates()
    other = NewAttachment(b"%PDF-1.4 another", "pdf")
    for chosen, expected in ((None, INVOICE), (other, other)):
        first = withdrawn(BUSINESS, str(expected.sha256))
        second = anew(first, f"from {first}", BUSINESS | {"attachment": chosen, "alike_reason": "again"})
        assert paper_of(stored(second).id) == expected
        assert paper_of(stored(first).id) == INVOICE


def test_of_many_who_make_it_anew_at_once_one_does(house: House) -> None:
    offer_rates()
    first = withdrawn()

    def one(number: int) -> bool:
        try:
            anew(first, f"another form {number}", VALUES | {"alike_reason": "once more"})
        except Refused:
            return False
        return True

    assert sum(house.all_at_once(one, 8)) == 1
    assert len(all_stored()) == 2


@pytest.mark.parametrize("status", ["AWAITING", "SENDING", "UNKNOWN", "PENDING", "DONE"])
def test_what_lives_or_may_have_paid_is_not_made_anew(house: House, status: str) -> None:
    offer_rates()
    first = withdrawn()
    becomes(first, status)
    with pytest.raises(Refused):
        anew(first, "form-2", VALUES | {"alike_reason": "once more"})
    assert len(all_stored()) == 1


def test_one_whose_earlier_one_paid_after_all_cannot_be_approved(house: House) -> None:
    offer_rates()
    first = withdrawn()
    row_id = stored(anew(first)).id
    assert deciding.examine([row_id])[row_id].is_plain
    becomes(first, "DONE")
    assert deciding.examine([row_id])[row_id].forbidden == deciding.EARLIER_MOVED


def test_what_is_no_transfer_abroad_is_no_earlier_one(house: House) -> None:
    offer_rates()
    for number, odd in enumerate(("DIS-123", "", "\x00", "INT-NONE")):
        public_id = anew(odd, f"form-{number}", VALUES | {"alike_reason": "again"})
        assert stored(public_id).transaction.earlier_id is None
