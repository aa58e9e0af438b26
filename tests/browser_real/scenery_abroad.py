"""Transfers abroad in the states that pages show, brought there by a running copy, and both books."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import partial
from typing import Any

from app.corridors.queries import rate_list
from app.corridors.statuses import TransactionType
from app.corridors.tasks import read_form
from app.db.base import table_of
from app.db.compare_and_set import change
from app.db.transaction import transaction
from app.international import queries, service
from app.payouts import approvals
from app.payouts.models import Payout
from app.payouts.statuses import HeldFor, PayoutStatus
from app.timeline.makers import Maker
from app.timeline.models import Transaction
from tests.international.abroad import BUSINESS, VALUES
from tests.processes import Copy

Eventually = Callable[[Callable[[], Any]], None]
# Of each name what is different of the usual, and the word of Flip's that ends it.
TRANSFERS: Mapping[str, tuple[dict[str, Any], str | None]] = {
    "waiting": (
        {"amount": Decimal("101.25"), "sender": VALUES["sender"] | {"name": "Dewi " + "Lestari " * 9}},
        None,
    ),
    "invoice": (BUSINESS | {"amount": Decimal("300.6")}, None),
    "held": ({"amount": Decimal("102")}, None),
    "arrived": ({"amount": Decimal("103.5")}, "SUCCESSFUL"),
    "cancelled": ({"amount": Decimal("104")}, "CANCELLED"),
}


def send_abroad(copy: Copy, person_id: int, eventually: Eventually) -> dict[str, str]:
    """Prepare all of them, and send those that Flip ends; our public ids by name."""
    for kind, country in ((TransactionType.C2C, "GBR"), (TransactionType.B2B, "MYS")):
        eventually(partial(_listed, kind))
        read_form(kind, country)
    made = {}
    for name, (different, _word) in TRANSFERS.items():
        maker = Maker(person_id, "Sari Wulandari", f"scenery-abroad-{name}")
        values = VALUES | {"seen_rate": None} | different
        made[name] = service.submit(values, f"scenery-abroad-{name}", maker)
    _hold(made["held"])
    for name, (_different, word) in TRANSFERS.items():
        if word:
            _end(copy, made[name], word, eventually)
    return made


def _listed(kind: TransactionType) -> bool:
    listed = rate_list(kind)
    return listed is not None and listed.read_at is not None


def _hold(public_id: str) -> None:
    row_id = _row(public_id).id
    with transaction():
        change(table_of(Transaction), row_id, status=PayoutStatus.HELD)
        change(table_of(Payout), row_id, held_for=HeldFor.RATE)


def _end(copy: Copy, public_id: str, word: str, eventually: Eventually) -> None:
    with transaction():
        decider = approvals.Decider(0, "Bambang Hartono", f"scenery-{public_id}")
        approvals.let_go(approvals.locked(public_id), None, decider)
    eventually(lambda: _row(public_id).transaction.flip_id)
    said = {"status": word} | ({"reason": "INVALID_BENEFICIARY"} if word == "CANCELLED" else {})
    copy.panel(f"international/{_row(public_id).transaction.flip_id}", said)
    eventually(lambda: _row(public_id).is_final)


def _row(public_id: str) -> Any:
    found = queries.transfer(public_id)
    assert found is not None
    return found
