"""Flip tells of an agent once only: whatever is broken here, that word is kept and later worked (P24)."""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import psycopg
import pytest

from app.agents import service
from app.agents.following import follow
from app.agents.statuses import AgentStatus
from app.callbacks.models import Receipt
from app.extensions import db
from tests.agents.walk import Walk
from tests.users.bench import later
from tests.world import World, wait_until

S = AgentStatus
LOCKED_SECONDS = 21.0
# From where, what Flip says by its panel, and where the agent stands then: every kind of agent callback.
TOLD = {
    "the selfie is accepted": (S.SELFIE_CHECKING, {"kyc_status": "UPLOAD_IDENTITY_SELFIE_SUCCESS"}),
    "the selfie is not": (
        S.SELFIE_CHECKING,
        {"kyc_status": "UPLOAD_IDENTITY_SELFIE_FAILED", "rejected_reason_code": "23"},
    ),
    "approved": (S.PENDING, {"kyc_status": "APPROVED"}),
    "rejected": (S.PENDING, {"kyc_status": "REJECTED", "rejected_reason_code": "16"}),
}
ENDS = dict(zip(TOLD, (S.SELFIE_ACCEPTED, S.SELFIE_FAILED, S.APPROVED, S.REJECTED), strict=True))


def _say(walk: Walk, public_id: str, told: dict[str, str]) -> None:
    walk.world.flip.panel(f"agents/{walk.agent(public_id).flip_id}", told)


@pytest.mark.parametrize("name", TOLD)
def test_P24_what_came_while_the_worker_was_down_for_an_hour_is_worked(walk: Walk, name: str) -> None:
    before, told = TOLD[name]
    public_id = walk.to(before)
    _say(walk, public_id, told)
    wait_until(lambda: _came(walk.world, told["kyc_status"]))
    assert walk.agent(public_id).state is before
    with later(by=timedelta(hours=1)):
        walk.world.work()
    assert walk.agent(public_id).state is ENDS[name]
    [receipt] = _came(walk.world, told["kyc_status"])
    subject = (receipt.subject_kind, receipt.subject_id)
    assert (receipt.verdict, *subject) == ("applied", "agent", walk.agent(public_id).id)


def test_P24_a_callback_that_meets_a_locked_database_for_20_seconds_is_kept(walk: Walk) -> None:
    public_id = walk.to(S.PENDING)
    with _locked_database(walk.world) as release:
        began = time.monotonic()
        _say(walk, public_id, {"kyc_status": "APPROVED"})
        threading.Timer(LOCKED_SECONDS, release).start()
        [delivery] = wait_until(lambda: _answered(walk.world), seconds=60)
        took = time.monotonic() - began
    assert took >= LOCKED_SECONDS
    assert delivery["tries"][0]["status"] == 200
    walk.world.work()
    assert walk.agent(public_id).state is S.APPROVED


def test_P24_what_the_callback_never_told_is_found_by_asking(walk: Walk) -> None:
    walk.world.flip.panel("callbacks", {"send": False})
    public_id = walk.to(S.PENDING)
    _say(walk, public_id, {"kyc_status": "REJECTED", "rejected_reason_code": "16"})
    with later(by=timedelta(minutes=3)):
        follow()
    agent = walk.agent(public_id)
    assert (agent.state, agent.rejection_code, walk.world.receipts()) == (S.REJECTED, "16", [])


def test_the_same_callback_again_changes_nothing(walk: Walk) -> None:
    public_id = walk.to(S.PENDING)
    _say(walk, public_id, {"kyc_status": "APPROVED"})
    [receipt] = wait_until(lambda: _came(walk.world, "APPROVED"))
    walk.world.work()
    told = walk.world.verbs("agent", walk.agent(public_id).id)
    walk.world.knock(receipt.data, kind="agent")
    walk.world.work()
    [again] = _came(walk.world, "APPROVED")
    assert (again.deliveries, walk.world.verbs("agent", walk.agent(public_id).id)) == (2, told)


def test_an_old_callback_does_not_lead_an_agent_back(walk: Walk) -> None:
    public_id = walk.to(S.SELFIE_ACCEPTED)
    [old] = wait_until(lambda: _came(walk.world, "UPLOAD_IDENTITY_SELFIE_SUCCESS"))
    service.submit(public_id, walk.maker())
    walk.world.work()
    _say(walk, public_id, {"kyc_status": "APPROVED"})
    wait_until(lambda: _came(walk.world, "APPROVED"))
    walk.world.work()
    walk.world.knock(old.data + b" ", kind="agent")
    walk.world.work()
    assert walk.agent(public_id).state is S.APPROVED
    assert walk.world.receipts()[-1].verdict == "already"
    inbox = walk.world.as_("support").get("/callbacks/").text
    assert "By now Flip says something else: Verified" in inbox


def _came(world: World, word: str) -> list[Receipt]:
    return [one for one in world.receipts() if f'"kyc_status":"{word}"'.encode() in one.data]


def _answered(world: World) -> list[dict[str, Any]]:
    deliveries: list[dict[str, Any]] = world.flip.read("deliveries")["deliveries"]
    told = [one for one in deliveries if one["kind"] == "agent" and one["tries"]]
    return [one for one in told if one["data"]["kyc_status"] == "APPROVED"]


@contextmanager
def _locked_database(world: World) -> Iterator[Callable[[], object]]:
    """Hold the receipts so that nobody can write one; calling what is given lets go of them."""
    db.session.rollback()
    url = db.engine.url
    holder: sqlite3.Connection | psycopg.Connection
    if url.get_backend_name() == "sqlite":
        holder = sqlite3.connect(str(url.database), isolation_level=None, check_same_thread=False)
        holder.execute("BEGIN IMMEDIATE")
    else:
        plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
        holder = psycopg.connect(plain)
        holder.execute("LOCK TABLE receipts IN ACCESS EXCLUSIVE MODE")
    yield holder.rollback
    holder.close()
