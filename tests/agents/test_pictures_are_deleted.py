"""Pictures are deleted once they were kept as long as the house decided; what is known of them stays."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import LargeBinary, select, text, type_coerce

from app.agents import forgetting
from app.agents.forgetting import forget_pictures
from app.agents.picture_models import AgentPicture, Stage
from app.agents.statuses import AgentStatus
from app.audit.actor import WORKER, act_as
from app.db.transaction import transaction
from app.extensions import db
from app.outbox.clockwork import turns
from app.policy import service
from app.policy.pictures import PicturePolicy
from app.policy.service import Decider
from tests.agents.phones import kept
from tests.agents.shots import names, picture
from tests.agents.walk import Walk
from tests.pictures import card
from tests.users.bench import later

S = AgentStatus
DAY = timedelta(days=1)


def decide(days: int) -> None:
    with transaction():
        newest = service.newest_version("pictures")
        service.decide_pictures(PicturePolicy(keep_days=days), newest, Decider(1, "Ayu"))


def forget(after: timedelta) -> None:
    with later(by=after):
        forget_pictures()


def stored(number: int) -> bytes | None:
    """What lies in the database itself."""
    db.session.rollback()
    raw = type_coerce(AgentPicture.content, LargeBinary)
    return db.session.scalar(select(raw).where(AgentPicture.id == number))


def test_the_clock_does_it_every_hour() -> None:
    assert turns()["agents.forget_pictures"].seconds == 3600


def test_after_thirty_days_the_content_is_gone_and_the_facts_stay(walk: Walk) -> None:
    public_id = walk.to(S.APPROVED)
    forget(30 * DAY - timedelta(minutes=1))
    assert all(stored(one.id) for one in kept(walk, public_id))
    forget(30 * DAY + timedelta(minutes=1))
    found = kept(walk, public_id)
    assert [(one.part, one.stage, stored(one.id)) for one in found] == [
        ("identity", Stage.TAKEN, None),
        ("selfie", Stage.TAKEN, None),
    ]
    assert all(one.deleted_at and one.request_id and one.size and one.taken_by for one in found)
    assert "The picture itself was deleted here" in walk.staff.get(f"/agents/{public_id}").text


def test_it_is_told_on_the_agent_and_in_the_audit(walk: Walk) -> None:
    public_id = walk.to(S.SELFIE_CHECKING)
    act_as(WORKER)
    forget(31 * DAY)
    act_as(None)
    forget(32 * DAY)
    [event] = [
        one
        for one in walk.world.events("agent", walk.agent(public_id).id)
        if one.verb == "agent.pictures_deleted"
    ]
    assert event.details == {"parts": ["Identity card", "Selfie with card"]}
    [entry] = walk.world.house.entries("agents.forget_pictures")
    assert (entry.subject_id, entry.person_name) == (public_id, "worker")
    assert entry.before == {"parts": "identity, selfie"}
    assert "Pictures were deleted here" in walk.staff.get(f"/agents/{public_id}").text


@pytest.mark.parametrize("status", [S.REJECTED, S.PENDING, S.HELP, S.SELFIE_FAILED, S.APPROVED])
def test_it_goes_wherever_the_agent_stands(walk: Walk, status: AgentStatus) -> None:
    public_id = walk.to(status)
    forget(31 * DAY)
    assert [stored(one.id) for one in kept(walk, public_id)] == [None, None]


def test_one_that_waits_for_flip_is_deleted_too_and_then_waits_for_nothing(walk: Walk) -> None:
    public_id = walk.registered()
    number = walk.take(public_id, "selfie")
    walk.world.work()
    assert picture(number).waiting_for
    forget(31 * DAY)
    walk.take(public_id, "identity")
    walk.world.work()
    assert (picture(number).stage, picture(number).waiting_for) == (Stage.KEPT, None)
    assert (names(walk, public_id), walk.agent(public_id).state) == (["identity"], S.CARD_ACCEPTED)
    walk.take(public_id, "selfie")
    walk.world.work()
    assert walk.agent(public_id).state is S.SELFIE_CHECKING


def test_the_house_decides_how_long(walk: Walk) -> None:
    public_id = walk.to(S.CARD_ACCEPTED)
    [shot] = kept(walk, public_id)
    decide(90)
    forget(60 * DAY)
    assert stored(shot.id)
    decide(2)
    forget(3 * DAY)
    assert stored(shot.id) is None


def test_many_are_deleted_in_small_turns_and_a_newer_one_stays(
    walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forgetting, "AT_ONCE", 2)
    old = [walk.registered() for _ in range(3)]
    for public_id in old:
        walk.take(public_id, "identity")
        walk.take(public_id, "selfie")
    with later(by=20 * DAY):
        newer = walk.take(old[0], "identity", card(4))
    with later(by=31 * DAY), walk.world.house.statements() as statements:
        forget_pictures()
    assert [stored(one.id) is None for public_id in old for one in kept(walk, public_id)].count(False) == 1
    assert stored(newer)
    assert not [one for one in statements if "SELECT" in one and "agent_pictures.content" in one]


@pytest.mark.alike  # PostgreSQL overwrites what is deleted when it is vacuumed
def test_P40_on_sqlite_the_ciphertext_too_is_gone_from_the_file(walk: Walk, tmp_path: Path) -> None:
    number = walk.take(walk.registered(), "identity")
    sealed = stored(number)
    assert sealed
    piece = sealed[len(sealed) // 2 :][:64]
    file = tmp_path / "bendahara.db"
    _checkpoint()
    assert piece in file.read_bytes()
    forget(31 * DAY)
    _checkpoint()
    assert piece not in file.read_bytes()


def _checkpoint() -> None:
    db.session.rollback()
    with db.engine.connect() as connection:
        connection = connection.execution_options(isolation_level="AUTOCOMMIT")
        assert connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)")).one()[0] == 0
