"""Our receipt: for money that arrived and nobody disputes; masked for those who may not see accounts."""

from datetime import UTC, datetime

from app.db.base import table_of
from app.db.compare_and_set import change
from app.db.transaction import transaction
from app.lib import clock
from app.payouts.following import follow
from app.timeline.models import Transaction
from tests.disbursements.desk import Desk

ARRIVED = datetime(2026, 11, 20, 17, 1, 2, tzinfo=UTC)


def _arrived(desk: Desk) -> str:
    desk.world.flip.panel("callbacks", {"send": False})
    public_id = desk.prepare(amount_idr="1.250.000")
    desk.approve(public_id)
    desk.world.work()
    flip_id = desk.payout(public_id).transaction.flip_id
    desk.world.flip.panel(f"disbursements/{flip_id}", {"status": "DONE"})
    later = clock.now().replace(microsecond=0)
    moment = datetime.fromtimestamp(later.timestamp() + 300, UTC)
    with clock.showing(lambda: moment):
        follow()
    row_id = desk.payout(public_id).id
    with transaction():
        change(table_of(Transaction), row_id, finished_at=ARRIVED)
    return public_id


def test_a_receipt_says_all_that_matters(desk: Desk) -> None:
    public_id = _arrived(desk)
    payout = desk.payout(public_id)
    page = desk.staff.get(f"/disbursements/{public_id}").text
    assert f'href="/disbursements/{public_id}/receipt"' in page
    text = desk.staff.get(f"/disbursements/{public_id}/receipt").text
    for words in (
        "Rp 1.250.000",
        "satu juta dua ratus lima puluh ribu",
        "5465 3270 20",
        str(payout.inquiry and payout.inquiry.account_holder),
        public_id,
        str(payout.transaction.flip_id),
        "gaji",
        "Arrived",
        "21 Nov 2026 00:01:02 WIB",
        "2026-11-20 17:01:02 UTC",
        "This is practice",
        "Local",
    ):
        assert words in text, words


def test_P30_support_sees_a_masked_account_on_it(desk: Desk) -> None:
    public_id = _arrived(desk)
    text = desk.world.as_("support").get(f"/disbursements/{public_id}/receipt").text
    assert "5465327020" not in text.replace(" ", "")
    assert "Rp 1.250.000" in text


def test_there_is_none_for_what_has_not_arrived_or_is_in_dispute(desk: Desk) -> None:
    waiting = desk.prepare()
    assert desk.staff.get(f"/disbursements/{waiting}/receipt").status_code == 404
    assert "receipt" not in desk.staff.get(f"/disbursements/{waiting}").text.lower()
    arrived = _arrived(desk)
    row_id = desk.payout(arrived).id
    with transaction():
        change(table_of(Transaction), row_id, attention="conflict")
    assert desk.staff.get(f"/disbursements/{arrived}/receipt").status_code == 404


def test_a_receipt_is_read_in_few_statements(desk: Desk) -> None:
    public_id = _arrived(desk)
    with desk.world.house.statements() as seen:
        assert desk.staff.get(f"/disbursements/{public_id}/receipt").status_code == 200
    assert len(seen) <= 8
