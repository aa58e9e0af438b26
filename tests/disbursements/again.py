"""What is done again and again before it is safe to pay again: sent, cancelled, asked for."""

import re
from typing import Any

from app.db.transaction import transaction
from app.lib.errors import Refused
from app.payouts.judging import Answer
from app.payouts.verdict import refuse_unless_safe, verdict_on
from tests.disbursements.desk import Desk
from tests.world import wait_until


def sent(desk: Desk, **fields: Any) -> str:
    public_id = desk.prepare(**fields)
    desk.approve(public_id)
    desk.world.work()
    return public_id


def end(desk: Desk, public_id: str, status: str) -> None:
    flip_id = desk.payout(public_id).transaction.flip_id
    desk.world.flip.panel(f"disbursements/{flip_id}", {"status": status})


def cancelled(desk: Desk, **fields: Any) -> str:
    public_id = sent(desk, **fields)
    told = len(desk.world.receipts())
    end(desk, public_id, "CANCELLED")
    wait_until(lambda: len(desk.world.receipts()) > told)
    desk.world.work()
    assert desk.payout(public_id).status == "CANCELLED"
    return public_id


def ask(desk: Desk, public_id: str) -> None:
    assert desk.staff.post(f"/disbursements/{public_id}/ask-flip").status_code == 303
    desk.world.work()


def answer(desk: Desk, public_id: str) -> Answer:
    return verdict_on(desk.payout(public_id).id).answer


def shown(desk: Desk, public_id: str) -> str:
    [found] = re.findall(r'data-verdict="(\w+)"', desk.staff.get(f"/disbursements/{public_id}").text)
    return str(found)


def may_be_made_anew(desk: Desk, public_id: str) -> bool:
    with transaction():
        try:
            refuse_unless_safe(desk.payout_id(public_id))
        except Refused:
            return False
    return True
