"""When Flip says what does not fit together about a payout, somebody else than its maker decides."""

from typing import Any

import pytest
from sqlalchemy import select

from app.audit.models import AuditEntry
from app.extensions import db
from tests.disbursements.desk import Desk
from tests.world import wait_until


def _settle(desk: Desk, public_id: str, browser: Any = None, **fields: str) -> Any:
    sent = {"keep": "DONE", "reason": "It stands in Flip's dashboard."} | fields
    return (browser or desk.boss).post(f"/disbursements/{public_id}/settle", **sent)


def _ask(desk: Desk, public_id: str) -> None:
    desk.staff.post(f"/disbursements/{public_id}/ask-flip")
    desk.world.work()


def _disputed(desk: Desk) -> str:
    """Flip cancelled it, and shows it as done later."""
    public_id = desk.prepare()
    desk.approve(public_id)
    desk.world.work()
    movement = desk.payout(public_id).transaction
    desk.world.flip.panel(f"disbursements/{movement.flip_id}", {"status": "CANCELLED"})
    wait_until(lambda: [one for one in desk.world.receipts() if one.kind == "disbursement"])
    desk.world.work()
    changed = {
        "id": int(movement.flip_id or 0),
        "status": "DONE",
        "amount": movement.amount_idr,
        "bank_code": movement.bank_code,
        "account_number": movement.account_number,
        "idempotency_key": movement.idempotency_key,
    }
    desk.world.flip.panel("load", {"disbursements": [changed]})
    _ask(desk, public_id)
    payout = desk.payout(public_id)
    assert (payout.status, payout.transaction.attention) == ("CANCELLED", "conflict")
    return public_id


@pytest.mark.parametrize(("keep", "verb"), [("DONE", "corrected"), ("CANCELLED", "kept")])
def test_P18_somebody_else_decides_with_a_reason(desk: Desk, keep: str, verb: str) -> None:
    public_id = _disputed(desk)
    assert "Decide what is true" in desk.boss.get(f"/disbursements/{public_id}").text
    assert _settle(desk, public_id, keep=keep).status_code == 303
    payout = desk.payout(public_id)
    assert (payout.status, payout.transaction.attention) == (keep, None)
    assert desk.world.verbs("disbursement", payout.id)[-1] == f"disbursement.{verb}"
    verbs = db.session.scalars(select(AuditEntry.verb).where(AuditEntry.subject_id == public_id)).all()
    assert "payouts.settle_conflict" in verbs


def test_P18_whatever_was_decided_it_is_not_safe_while_flip_shows_it(desk: Desk) -> None:
    public_id = _disputed(desk)
    _settle(desk, public_id, keep="CANCELLED")
    _ask(desk, public_id)
    assert 'data-verdict="not_safe"' in desk.staff.get(f"/disbursements/{public_id}").text


def test_P18_flip_is_asked_again_first(desk: Desk) -> None:
    public_id = _disputed(desk)
    desk.world.flip.fault("GET /get-disbursement", "status", status=503)
    _ask(desk, public_id)
    answer = _settle(desk, public_id)
    assert answer.status_code == 422
    assert "Ask Flip first" in answer.text
    assert desk.payout(public_id).transaction.attention == "conflict"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"keep": ""}, "Choose what is true."),
        ({"keep": "PENDING"}, "Not a valid choice."),
        ({"reason": "  "}, "Say what convinced you."),
    ],
)
def test_P18_a_decision_needs_a_status_and_a_reason(desk: Desk, fields: dict[str, str], words: str) -> None:
    public_id = _disputed(desk)
    answer = _settle(desk, public_id, **fields)
    assert answer.status_code == 422
    assert words in answer.text
    assert desk.payout(public_id).transaction.attention == "conflict"


def test_P18_one_decision_is_enough_and_staff_take_none(desk: Desk) -> None:
    public_id = _disputed(desk)
    assert _settle(desk, public_id, desk.staff).status_code == 403
    assert _settle(desk, public_id).status_code == 303
    answer = _settle(desk, public_id)
    assert answer.status_code == 422
    assert "Somebody has settled this already." in answer.text


def test_P25_a_manager_does_not_decide_about_their_own(desk: Desk) -> None:
    public_id = _disputed_of(desk)
    answer = _settle(desk, public_id)
    assert answer.status_code == 422
    assert "You made this payout" in answer.text


def _disputed_of(desk: Desk) -> str:
    """A payout of the manager's own, of which Flip shows another amount."""
    public_id, own = desk.prepare(desk.boss), desk.manager
    desk.manager = desk.world.house.person("manager")
    desk.approve(public_id, desk.world.house.browser_of(desk.manager))
    desk.manager = own
    desk.world.work()
    movement = desk.payout(public_id).transaction
    other = {"id": int(movement.flip_id or 0), "status": "DONE", "amount": 77_000, "bank_code": "bca"}
    other |= {"account_number": movement.account_number}
    desk.world.flip.panel("load", {"disbursements": [other]})
    _ask(desk, public_id)
    assert desk.payout(public_id).transaction.attention == "conflict"
    return public_id
