"""Our receipt of a transfer abroad: for money that arrived and nobody disputes; masked for support."""

from datetime import UTC, datetime
from decimal import Decimal

from app.db.base import table_of
from app.db.compare_and_set import change
from app.db.transaction import transaction
from app.international.models import InternationalTransfer
from app.payouts.statuses import PayoutStatus
from app.timeline.models import Transaction
from tests.international.counter import Counter

ARRIVED = datetime(2026, 11, 20, 17, 1, 2, tzinfo=UTC)


def arrived(counter: Counter) -> str:
    """A transfer that Flip paid out at a rate of its own."""
    public_id = counter.prepare()
    row_id = counter.transfer(public_id).id
    done = {"status": PayoutStatus.DONE, "finished_at": ARRIVED, "flip_id": "4711"}
    with transaction():
        change(table_of(Transaction), row_id, amount_idr=1_000_510, fee_idr=80_000, **done)
        change(table_of(InternationalTransfer), row_id, exchange_rate=Decimal("19010.25"))
    return public_id


def test_a_receipt_says_all_that_matters(counter: Counter) -> None:
    public_id = arrived(counter)
    page = counter.staff.get(f"/international/{public_id}").text
    assert f'href="/international/{public_id}/receipt"' in page
    text = counter.staff.get(f"/international/{public_id}/receipt").text
    for words in (
        *("GBP 52.63", "Rp 1.000.510", "satu juta lima ratus sepuluh rupiah", "Rp 19.010,25", "Rp 80.000"),
        *("Rp 1.080.510", "John Smith", "Siti Rahayu", "United Kingdom", "Allica Bank", "3192 6819"),
        *(
            public_id,
            "4711",
            "Arrived",
            "21 Nov 2026 00:01:02 WIB",
            "2026-11-20 17:01:02 UTC",
            "This is practice",
        ),
    ):
        assert words in text, words


def test_p30_support_sees_a_masked_account_on_it(counter: Counter) -> None:
    text = counter.world.as_("support").get(f"/international/{arrived(counter)}/receipt").text
    assert "31926819" not in text.replace(" ", "")
    assert "••••6819" in text


def test_there_is_none_before_it_arrived_nor_while_it_is_disputed(counter: Counter) -> None:
    waiting, disputed = counter.prepare(amount="60"), arrived(counter)
    row_id = counter.transfer(disputed).id
    with transaction():
        change(table_of(Transaction), row_id, attention="conflict")
    for public_id in (waiting, disputed, "INT-NONE"):
        assert counter.staff.get(f"/international/{public_id}/receipt").status_code == 404
