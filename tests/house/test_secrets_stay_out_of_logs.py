"""P40: no key, token, password, seed or full account number stands in the log, whatever goes wrong."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import insert

from app.db.transaction import transaction
from app.payments.models import Payment
from app.users import passwords, totp
from app.users.models import Person
from app.web.guard import signed_in
from tests.house.log_lines import Lines, captured
from tests.users.bench import PASSWORD, House
from tests.world import STEP_3, TERMS, TOKEN, World, a_world, wait_until

WRONG_KEY = "JDJ5JDEzJHdyb25nLWtleS1vZi1hLXRlc3Q"
ACCOUNT = "5556667778889990"


@pytest.fixture
def log() -> Iterator[Lines]:
    with captured() as lines:
        yield lines


def holds_none_of(log: Lines, *secrets: str) -> None:
    assert log.text, "nothing was logged, so nothing was tested"
    assert [secret for secret in secrets if secret in log.text] == []


def test_p40_signing_in_well_and_badly_logs_no_password_and_no_code(house: House, log: Lines) -> None:
    manager = house.person("manager", email="maya@example.test")
    seed = manager.totp_secret or ""
    browser = house.browser()
    browser.sign_in("maya@example.test", "a-wrong-password")
    browser.sign_in("maya@example.test")
    browser.give_code("123123")
    browser.give_code(totp.code_of(seed))
    assert browser.is_in()
    with browser.client.session_transaction() as session:
        token = session["sign_in"]
    holds_none_of(log, PASSWORD, "a-wrong-password", seed, totp.code_of(seed), "123123", token)


def test_p40_setting_up_a_second_factor_logs_no_seed_and_no_recovery_code(house: House, log: Lines) -> None:
    browser = house.as_("staff")
    browser.post("/me/second-factor/start")
    found = re.search(r"[A-Z2-7]{32}", browser.get("/me/second-factor").text)
    assert found
    page = browser.post("/me/second-factor/confirm", **{"confirm-code": totp.code_of(found[0])})
    codes = set(re.findall(r"[A-Z2-9]{4}(?:-[A-Z2-9]{4}){3}", page.text))
    assert len(codes) == 10
    holds_none_of(log, found[0], *codes)


def test_p40_a_changed_password_and_a_one_time_password_are_not_logged(house: House, log: Lines) -> None:
    person = house.person("staff")
    house.browser_of(person).post("/me/password", current=PASSWORD, new="tujuh gajah menari", again="x")
    page = house.as_("admin").post(f"/people/{person.public_id}/reset-password")
    found = re.search(r'id="one-time-password">([^<]+)<', page.text)
    assert found
    holds_none_of(log, PASSWORD, "tujuh gajah menari", found[1])


def test_p40_callbacks_good_and_bad_log_no_token_and_no_body(world: World, log: Lines) -> None:
    body = f'{{"id": "PGPWF1", "status": "SUCCESSFUL", "bill_link_id": 5, "account_number": "{ACCOUNT}"}}'
    assert world.knock(body, token="a-guessed-token").status_code == 403
    assert world.knock(body).status_code == 200
    assert world.knock("{" + ACCOUNT).status_code == 200
    world.work()
    world.as_("support").get("/callbacks/1")
    holds_none_of(log, TOKEN, "a-guessed-token", ACCOUNT)


def test_p40_a_bill_that_is_paid_logs_no_key_and_no_account(world: World, log: Lines) -> None:
    world.open_bill(**STEP_3)
    [payment] = world.payments()
    number = payment.virtual_account_number or ""
    assert len(number) > 10
    world.pay(payment.transaction.flip_id or "")
    wait_until(world.receipts)
    world.work()
    world.as_("staff").get(f"/payments/{payment.transaction.public_id}?q={number}")
    settings = world.app.config["SETTINGS"]
    holds_none_of(log, settings.flip_secret_key, settings.flip_validation_token, number)


@pytest.mark.parametrize("fault", ["status", "refuse", "drop_reply"])
def test_p40_a_failing_call_to_flip_logs_no_key_and_no_answer(world: World, log: Lines, fault: str) -> None:
    answer = {"body": f"<h1>{ACCOUNT} {TOKEN}</h1>"} if fault == "status" else {}
    world.flip.fault("POST /pwf/bill", fault, times=1, **answer)
    world.ask_for_bill(**STEP_3)
    world.work()
    settings = world.app.config["SETTINGS"]
    basic = "bG9jYWwtc2VjcmV0LWtleTo="  # the key as Basic auth carries it
    holds_none_of(log, settings.flip_secret_key, basic, TOKEN, ACCOUNT)


def test_p40_a_key_that_flip_refuses_is_not_logged(tmp_path: Path, log: Lines) -> None:
    with a_world(tmp_path, FLIP_SECRET_KEY=WRONG_KEY) as world:
        world.ask_for_bill(**TERMS)
        world.work()
        assert world.bills_at_flip() == []
        shown = world.as_("manager").get("/").text
    holds_none_of(log, WRONG_KEY)
    assert WRONG_KEY not in shown


@signed_in
def break_the_database_rules() -> str:
    """A view whose statement the database refuses, with an account number in it."""
    with transaction() as session:
        session.execute(insert(Payment).values(id=9, bill_title=None, virtual_account_number=ACCOUNT))
    return ""


def test_p40_a_statement_that_fails_is_logged_without_its_values(house: House, log: Lines) -> None:
    browser = house.as_("staff")
    house.app.view_functions["users.me"] = break_the_database_rules
    assert browser.get("/me").status_code == 500
    [line] = log.with_error()
    assert "INSERT INTO payments" in line["error"]
    holds_none_of(log, ACCOUNT)


def test_p40_seeds_are_ciphertext_in_the_database(house: House) -> None:
    person = house.person("manager")
    seed = person.totp_secret or ""
    with transaction() as session:
        raw = session.connection().exec_driver_sql("SELECT totp_secret FROM people").scalar_one()
    assert seed
    assert seed not in raw
    assert raw.startswith("gAAAA")


def test_p40_settings_and_people_do_not_print_their_secrets(house: House) -> None:
    """What lands in a log by mistake is the repr of a thing."""
    settings = house.app.config["SETTINGS"]
    person = house.person("manager")
    printed = f"{settings!r} {person!r}"
    secrets = (settings.flip_secret_key, settings.flip_validation_token, settings.secret_key)
    for secret in (*secrets, *settings.vault_keys, person.totp_secret or "", passwords.hash_of("x")[:20]):
        assert secret not in printed
    assert isinstance(person, Person)
