"""Flip's news about one payout comes from several sides at once: each is taken in, none is in the way."""

from app.db.transaction import transaction
from app.gateway.door import client
from app.lib import clock
from app.payouts import lookups, taking
from app.payouts.lookups import Answered
from app.payouts.models import LookedBy, LookedUp
from app.timeline.record import Cause, Source
from tests.disbursements.desk import Desk
from tests.payouts.rules import let_hold

ROUNDS = 12


def test_P16_a_question_and_a_callback_about_one_payout_do_not_lock_each_other_out(desk: Desk) -> None:
    let_hold(none_below_idr=1_000_000_000)
    for number in range(ROUNDS):
        public_id = desk.prepare(amount_idr=f"{20 + number}.000")
        movement = desk.payout(public_id).transaction
        row_id, flip_id = movement.id, movement.flip_id or ""
        desk.world.flip.panel(f"disbursements/{flip_id}", {"status": "DONE"})
        shown = client().disbursements.get(flip_id)
        assert shown.receipt
        answer = Answered(LookedBy.ID, LookedUp.FOUND, clock.now(), shown.status, shown)

        def one(who: int, row_id: int = row_id, answer: Answered = answer) -> bool:
            assert answer.shown is not None
            with transaction():
                if who % 2:
                    lookups._take_in(row_id, [answer], 0)
                else:
                    cause = Cause(Source.CALLBACK, f"callback:{who}", "Flip")
                    taking.take_checked(row_id, answer.shown, cause)
            return True

        assert desk.world.house.all_at_once(one, 4) == [True] * 4
        assert desk.payout(public_id).status == "DONE"
        assert desk.world.verbs("disbursement", row_id).count("disbursement.done") == 1
