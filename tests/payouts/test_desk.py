"""The desk: whose turn it is, by whom made, what to know; and the count of it on the overview."""

from app.db.paging import bounded_counts
from app.extensions import db
from app.payouts import queries
from tests.disbursements.desk import Desk
from tests.payouts.rules import Approver, let_hold


def _parts(page: str) -> tuple[str, str]:
    mine, _cut, others = page.partition('id="others"')
    return mine, others


def _counted(person_id: int | None) -> int:
    db.session.rollback()
    return bounded_counts({"it": queries.needing_decision(person_id)})["it"]


def test_ones_own_and_what_one_approved_wait_for_others(desk: Desk) -> None:
    let_hold(two_from_idr=100_000)
    boss = Approver(desk)
    own = desk.prepare(boss.browser, amount_idr="110.000")
    approved, fresh = desk.prepare(amount_idr="120.000"), desk.prepare(amount_idr="130.000")
    boss.approve(approved)
    mine, others = _parts(boss.browser.get("/approvals/").text)
    assert (fresh in mine, own in mine, approved in mine) == (True, False, False)
    assert own in others
    assert approved in others
    assert "1 of 2" in others
    assert (_counted(boss.person.id), _counted(desk.manager.id), _counted(None)) == (1, 3, 3)
    assert "1 payout waits for approval" in boss.browser.get("/").text
    assert "3 payouts wait for approval" in desk.staff.get("/").text


def test_it_says_who_made_it_what_the_bank_says_and_what_looks_alike(desk: Desk) -> None:
    first = desk.prepare()
    desk.prepare(alike_reason="two invoices")
    desk.prepare(amount_idr="20.000", typed_name="Siti Aminah")
    page = desk.boss.get("/approvals/").text
    assert f"{first}</a> (Waiting for a manager" in page
    assert "Its maker says: two invoices" in page
    assert "does not confirm the name" in page
    assert "The bank names whom the maker expects" in page


def test_it_is_narrowed_to_one_maker(desk: Desk) -> None:
    boss, helper = Approver(desk), Approver(desk)
    theirs, other = desk.prepare(), desk.prepare(helper.browser, amount_idr="20.000")
    page = boss.browser.get(f"/approvals/?maker={helper.person.id}").text
    assert other in page
    assert theirs not in page
    assert boss.browser.get("/approvals/?maker=x").status_code == 200


def test_the_desk_sends_few_statements(desk: Desk) -> None:
    for number in range(1, 6):
        desk.prepare(amount_idr=f"{number}0.000")
    with desk.world.house.statements() as few:
        desk.boss.get("/approvals/")
    for number in range(6, 13):
        desk.prepare(amount_idr=f"{number}0.000")
    with desk.world.house.statements() as more:
        desk.boss.get("/approvals/")
    assert len(more) == len(few)
    assert len(more) <= 8
