"""`flask doctor` says in plain words what is wrong, and what to do about it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import insert, text

from app import cli, doctor
from app.db.transaction import transaction
from app.extensions import db, huey
from app.flip.client import FlipClient
from app.gateway import signing_keys, state
from app.lib import clock
from app.outbox.models import Heartbeat
from tests.users.bench import House, later
from tests.world import World, a_world

pytestmark = pytest.mark.alike

ADVICE_ON_KEYS = "Check FLIP_SECRET_KEY"


@pytest.fixture
def well(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """A world in which everything is as it should be."""
    monkeypatch.setattr("app.watch.migrations", lambda: None)
    with transaction() as session:
        now = clock.now()
        session.execute(insert(Heartbeat).values(worker="w:1", beat_at=now, started_at=now))
    return world


def bad() -> dict[str, str]:
    """What the doctor finds wrong, by subject."""
    return {finding.subject: finding.words for finding in doctor.examine() if not finding.well}


def test_all_is_well(well: World) -> None:
    assert bad() == {}
    cli.init_app(well.app)
    said = well.app.test_cli_runner().invoke(args=["doctor"])
    assert said.exit_code == 0
    assert said.output.count("ok  ") == len(doctor.examine())


def test_a_missing_worker_is_told_with_how_to_start_it(house: House) -> None:
    assert bad()["worker"] == "none was ever alive. Start it with: flask --app wsgi worker"


def test_a_worker_that_died_is_told_with_when_it_was_last_alive(well: World) -> None:
    with later(timedelta(minutes=5)):
        assert bad()["worker"].startswith("last alive 20")


def test_missing_migrations_are_told_with_the_command(house: House) -> None:
    assert bad()["migrations"].endswith("Run: flask --app wsgi db upgrade")


def test_a_database_without_tables_is_told_in_one_line_each(house: House) -> None:
    db.session.remove()
    db.drop_all()
    findings = bad()
    assert "could not be looked at" in findings["worker"]
    assert [words for words in findings.values() if "\n" in words] == []


def test_a_dead_queue_is_told(well: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def dead() -> int:
        raise ConnectionError("nobody listens")

    monkeypatch.setattr(huey.storage, "queue_size", dead)
    assert "nobody listens" in bad()["queue"]


@pytest.fixture
def cut_off(tmp_path: Path) -> Iterator[World]:
    """A world whose Flip is at an address where nobody listens."""
    with a_world(tmp_path, FLIP_API_URL="http://127.0.0.1:9/api") as made:
        yield made


def test_flip_that_is_down_is_told(cut_off: World) -> None:
    assert bad()["Flip"].startswith("it cannot be reached. Check FLIP_API_URL")


def test_a_wrong_key_is_told_with_what_to_check(tmp_path: Path) -> None:
    with a_world(tmp_path, FLIP_SECRET_KEY="not-the-key-of-this-sandbox"):
        said = bad()["Flip"]
    assert ADVICE_ON_KEYS in said
    assert "address is not on its list" in said
    assert "not-the-key" not in said


def test_maintenance_is_no_wrong_key(well: World) -> None:
    well.flip.panel("clock", {"maintenance": True})
    assert bad()["Flip"].startswith("it is in maintenance")


def test_a_wrong_address_is_told(well: World) -> None:
    well.flip.fault("GET /general", "status", status=404)
    assert "Check FLIP_API_URL" in bad()["Flip"]


def test_a_flip_that_answers_nonsense_is_told(well: World) -> None:
    well.flip.fault("GET /general", "status", status=200, body="<h1>hello</h1>")
    assert "not as it should" in bad()["Flip"]


@pytest.mark.parametrize(("ahead", "is_well"), [(95, False), (-95, False), (5, True)])
def test_a_clock_that_runs_away_from_flips_is_told_in_seconds(well: World, ahead: int, is_well: bool) -> None:
    settings = well.app.config["SETTINGS"]
    well.app.extensions["flip"] = FlipClient(
        api_url=settings.flip_api_url,
        kyc_url=settings.flip_kyc_url,
        secret_key=settings.flip_secret_key,
        clock=lambda: clock.now() + timedelta(seconds=ahead),
    )
    said = bad().get("clock", "")
    assert bool(said) is not is_well
    assert is_well or re.fullmatch(r"9[3-7] seconds from Flip's", said)


def test_a_vault_key_that_is_none_is_told(house: House) -> None:
    settings = house.app.config["SETTINGS"]
    house.app.config["SETTINGS"] = replace(settings, vault_keys=("not-a-key",))
    assert "not a Fernet key" in bad()["vault"]


def test_a_vault_key_that_was_lost_is_told(house: House) -> None:
    house.person("manager")
    db.session.remove()
    settings = house.app.config["SETTINGS"]
    house.app.config["SETTINGS"] = replace(settings, vault_keys=(Fernet.generate_key().decode(),))
    assert "Put the old key back" in bad()["vault"]


def test_a_public_address_flip_cannot_reach_is_told_outside_of_local(house: House) -> None:
    settings = house.app.config["SETTINGS"]
    house.app.config["SETTINGS"] = replace(settings, environment="sandbox")
    assert "set PUBLIC_URL" in bad()["settings"]


def test_who_is_ill_leaves_with_a_failure(house: House) -> None:
    cli.init_app(house.app)
    said = house.app.test_cli_runner().invoke(args=["doctor"])
    assert said.exit_code == 1
    assert "BAD  worker" in said.output


def test_the_doctor_opens_the_key_requests_are_signed_with(well: World) -> None:
    def said() -> str:
        [finding] = [one for one in doctor.examine() if one.subject == "signature"]
        return finding.words

    assert said() == "requests are not signed"
    key = signing_keys.make("test")
    with transaction():
        assert state.sign_with(key.id, instead_of=None)
    assert key.short_fingerprint in said()
    assert bad() == {}
    with transaction() as session:
        session.execute(text("UPDATE signing_keys SET private_pem = 'altered'"))
    assert "cannot sign" in bad()["signature"]
    assert "put the old key back" in bad()["signature"].lower()
