"""The flask commands: people, demo, callbacks, reconcile, vault; each says plainly what it did or why not."""

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result
from cryptography.fernet import Fernet
from flask import Flask
from sqlalchemy import select

from app import cli
from app.extensions import db
from app.users.models import Person
from tests.house.source import ROOT
from tests.users.bench import PASSWORD, House, build
from tests.world import STEP_3, World, wait_until


def run(app: Flask, *words: str) -> Result:
    """Run a command as `flask …` would."""
    if "demo" not in app.cli.commands:
        cli.init_app(app)
    return app.test_cli_runner().invoke(args=list(words))


def person(email: str) -> Person:
    db.session.rollback()
    return db.session.scalars(select(Person).where(Person.email == email)).one()


def test_users_add_makes_the_first_admin_with_a_password_to_be_changed(house: House) -> None:
    said = run(house.app, "users", "add", "Maya@Example.test", "--name", "Maya Kusuma", "--role", "admin")
    assert said.exit_code == 0
    found = re.fullmatch(r"maya@example\.test is admin\. One-time password: (\S+)\n", said.output)
    assert found
    browser = house.browser()
    assert browser.sign_in("maya@example.test", found[1]).status_code == 303
    assert browser.get("/").location == "/me/password"
    [entry] = house.entries("person.added")
    assert entry.person_name == "command: users add"
    assert found[1] not in str(entry.after)


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["not an address", "--name", "M", "--role", "admin"], "not an e-mail address"),
        (["m@example.test", "--name", "  ", "--role", "admin"], "1 to 100 characters"),
        (["m@example.test", "--name", "M", "--role", "king"], "'staff', 'support', 'manager', 'admin'"),
        (["m@example.test", "--role", "admin"], "--name"),
        (["taken@example.test", "--name", "M", "--role", "staff"], "has this e-mail address already"),
    ],
)
def test_users_add_says_what_is_wrong(house: House, words: list[str], complaint: str) -> None:
    house.person("staff", email="taken@example.test")
    said = run(house.app, "users", "add", *words)
    assert said.exit_code != 0
    assert complaint in said.output
    assert "Traceback" not in said.output


def test_users_disable_keeps_somebody_out_from_their_next_request(house: House) -> None:
    somebody = house.person("staff", email="sari@example.test")
    browser = house.browser_of(somebody)
    assert run(house.app, "users", "disable", "Sari@example.test").output.endswith("is disabled.\n")
    assert not browser.is_in()
    assert house.browser().sign_in("sari@example.test").status_code == 422


def test_users_disable_leaves_an_admin(house: House) -> None:
    house.person("admin", email="ayu@example.test")
    said = run(house.app, "users", "disable", "ayu@example.test")
    assert (said.exit_code, "last admin" in said.output) == (1, True)


def test_users_reset_gives_a_new_password_and_forgets_the_second_factor_if_told(house: House) -> None:
    somebody = house.person("manager", email="maya@example.test")
    said = run(house.app, "users", "reset", "maya@example.test")
    password = said.output.split()[-1]
    assert house.browser().sign_in("maya@example.test", PASSWORD).status_code == 422
    assert house.browser().sign_in("maya@example.test", password).location == "/sign-in/code?next=/"
    assert house.again(somebody).second_factor_at is not None
    run(house.app, "users", "reset", "maya@example.test", "--second-factor")
    assert house.again(somebody).second_factor_at is None


@pytest.mark.parametrize("deed", ["disable", "reset"])
def test_nobody_is_nobody(house: House, deed: str) -> None:
    said = run(house.app, "users", deed, "nobody@example.test")
    assert (said.exit_code, said.output) == (1, "Error: There is no such person.\n")


def test_demo_prints_the_five_people_in_local_and_twice_does_no_harm(house: House) -> None:
    first, second = run(house.app, "demo"), run(house.app, "demo")
    assert first.exit_code == 0
    assert first.output == second.output
    assert first.output.count("password bendahara-demo") == 5
    assert first.output.count("JBSWY3DPEHPK3PXP") == 3


@pytest.mark.parametrize("environment", ["sandbox", "production"])
def test_demo_people_exist_in_local_only(house: House, environment: str) -> None:
    settings = house.app.config["SETTINGS"]
    house.app.config["SETTINGS"] = replace(settings, environment=environment)
    said = run(house.app, "demo")
    assert (said.exit_code, "local only" in said.output) == (1, True)
    assert db.session.scalars(select(Person)).all() == []


def test_callbacks_replay_works_them_again_and_writes_down_why(world: World) -> None:
    world.knock('{"strange": true}')
    world.work()
    said = run(world.app, "callbacks", "replay", "1", "77", "--reason", "a customer asked")
    assert said.output == "1: is being worked again\n77: there is no such callback\n"
    [entry] = world.house.entries("callbacks.replay")
    assert (entry.person_name, entry.details) == (
        "command: callbacks replay",
        {"reason": "a customer asked"},
    )
    assert "being worked" in run(world.app, "callbacks", "replay", "1", "--reason", "again").output
    assert run(world.app, "callbacks", "replay", "1").exit_code == 2


def test_reconcile_finds_what_no_callback_told(world: World) -> None:
    world.flip.panel("callbacks", {"send": False})
    world.open_bill(**STEP_3)
    [movement] = world.transactions()
    world.pay(movement.flip_id or "")
    wait_until(lambda: world.flip.read(f"deliveries?subject={movement.flip_id}"))
    said = run(world.app, "reconcile")
    assert (said.exit_code, said.output) == (0, "Compared with Flip.\n")
    [movement] = world.transactions()
    assert (movement.status, movement.learnt_by) == ("SUCCESSFUL", "polling")


@pytest.fixture
def rotated(tmp_path: Path) -> Iterator[tuple[Flask, Path]]:
    """A house with a seed sealed by an old key, opened again with a new key before it."""
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    with (first := build(tmp_path, VAULT_KEYS=old)).app_context():
        db.drop_all()
        db.create_all()
        House(first).person("manager", email="maya@example.test")
        db.session.remove()
    app = build(tmp_path, VAULT_KEYS=f"{new},{old}")
    with app.app_context():
        yield app, tmp_path
        db.session.remove()
        db.drop_all()
        db.engine.dispose()
    assert new != old


def test_vault_rotate_seals_anew_and_can_be_run_again(rotated: tuple[Flask, Path]) -> None:
    app, _ = rotated
    first = run(app, "vault", "rotate")
    assert first.output == "1 looked at, 1 sealed anew\nEverything is sealed with the newest key.\n"
    assert run(app, "vault", "rotate").output.startswith("1 looked at, 0 sealed anew")


def test_vault_rotate_names_the_rows_no_key_opens(rotated: tuple[Flask, Path]) -> None:
    app, _ = rotated
    settings = app.config["SETTINGS"]
    app.config["SETTINGS"] = replace(settings, vault_keys=(Fernet.generate_key().decode(),))
    said = run(app, "vault", "rotate")
    assert said.exit_code == 1
    assert "people.totp_secret/1" in said.output
    assert "Put the old key back" in said.output


@pytest.mark.alike
def test_bad_settings_stop_a_command_in_one_plain_line(tmp_path: Path) -> None:
    environ = {"FLIP_ENVIRONMENT": "production", "INSTANCE": str(tmp_path), "PATH": "/usr/bin:/bin"}
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "doctor"]
    said = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)
    assert said.returncode == 1
    assert said.stderr.startswith("Error: FLIP_SECRET_KEY is missing")
    assert said.stderr.count("\n") == 1
