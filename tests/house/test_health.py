"""`/healthz`, `/readyz` and `/metrics`: alive, ready or why not, and the figures; open to everybody."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import insert, text

from app import watch
from app.db.transaction import transaction
from app.extensions import db, huey
from app.gateway import state
from app.gateway.models import FlipState
from app.lib import clock
from app.outbox.models import Heartbeat
from tests.users.bench import House, later
from tests.world import STEP_3, World

FIGURES = {
    "bendahara_bills",
    "bendahara_payments",
    "bendahara_receipts",
    "bendahara_work",
    "bendahara_refused_tokens",
    "bendahara_heartbeat_seconds",
    "bendahara_flip_up",
}


@pytest.fixture
def watched(house: House) -> Iterator[House]:
    """A house that is watched, migrated, and has a worker that was alive a moment ago."""
    watch.watch(house.app)
    _sql("CREATE TABLE alembic_version (version_num VARCHAR(32))")
    _sql(f"INSERT INTO alembic_version VALUES ('{_head()}')")
    beat()
    yield house
    db.session.remove()
    _sql("DROP TABLE alembic_version")


def _sql(statement: str) -> None:
    with db.engine.begin() as connection:
        connection.execute(text(statement))


def _head() -> str:
    found = re.search(r"the code at (\S+)", str(watch.migrations()))
    assert found
    return found[1]


def beat() -> None:
    with transaction() as session:
        now = clock.now()
        session.execute(insert(Heartbeat).values(worker="w:1", beat_at=now, started_at=now))


def ready(house: House) -> tuple[int, dict[str, str]]:
    answer = house.browser().get("/readyz")
    return answer.status_code, (answer.json or {})["troubles"]


def test_a_process_that_answers_is_alive_whatever_else_is_wrong(house: House) -> None:
    answer = house.browser().get("/healthz")
    assert (answer.status_code, answer.json) == (200, {"status": "alive"})


def test_it_is_ready_when_all_is_well(watched: House) -> None:
    assert ready(watched) == (200, {})


def test_no_worker_is_no_readiness(watched: House) -> None:
    with later(timedelta(seconds=21)):
        code, troubles = ready(watched)
    assert code == 503
    assert troubles == {"worker": "no worker was alive in the last twenty seconds"}


def test_missing_migrations_are_no_readiness(watched: House) -> None:
    _sql("DELETE FROM alembic_version")
    code, troubles = ready(watched)
    assert code == 503
    assert troubles == {"migrations": f"the database is at nothing, the code at {_head()}"}


def test_a_dead_queue_is_no_readiness(watched: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def dead() -> int:
        raise ConnectionError("redis://:secret@10.0.0.1 refused")

    monkeypatch.setattr(huey.storage, "queue_size", dead)
    code, troubles = ready(watched)
    assert code == 503
    assert troubles == {"queue": "ConnectionError: could not be checked"}


def test_a_dead_database_is_no_readiness(watched: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def dead(*args: Any, **how: Any) -> Any:
        raise ConnectionError("postgresql://user:secret@10.0.0.1 refused")

    monkeypatch.setattr(db.engine, "connect", dead)
    db.session.remove()
    code, troubles = ready(watched)
    monkeypatch.undo()
    assert code == 503
    assert troubles["database"] == "ConnectionError: could not be checked"
    assert "secret" not in str(troubles)


def test_a_database_without_tables_is_told_too(watched: House) -> None:
    db.session.remove()
    db.drop_all()
    code, troubles = ready(watched)
    assert code == 503
    assert "worker" in troubles


def metrics(house: House) -> dict[str, dict[tuple[str, ...], float]]:
    answer = house.browser().get("/metrics")
    assert answer.status_code == 200
    return {
        family.name: {tuple(sample.labels.values()): sample.value for sample in family.samples}
        for family in text_string_to_metric_families(answer.text)
    }


def test_the_figures_are_there_by_name_and_say_what_sql_says(world: World) -> None:
    watch.watch(world.app)
    world.open_bill(**STEP_3)
    world.ask_for_bill(title="Waits")
    world.knock("{}", token="wrong")
    world.knock("{}")
    beat()
    found = metrics(world.house)
    assert set(found) == FIGURES
    assert found["bendahara_bills"] == {("ACTIVE",): 1, ("REQUESTED",): 1}
    assert found["bendahara_payments"] == {("PENDING",): 1}
    assert found["bendahara_receipts"] == {("not yet",): 1}
    assert found["bendahara_work"][("waiting",)] == 1
    assert found["bendahara_refused_tokens"] == {("payment",): 1}
    assert found["bendahara_flip_up"] == {("well",): 1}
    assert found["bendahara_heartbeat_seconds"][()] < 20


def test_flip_is_down_in_the_figures_when_it_is(house: House) -> None:
    watch.watch(house.app)
    state.note(FlipState.PAUSED, "wrong key", heard=True)
    assert metrics(house)["bendahara_flip_up"] == {("paused",): 0}


def test_an_empty_house_has_figures_too(house: House) -> None:
    watch.watch(house.app)
    assert set(metrics(house)) == FIGURES


def test_who_asks_for_health_needs_no_sign_in_and_learns_no_secret(watched: House) -> None:
    settings = watched.app.config["SETTINGS"]
    for address in ("/healthz", "/readyz", "/metrics"):
        text_ = watched.browser().get(address).text
        for secret in (settings.flip_secret_key, settings.flip_validation_token, settings.secret_key):
            assert secret not in text_
