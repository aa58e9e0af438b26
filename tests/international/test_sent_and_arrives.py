"""A transfer abroad goes from the form over the approval to its arrival, and Flip gets what the rows say."""

from decimal import Decimal
from typing import Any

import pytest

from tests.international import abroad
from tests.international.counter import Counter
from tests.international.way import TO_JAPAN, Way

FORMS: dict[str, dict[str, Any]] = {"C2C GBR": abroad.VALUES, "B2B MYS": abroad.BUSINESS, "C2C JPN": TO_JAPAN}


@pytest.mark.parametrize("which", FORMS)
def test_flip_gets_exactly_what_the_rows_say_and_its_callback_ends_it(way: Way, which: str) -> None:
    public_id = way.sent(FORMS[which])
    row, [made] = abroad.stored(public_id), way.at_flip()
    movement = row.transaction
    assert made["transaction_type"] == row.transaction_type
    assert made["destination_country"] == row.destination_country
    assert Decimal(str(made["beneficiary_amount"])) == movement.foreign_amount
    assert made["beneficiary_currency_code"] == movement.currency_code
    assert made["idempotency_key"] == movement.idempotency_key
    assert (made["amount"], made["fee"]) == (movement.amount_idr, movement.fee_idr)
    assert Decimal(str(made["exchange_rate"])) == row.exchange_rate == row.quoted_rate
    person = dict(made["beneficiary"])
    person |= {"account_number": person["bank_account_number"], "bank_id": row.beneficiary["bank_id"]}
    person["remittance_purposes"] = person["remittance_purpose"]
    assert person | row.beneficiary == person
    assert bool(made["sender"]) is bool(row.sender)
    if row.sender:
        sender = {name: str(value) for name, value in made["sender"].items()}
        assert sender | row.sender == sender
    if row.transaction_type == "B2B":
        paper = abroad.INVOICE
        assert made["attachment"] == {"sha256": paper.sha256, "size": len(paper.content)}
    way.finish(str(made["id"]))
    way.heard()
    row = abroad.stored(public_id)
    assert (row.status, row.transaction.learnt_by, row.transaction.flip_status) == (
        "DONE",
        "callback",
        "SUCCESSFUL",
    )
    assert row.receipt_url
    assert row.transaction.finished_at
    assert [receipt.verdict for receipt in way.world.receipts()] == ["applied"]


def test_from_the_form_over_the_desk_to_flip_and_back(counter: Counter) -> None:
    public_id = counter.prepare()
    assert counter.transfer(public_id).status == "AWAITING"
    assert counter.approve(public_id).status_code == 303
    counter.world.work()
    [made] = counter.world.flip.books()["international"]
    assert counter.transfer(public_id).transaction.flip_id == str(made["id"])
    assert "At Flip" in counter.staff.get(f"/international/{public_id}").text
    counter.world.flip.panel(f"international/{made['id']}", {"status": "SUCCESSFUL"})
    Way.heard(Way(counter.world))
    assert "Arrived" in counter.staff.get(f"/international/{public_id}").text
