"""What becomes of a payout through an agent is learnt like any other; those made elsewhere are recognised."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.agents.content import columns_of
from app.agents.models import Agent
from app.disbursements.models import Disbursement
from app.extensions import db
from app.lib import clock
from app.payouts import sync
from app.payouts.following import follow
from tests.disbursements.again import end, sent
from tests.disbursements.customers import sender_of
from tests.disbursements.desk import KNOWN_ACCOUNT, Desk
from tests.disbursements.payers import IDENTITY, an_agent, through
from tests.world import wait_until

_NO_SUCH_ID = {"attribute": "id", "code": 1072, "message": "no such transfer"}
NO_SUCH_ID = {"status": 422, "body": json.dumps({"code": "VALIDATION_ERROR", "errors": [_NO_SUCH_ID]})}


@contextmanager
def in_a_while() -> Iterator[None]:
    moment = clock.now() + timedelta(minutes=5)
    with clock.showing(lambda: moment):
        yield


def rows() -> list[Disbursement]:
    db.session.rollback()
    return list(db.session.scalars(select(Disbursement).execution_options(populate_existing=True)))


def elsewhere(dewi: Agent, **fields: Any) -> dict[str, Any]:
    """A transfer that another program made through an agent, as Flip lists it."""
    number = str(int(IDENTITY) + int(dewi.public_id.removeprefix("AGT-")))
    sender: dict[str, Any] = {"sender_name": dewi.name, "place_of_birth": None, "date_of_birth": "28-02-1990"}
    sender |= {"address": "Jalan Melati 12", "sender_identity_type": "nat_id", "job": "entrepreneur"}
    sender |= {"sender_identity_number": number, "sender_country": 1}
    return {
        "id": 810,
        "status": "PENDING",
        "amount": 21_000,
        "bank_code": "bca",
        "account_number": KNOWN_ACCOUNT,
        "timestamp": f"{clock.to_wib(clock.now()):%Y-%m-%d %H:%M:%S}",
        "direction": "FOREIGN_INBOUND_SPECIAL_TRANSFER",
        "sender": sender,
        "agent_id": int(dewi.flip_id or 0),
    } | fields


@pytest.mark.parametrize("status", ["DONE", "CANCELLED"])
def test_its_callback_is_confirmed_and_applied(desk: Desk, status: str) -> None:
    public_id = sent(desk, **through(an_agent(desk)))
    end(desk, public_id, status)
    wait_until(lambda: [one for one in desk.world.receipts() if one.kind == "disbursement"])
    desk.world.work()
    assert desk.payout(public_id).status == status
    assert [one.verdict for one in desk.world.receipts() if one.kind == "disbursement"] == ["applied"]


@pytest.mark.parametrize("told", ["callback", "clock"])
def test_where_the_general_lookup_knows_no_agents_transfer_their_own_does(desk: Desk, told: str) -> None:
    desk.world.flip.panel("callbacks", {"send": told == "callback"})
    public_id = sent(desk, **through(an_agent(desk)))
    desk.world.flip.fault("GET /get-disbursement", "status", **NO_SUCH_ID)
    end(desk, public_id, "DONE")
    if told == "callback":
        wait_until(lambda: [one for one in desk.world.receipts() if one.kind == "disbursement"])
        desk.world.work()
    else:
        with in_a_while():
            follow()
    payout = desk.payout(public_id)
    assert (payout.status, payout.transaction.attention) == ("DONE", None)


def test_one_made_elsewhere_is_recognised_by_whose_identity_flip_shows(desk: Desk) -> None:
    dewi = an_agent(desk)
    desk.world.flip.panel("load", {"disbursements": [elsewhere(dewi)]})
    sync.sync()
    [row] = rows()
    assert (row.transfer_kind, row.agent_id, row.direction) == (
        "agent",
        dewi.id,
        "FOREIGN_INBOUND_SPECIAL_TRANSFER",
    )
    assert (row.transaction.parent_flip_id, row.transaction.origin) == (dewi.flip_id, "elsewhere")
    assert sender_of(row.id) is None  # who it is stands with the agent, sealed there
    assert "Dewi Lestari" in desk.staff.get(f"/disbursements/{row.transaction.public_id}").text
    assert row.transaction.public_id in desk.staff.get(f"/agents/{dewi.public_id}").text


def test_however_the_letters_of_a_passport_are_written_its_agent_is_recognised(desk: Desk) -> None:
    dewi = an_agent(desk, **columns_of({"identity_type": "passport", "identity_number": "A1234567"}))
    made = elsewhere(dewi)
    passport = {"sender_identity_type": "passport", "sender_identity_number": "a1234567"}
    desk.world.flip.panel("load", {"disbursements": [made | {"sender": made["sender"] | passport}]})
    sync.sync()
    [row] = rows()
    assert (row.transfer_kind, row.agent_id) == ("agent", dewi.id)


def test_P17_a_callback_about_one_made_elsewhere_finds_the_agent(desk: Desk) -> None:
    dewi = an_agent(desk)
    made = elsewhere(dewi, status="DONE", time_served="2026-11-20 23:00:00")
    desk.world.flip.panel("load", {"disbursements": [made]})
    desk.world.flip.fault("GET /get-disbursement", "status", **NO_SUCH_ID)
    assert desk.world.knock(json.dumps(made), kind="disbursement").status_code == 200
    desk.world.work()
    [row] = rows()
    assert (row.transfer_kind, row.agent_id, row.status) == ("agent", dewi.id, "DONE")


@pytest.mark.parametrize(
    "other", [{"sender_identity_number": "3174019999999999"}, {"place_of_birth": 191}], ids=["who", "born"]
)
def test_a_transfer_companys_customer_is_no_agent(desk: Desk, other: dict[str, Any]) -> None:
    made = elsewhere(an_agent(desk))
    desk.world.flip.panel(
        "load", {"disbursements": [made | {"sender": made["sender"] | other, "agent_id": None}]}
    )
    sync.sync()
    [row] = rows()
    assert (row.transfer_kind, row.agent_id, row.transaction.parent_flip_id) == ("special", None, None)
    assert sender_of(row.id)
