"""Many payouts at once: each judged as if alone, one code for all, what needs a look left out by name."""

from app.lib.errors import Refused
from app.payouts import many
from app.payouts.approvals import Decider
from tests.disbursements.desk import Desk
from tests.payouts.rules import Approver


def _statuses(desk: Desk, *public_ids: str) -> list[str]:
    return [desk.payout(public_id).status.value for public_id in public_ids]


def test_P25_P26_one_code_approves_what_fits_and_names_what_does_not(desk: Desk) -> None:
    boss = Approver(desk, "admin")
    fits = [desk.prepare(amount_idr=amount) for amount in ("110.000", "120.000")]
    own = desk.prepare(boss.browser, amount_idr="130.000")
    doubted = desk.prepare(amount_idr="140.000", typed_name="Siti Aminah")
    changed = desk.prepare(amount_idr="150.000")
    chosen = boss.chosen(*fits, own, doubted) + [f"{changed}:something else"]
    shown = boss.browser.post("/approvals/confirm", chosen=chosen).text
    assert "2 payouts to approve" in shown
    assert "Rp 230.000" in shown
    assert "dua ratus tiga puluh ribu rupiah" in shown
    assert "3 payouts are left out" in shown
    answer = boss.browser.post("/approvals/approve", chosen=chosen, code=boss.code())
    assert answer.status_code == 200
    assert "2 payouts were approved by you" in answer.text
    for words in ("You made this payout", "does not confirm the name", "is not what you were shown"):
        assert words in answer.text
    assert _statuses(desk, *fits) == ["APPROVED"] * 2
    assert _statuses(desk, own, doubted, changed) == ["AWAITING"] * 3
    outcomes = [entry.outcome for entry in desk.world.house.entries("payouts.approve")]
    assert sorted(outcomes) == ["ok"] * 2 + ["refused"] * 3
    assert len(desk.world.house.entries("payouts.approve_many")) == 1


def test_P27_a_replayed_form_approves_nothing_more(desk: Desk) -> None:
    boss = Approver(desk)
    first, second = desk.prepare(), desk.prepare(amount_idr="20.000")
    sent = {"chosen": boss.chosen(first), "code": boss.code()}
    assert boss.browser.post("/approvals/approve", **sent).status_code == 200
    assert boss.browser.post("/approvals/approve", **sent).status_code == 422
    other = boss.browser.post("/approvals/approve", chosen=boss.chosen(second), code=sent["code"])
    assert other.status_code == 422
    assert "used already" in other.text
    assert desk.payout(second).status == "AWAITING"


def test_P27_the_form_sent_many_times_at_once_spends_the_code_once(desk: Desk) -> None:
    person = desk.manager
    public_ids = [desk.prepare(amount_idr=f"{number}0.000") for number in range(1, 4)]
    seen = {number: desk.payout(number).payout.fingerprint or "" for number in public_ids}
    code = desk.fresh_code()

    def approve(number: int) -> int:
        try:
            decider = Decider(person.id, "manager", f"request {number}")
            return len(many.approve(seen, code, decider).done)
        except Refused:
            return 0

    assert sorted(desk.world.house.all_at_once(approve, 4)) == [0, 0, 0, 3]
    assert _statuses(desk, *public_ids) == ["APPROVED"] * 3
    desk.world.work()
    assert len(desk.transfers_at_flip()) == 3


def test_P27_a_wrong_code_approves_none(desk: Desk) -> None:
    boss, public_id = Approver(desk), desk.prepare()
    answer = boss.browser.post("/approvals/approve", chosen=boss.chosen(public_id), code="000000")
    assert answer.status_code == 422
    assert "This code is not right" in answer.text
    assert desk.payout(public_id).status == "AWAITING"


def test_P25_where_all_are_ones_own_nothing_goes_and_the_code_is_not_spent(desk: Desk) -> None:
    boss = Approver(desk)
    own, other = desk.prepare(boss.browser), desk.prepare(amount_idr="20.000")
    code = boss.code()
    answer = boss.browser.post("/approvals/approve", chosen=boss.chosen(own), code=code)
    assert answer.status_code == 422
    assert "your code was not used" in answer.text
    assert boss.approve(other, code=code) == 303


def test_many_are_rejected_for_one_reason_but_never_ones_own(desk: Desk) -> None:
    boss = Approver(desk)
    public_ids = [desk.prepare(amount_idr="110.000"), desk.prepare(amount_idr="120.000", typed_name="Siti")]
    own = desk.prepare(boss.browser, amount_idr="130.000")
    chosen = boss.chosen(*public_ids, own)
    assert boss.browser.post("/approvals/reject", chosen=chosen, reason=" ").status_code == 422
    answer = boss.browser.post("/approvals/reject", chosen=chosen, reason="wrong month")
    assert "2 payouts were rejected" in answer.text
    assert _statuses(desk, *public_ids, own) == ["REJECTED", "REJECTED", "AWAITING"]
    assert "wrong month" in desk.staff.get(f"/disbursements/{public_ids[0]}").text


def test_nothing_chosen_too_many_or_unknown_ones_are_said(desk: Desk) -> None:
    boss = Approver(desk)
    nothing = boss.browser.post("/approvals/confirm")
    assert nothing.status_code == 422
    assert "Choose at least one payout" in nothing.text
    many_more = [f"DIS-{number}:x" for number in range(101)]
    assert "At most 100 payouts" in boss.browser.post("/approvals/confirm", chosen=many_more).text
    answer = boss.browser.post("/approvals/approve", chosen=["DIS-NONE:x"], code=boss.code())
    assert answer.status_code == 422
