"""Transfers abroad in every state that pages show, brought there by a running copy or written down."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from sqlalchemy import select

from app.corridors.queries import rate_list
from app.corridors.statuses import TransactionType
from app.corridors.tasks import read_form, read_rates
from app.db.base import table_of
from app.db.compare_and_set import change
from app.db.transaction import transaction
from app.extensions import db
from app.international import queries, service
from app.international.models import InternationalTransfer
from app.lib import clock
from app.payouts import approvals
from app.payouts.approvals import Decider
from app.payouts.models import Payout
from app.payouts.statuses import HeldFor, PayoutStatus
from app.payouts.sync import sync
from app.timeline.makers import Maker
from app.timeline.models import Transaction
from tests.browser_real.scenery_parties import LONG
from tests.international.abroad import BENEFICIARY, BUSINESS, VALUES
from tests.processes import Copy

Eventually = Callable[[Callable[[], Any]], None]
FORMS = (("C2C", "GBR"), ("B2B", "MYS"), ("C2C", "JPN"), ("C2C", "CHN"), ("C2C", "SGP"))
TO_SINGAPORE: dict[str, Any] = {
    "destination_country": "SGP",
    "currency_code": "SGD",
    "beneficiary": {name: word for name, word in BENEFICIARY.items() if name != "sort_code"}
    | {"full_name": "Tan Wei Ming", "nationality": "SGP", "bank_id": "3114"},
}
# Of each name what is different of the usual.
TRANSFERS: Mapping[str, dict[str, Any]] = {
    "waiting": {"amount": Decimal("101.25"), "sender": VALUES["sender"] | {"name": "Dewi " + "Lestari " * 9}},
    "invoice": BUSINESS | {"amount": Decimal("300.6")},
    "old_quote": {"amount": Decimal("100.75"), "beneficiary": BENEFICIARY | {"full_name": LONG}},
    "held": {"amount": Decimal("102")},
    "shut": TO_SINGAPORE | {"amount": Decimal("102.2")},
    "unknown": {"amount": Decimal("102.4")},
    "rejected": {"amount": Decimal("102.6")},
    "withdrawn": {"amount": Decimal("102.8")},
    "arrived": {"amount": Decimal("103.5")},
    "cancelled": {"amount": Decimal("104")},
    "pending": {"amount": Decimal("105")},
    "refused": {
        "amount": Decimal("106"),
        "beneficiary": BENEFICIARY | {"address": "London", "email": "john"},
    },
}
ENDED = {
    "arrived": {"status": "SUCCESSFUL"},
    "cancelled": {"status": "CANCELLED", "reason": "INVALID_BENEFICIARY"},
}
SENT = (*ENDED, "pending", "refused")
FOUND = {
    "transaction_type": "C2C",
    "source_country": "IDN",
    "destination_country": "SGP",
    "beneficiary_currency_code": "SGD",
    "beneficiary_amount": 250.5,
    "exchange_rate": 12310.85,
    "amount": 3_083_868,
    "fee": 50_000,
    "created_from": "DASHBOARD",
    "beneficiary": {"full_name": "Tan Wei Ming", "bank_account_number": "0012345678", "bank": "DBS Bank"},
    "sender": {"name": "Siti Rahayu"},
}


def send_abroad(copy: Copy, person_id: int, eventually: Eventually) -> dict[str, str]:
    """Bring all of them where they belong, and find two that were made elsewhere; our public ids by name."""
    for kind, country in FORMS:
        eventually(partial(_listed, TransactionType(kind)))
        read_form(kind, country)
    made = {}
    for name, different in TRANSFERS.items():
        maker = Maker(person_id, "Sari Wulandari", f"scenery-abroad-{name}")
        values = VALUES | {"seen_rate": None} | different
        made[name] = service.submit(values, f"scenery-abroad-{name}", maker)
    _send([made[name] for name in SENT], eventually)
    # It would be sent as soon as the way is open.
    copy.panel("rates/SGP", {"active": False})
    read_rates(TransactionType.C2C)
    _decide(made, person_id)
    for name, word in ENDED.items():
        copy.panel(f"international/{_row(made[name]).transaction.flip_id}", word)
    eventually(lambda: all(_row(made[name]).is_final for name in ENDED))
    return made | _find(copy)


def _listed(kind: TransactionType) -> bool:
    listed = rate_list(kind)
    return listed is not None and listed.read_at is not None


def _send(public_ids: list[str], eventually: Eventually) -> None:
    for public_id in public_ids:
        with transaction():
            approvals.let_go(approvals.locked(public_id), None, _decider(public_id))
    eventually(lambda: all(_was_answered(_row(public_id)) for public_id in public_ids))


def _was_answered(row: InternationalTransfer) -> bool:
    return bool(row.transaction.flip_id) or row.status is PayoutStatus.REFUSED


def _decide(made: Mapping[str, str], person_id: int) -> None:
    approvals.reject(made["rejected"], "The invoice says another amount", _decider("rejected"))
    service.withdraw(made["withdrawn"], Maker(person_id, "Sari Wulandari", "scenery-abroad-withdraws"))
    _write(made["held"], status=PayoutStatus.HELD, held_for=HeldFor.RATE)
    _write(made["shut"], status=PayoutStatus.HELD, held_for=HeldFor.CORRIDOR)
    _write(made["unknown"], status=PayoutStatus.UNKNOWN, may_have_passed=True, attempts=1)
    _write(made["old_quote"], quoted_at=clock.now() - timedelta(days=3))


def _write(public_id: str, **columns: Any) -> None:
    row_id = _row(public_id).id
    with transaction():
        for model in (Transaction, Payout, InternationalTransfer):
            table = table_of(model)
            if own := {name: value for name, value in columns.items() if name in table.c}:
                change(table, row_id, **own)


def _find(copy: Copy) -> dict[str, str]:
    """Two made in Flip's own dashboard, one of which it later shows as cancelled."""
    words = {"elsewhere": ("8001", "SUCCESSFUL"), "disputed": ("8002", "SUCCESSFUL")}
    shown = [FOUND | {"id": int(number), "status": word} for number, word in words.values()]
    copy.panel("load", {"international": shown})
    sync()
    copy.panel(
        "load", {"international": [shown[1] | {"status": "CANCELLED", "reason": "INVALID_BENEFICIARY"}]}
    )
    sync()
    found = {}
    for name, (number, _word) in words.items():
        query = select(Transaction.public_id).where(Transaction.flip_id == number)
        found[name] = db.session.scalars(query).one()
    return found


def _decider(what: str) -> Decider:
    return Decider(0, "Bambang Hartono", f"scenery-{what}")


def _row(public_id: str) -> InternationalTransfer:
    found = queries.transfer(public_id)
    assert found is not None
    return found
