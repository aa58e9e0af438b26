"""A draft that is submitted in one window while another changes it: the bank is asked about what stands."""

from tests.disbursements.desk import KNOWN_ACCOUNT, Desk
from tests.disbursements.editing import STANDING

OTHER_ACCOUNT = "1232123123"
ROUNDS = 8


def test_P26_the_bank_is_asked_about_the_account_that_stands(desk: Desk) -> None:
    submitted = 0
    for number in range(ROUNDS):
        form = STANDING | {"submission": f"draft-{number}", "amount_idr": f"{20 + number}.000"}
        saved = desk.staff.post("/disbursements/", **(form | {"then": "draft"}))
        public_id = saved.headers["Location"].rsplit("/", 1)[-1]
        base, token = desk.payout(public_id).payout.fingerprint, desk.staff.token()
        changed = form | {"base": base, "account_number": OTHER_ACCOUNT, "then": "draft", "csrf_token": token}
        again = form | {"csrf_token": token, "alike_reason": ""}

        def one(who: int, public_id: str = public_id, changed: dict = changed, again: dict = again) -> int:  # type: ignore[type-arg]
            if who == 0:
                return desk.staff.post_raw("/disbursements/", **again).status_code
            return desk.staff.post_raw(f"/disbursements/{public_id}/edit", **changed).status_code

        desk.world.house.all_at_once(one, 2)
        after = desk.payout(public_id)
        if after.inquiry is not None:
            assert after.inquiry.account_number == after.transaction.account_number
        submitted += after.status == "AWAITING"
    assert KNOWN_ACCOUNT != OTHER_ACCOUNT
