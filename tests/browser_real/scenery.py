"""Fills a running copy with bills, payments, callbacks and work in every state that pages show."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any

from sqlalchemy import insert, select, update

from app.beneficiaries.service import add
from app.bills.models import Bill
from app.bills.service import request_bill, request_change
from app.bills.statuses import BillStatus
from app.callbacks.models import Receipt
from app.config import from_environment
from app.db.transaction import transaction
from app.extensions import db
from app.factory import create_app
from app.lib import clock
from app.outbox.models import OutboxWork, WorkState
from app.payouts.sync import sync
from app.timeline.makers import Maker
from app.timeline.models import Transaction
from app.users.models import Person
from app.users.permissions import Role
from tests.browser_real.scenery_abroad import send_abroad
from tests.browser_real.scenery_agents import lead_agents
from tests.browser_real.scenery_parties import keep_people
from tests.processes import Copy, until
from tests.world import STEP_3, TERMS

SOON = 30
KNOWN = {"sender_name": "Jon Snow", "sender_email": "jon@example.com", "sender_phone_number": "081234567890"}
BILLS: dict[str, dict[str, Any]] = {
    "open": {"title": "Coffee table in teak, with delivery to Bandung"},
    "paid": STEP_3 | {"title": "Sewa kios Blok M, Juli"},
    "settled": STEP_3 | {"title": "Katering rapat tahunan", "amount_idr": 12_750_000},
    "failed": STEP_3 | {"title": "Kursi rotan", "sender_bank_type": "bank_account"},
    "expired": STEP_3 | {"title": "Karpet ruang tamu"},
    "conflict": STEP_3 | {"title": "Meja makan jati", "amount_idr": 3_200_000},
    "waiting": STEP_3 | {"title": "Lampu gantung"},
    "transfer": STEP_3 | {"title": "Rak buku", "sender_bank": "bca", "sender_bank_type": "bank_account"},
    "qris": STEP_3 | {"title": "Vas bunga", "sender_bank": "qris", "sender_bank_type": "wallet_account"},
    "retail": STEP_3
    | {"title": "Bantal", "sender_bank": "alfamart", "sender_bank_type": "online_to_offline_account"},
    "wallet": STEP_3 | {"title": "Selimut", "sender_bank": "ovo", "sender_bank_type": "wallet_account"},
    "known": KNOWN | {"title": "Iuran sekolah kelas 4B", "step": 2},
    "donation": {"title": "Donasi banjir", "type": "MULTIPLE", "amount_idr": None},
    "closed": {"title": "Tiket konser"},
    "change_refused": {"title": "Sepeda lipat"},
    "refused": {"title": "Permen", "amount_idr": 5_000},
    "long": {
        "title": "Pembayaranuntukpesanannomor" + "1234567890" * 6,
        "redirect_url": "https://example.com",
    },
}
BENEFICIARY = {
    "name": "PT Fliptech Lentera Inspirasi Pertiwi",
    "bank_code": "bca",
    "account_number": "5465327020",
    "note": "Sewa gudang, setiap bulan",
    "recipient_city": "191",
    "emails": "gudang@example.com,keuangan.pusat@example.com",
}
FURTHER = 24
TRANSFER = {
    "bank_code": "bca",
    "account_number": "5465327020",
    "created_from": "DASHBOARD",
    "remark": "Sewa Juli",
}
TRANSFERS: dict[str, dict[str, Any]] = {
    "arrived": {"id": 7001, "status": "DONE", "amount": 12_750_000, "fee": 2_500},
    "cancelled": {"id": 7002, "status": "CANCELLED", "amount": 3_200_000, "reason": "INACTIVE_ACCOUNT"},
    "disputed": {"id": 7003, "status": "DONE", "amount": 450_000},
}


@dataclass
class Scene:
    """The ids of what was set up, by name, receipts by verdict; `kept` are those of both books."""

    bills: dict[str, str] = field(default_factory=dict)
    payments: dict[str, str] = field(default_factory=dict)
    payouts: dict[str, str] = field(default_factory=dict)
    receipts: dict[str, int] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    agents: dict[str, str] = field(default_factory=dict)
    transfers: dict[str, str] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)
    person: str = ""
    beneficiary: str = ""


def furnish(copy: Copy) -> Scene:
    """Set everything up by the ways it comes about, and the rest in the database; where it all is."""
    scene = Scene()
    with create_app(from_environment(copy.environ)).app_context():
        maker = Maker(_id_of(Role.STAFF), "Sari Wulandari", "scenery")
        _make_bills(scene, maker)
        _move_payments(copy, scene)
        _change_bills(copy, scene, maker)
        _leave_one_undecided(copy, scene, maker)
        _knock_about(copy, scene)
        _find_transfers(copy, scene)
        _set_work_aside()
        scene.person = _public_id_of(Role.SUPPORT)
        scene.transfers = send_abroad(copy, maker.id, _eventually)
        scene.kept = keep_people(maker.id, maker.name)
        scene.agents = lead_agents(copy, maker.id, _eventually)
        scene.beneficiary = add(BENEFICIARY, maker.id, maker.name)
        db.session.remove()
        db.engine.dispose()
    copy.panel(
        "load", {"bills": [{"link_id": 4711, "title": "Made in Flip's own dashboard", "amount": 75_000}]}
    )
    copy.flask("reconcile")
    return scene


def _make_bills(scene: Scene, maker: Maker) -> None:
    for number in range(FURTHER):
        terms = TERMS | {"title": f"Langganan koran {number + 1}", "amount_idr": 85_000 + 1_000 * number}
        request_bill(terms, f"scenery-{number}", maker)
    for name, terms in BILLS.items():
        scene.bills[name] = request_bill(TERMS | terms, f"scenery-{name}", maker)
    _eventually(
        lambda: not db.session.scalars(select(Bill).where(Bill.status.in_(("REQUESTED", "SENDING")))).all()
    )
    for name, public_id in scene.bills.items():
        scene.links[name] = _bill(public_id).link_url or ""


def _move_payments(copy: Copy, scene: Scene) -> None:
    for name, status in (("paid", "SUCCESSFUL"), ("settled", "SUCCESSFUL"), ("conflict", "SUCCESSFUL"),
                         ("failed", "FAILED"), ("expired", "CANCELLED")):  # fmt: skip
        copy.panel(f"payments/{_payment(scene, name).flip_id}", {"status": status})
    copy.panel(f"payments/{_payment(scene, 'settled').flip_id}", {"settle": True})
    for name in ("paid", "settled", "conflict", "failed", "expired"):
        _eventually(partial(_has_moved, scene, name))
    for name in ("paid", "settled", "failed", "expired", "conflict", "waiting", "transfer"):
        scene.payments[name] = _payment(scene, name).public_id


def _change_bills(copy: Copy, scene: Scene, maker: Maker) -> None:
    request_change(scene.bills["closed"], {"status": BillStatus.INACTIVE}, maker)
    request_change(scene.bills["change_refused"], {"amount_idr": 5_000}, maker)
    _eventually(lambda: _bill(scene.bills["closed"]).status == "INACTIVE")
    _eventually(lambda: _bill(scene.bills["change_refused"]).refusal)


def _leave_one_undecided(copy: Copy, scene: Scene, maker: Maker) -> None:
    twin = {"title": "Twin lamps", "type": "SINGLE", "amount": 900_000, "step": 1, "status": "ACTIVE"}
    copy.panel("load", {"bills": [twin | {"link_id": 815}, twin | {"link_id": 816}]})
    copy.panel("faults", {"match": "POST /pwf/bill", "do": "drop_reply", "times": 1})
    scene.bills["undecided"] = request_bill(TERMS | {"title": "Twin lamps"}, "scenery-twin", maker)
    _eventually(lambda: _bill(scene.bills["undecided"]).attention)


def _knock_about(copy: Copy, scene: Scene) -> None:
    told = {"id": _payment(scene, "conflict").flip_id, "bill_link_id": 1, "bill_title": "Meja makan jati"}
    told |= {"sender_name": "Jon Snow", "sender_bank": "mandiri", "sender_bank_type": "virtual_account"}
    told |= {"amount": 3_200_000, "status": "FAILED", "bill_link_id": _bill(scene.bills["conflict"]).link_id}
    copy.knock(json.dumps(told))
    copy.knock(json.dumps(told | {"id": "PGPWF0000000000000000"}), kind="inquiry")
    copy.knock("no JSON at all")
    for _ in range(3):
        copy.knock("{}", token="wrong")
    _eventually(lambda: not db.session.scalars(select(Receipt).where(Receipt.verdict.is_(None))).all())
    for verdict, number in db.session.execute(select(Receipt.verdict, Receipt.id).order_by(Receipt.id)):
        scene.receipts[str(verdict)] = number
    stuck = select(Receipt.id).where(Receipt.data == b"no JSON at all").scalar_subquery()
    with transaction() as session:
        values = {
            "state": WorkState.SET_ASIDE,
            "last_error": "ConnectionError: Flip did not answer",
            "attempts": 8,
        }
        session.execute(update(Receipt).where(Receipt.id == stuck).values(verdict=None, **values))
        scene.receipts["set_aside"] = session.scalars(select(Receipt.id).where(Receipt.id == stuck)).one()


def _find_transfers(copy: Copy, scene: Scene) -> None:
    """Transfers made in Flip's own dashboard, one of which it later shows as cancelled."""
    copy.panel("load", {"disbursements": [TRANSFER | one for one in TRANSFERS.values()]})
    sync()
    copy.panel("load", {"disbursements": [TRANSFER | TRANSFERS["disputed"] | {"status": "CANCELLED"}]})
    sync()
    for name, transfer in TRANSFERS.items():
        found = select(Transaction.public_id).where(Transaction.flip_id == str(transfer["id"]))
        scene.payouts[name] = db.session.scalars(found).one()


def _set_work_aside() -> None:
    now = clock.now()
    row = {"kind": "bills.read", "payload": {"link_id": "1"}, "state": WorkState.SET_ASIDE, "attempts": 8}
    row |= {"last_error": "FlipUnreadable: Flip answered with a page that is not JSON"}
    with transaction() as session:
        session.execute(insert(OutboxWork).values(**row, next_at=now, created_at=now - timedelta(hours=3)))


def _eventually(what: Callable[[], Any]) -> None:
    def asked() -> Any:
        db.session.rollback()
        db.session.expire_all()
        return what()

    until(asked, SOON, "the worker did not do it")


def _bill(public_id: str) -> Bill:
    return db.session.scalars(select(Bill).where(Bill.public_id == public_id)).one()


def _payment(scene: Scene, name: str) -> Transaction:
    link_id = _bill(scene.bills[name]).link_id
    return db.session.scalars(select(Transaction).where(Transaction.parent_flip_id == link_id)).one()


def _has_moved(scene: Scene, name: str) -> bool:
    return _payment(scene, name).status != "PENDING"


def _id_of(role: Role) -> int:
    return db.session.scalars(select(Person.id).where(Person.role == role)).first() or 0


def _public_id_of(role: Role) -> str:
    return db.session.scalars(select(Person.public_id).where(Person.role == role)).first() or ""
