"""Check now: the worker asks Flip everything, and each trouble is told apart and told in words of its own."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert, select

from app.db.transaction import transaction
from app.extensions import db
from app.gateway import checking, findings
from app.gateway.findings import Finding, Look, Outcome
from app.gateway.models import ConnectionCheck, FlipState, PauseCause
from app.lib import clock
from app.outbox.models import Heartbeat
from app.users.permissions import Role
from tests.gateway.bench import known, nobody_at_home, reach
from tests.gateway.signing import OTHER, Signatory, signatory
from tests.users.bench import Browser, later
from tests.world import World

__all__ = ["signatory"]

NOT_LISTED = '{"name": "Unauthorized", "message": "IP is not Whitelisted", "status": 401}'


def check_now(world: World, browser: Browser | None = None) -> dict[Look, Finding]:
    """Press the button, let the worker work; what was found."""
    browser = browser or world.as_(Role.MANAGER)
    assert browser.post("/settings/connection/check").location == "/settings/connection"
    world.work()
    [*_, last] = db.session.scalars(select(ConnectionCheck).order_by(ConnectionCheck.id)).all()
    assert last.results is not None, "the check did not come to its end"
    found = [Finding.read(one) for one in last.results]
    assert [finding.look for finding in found] == list(Look), "each look is told once, in its place"
    return {finding.look: finding for finding in found}


def bad(found: dict[Look, Finding]) -> dict[Look, str]:
    """What is neither well nor off nor skipped, with its words."""
    passing = (Outcome.GOOD, Outcome.OFF, Outcome.SKIPPED)
    return {look: finding.words for look, finding in found.items() if finding.outcome not in passing}


def well(world: World) -> None:
    world.flip.panel("clock", {"operational": True})


def wrong_key(world: World) -> None:
    reach(world, key="somebody-elses-key")


def address_not_listed(world: World) -> None:
    world.flip.fault("/general/balance", "status", status=401, body=NOT_LISTED)


def maintenance_by_401(world: World) -> None:
    world.flip.panel("clock", {"maintenance": True})


def maintenance_comes_by_503(world: World) -> None:
    """Flip says it is not in maintenance, and 503 to the rest."""
    world.flip.fault("/general/balance", "status", status=503)


def all_by_503(world: World) -> None:
    world.flip.fault("", "status", status=503)


def all_by_401(world: World) -> None:
    world.flip.fault("", "status", status=401)


def balance_forbidden(world: World) -> None:
    world.flip.fault("/general/balance", "status", status=403)


def all_by_403(world: World) -> None:
    world.flip.fault("", "status", status=403)


def nobody(world: World) -> None:
    reach(world, url=nobody_at_home())


def no_such_name(world: World) -> None:
    reach(world, url="http://flip.invalid")


def no_tls(world: World) -> None:
    reach(world, url=world.flip.url.replace("http:", "https:"))


def other_server(world: World) -> None:
    reach(world, "/no/such/door")


def silent(world: World) -> None:
    world.flip.fault("/general/maintenance", "drop_reply")


def wrong_clock(world: World) -> None:
    well(world)
    reach(world, clock=lambda: datetime.now(UTC) - timedelta(minutes=10))


def closed(world: World) -> None:
    world.flip.panel("clock", {"operational": False})


TROUBLES: list[tuple[Callable[[World], None], dict[Look, str]]] = [
    (wrong_key, {Look.KEY: findings.KEY_REFUSED}),
    (address_not_listed, {Look.ADDRESS: findings.ADDRESS_UNKNOWN}),
    (maintenance_by_401, {Look.MAINTENANCE: findings.IN_MAINTENANCE}),
    (maintenance_comes_by_503, {Look.KEY: findings.ERRORS}),
    (all_by_503, {Look.REACHABLE: findings.ERRORS}),
    (all_by_401, {Look.MAINTENANCE: findings.MAINTENANCE_NOT_TOLD, Look.KEY: findings.KEY_NOT_JUDGED}),
    (balance_forbidden, {Look.KEY: findings.KEY_FORBIDDEN}),
    (all_by_403, {Look.MAINTENANCE: findings.MAINTENANCE_NOT_TOLD, Look.KEY: findings.KEY_FORBIDDEN}),
    (nobody, {Look.REACHABLE: findings.NOBODY_LISTENS}),
    (no_such_name, {Look.REACHABLE: findings.NO_SUCH_NAME}),
    (no_tls, {Look.REACHABLE: findings.BAD_CERTIFICATE}),
    (other_server, {Look.REACHABLE: findings.NOT_FLIP}),
    (silent, {Look.REACHABLE: findings.NO_ANSWER}),
    (wrong_clock, {Look.CLOCK: findings.CLOCK_OFF}),
    (closed, {Look.HOURS: findings.CLOSED_NOW}),
]


def test_when_all_is_well_every_look_says_so(world: World) -> None:
    well(world)
    found = check_now(world)
    assert bad(found) == {}
    assert found[Look.SIGNATURE].outcome is Outcome.OFF
    assert found[Look.CLOCK].outcome is Outcome.GOOD
    assert known().state is FlipState.WELL


@pytest.mark.parametrize(("trouble", "told"), TROUBLES, ids=lambda one: getattr(one, "__name__", ""))
def test_each_trouble_is_told_apart_in_words_of_its_own(
    world: World, trouble: Callable[[World], None], told: dict[Look, str]
) -> None:
    manager = world.as_(Role.MANAGER)
    trouble(world)
    found = check_now(world, manager)
    assert bad(found) == told
    page = manager.get("/settings/connection").text
    for words in told.values():
        beginning = re.split(r"%\(", words)[0][:30].replace("'", "&#39;")
        assert beginning in page


@pytest.mark.parametrize("trouble", [maintenance_by_401, maintenance_comes_by_503, all_by_503, all_by_401])
def test_P44_maintenance_never_reads_as_a_wrong_key(world: World, trouble: Callable[[World], None]) -> None:
    trouble(world)
    found = check_now(world)
    assert found[Look.KEY].outcome is not Outcome.BAD
    assert findings.KEY_REFUSED not in bad(found).values()


@pytest.mark.parametrize("in_maintenance", [True, False])
def test_503_to_the_key_while_flip_says_maintenance_is_maintenance(
    world: World, in_maintenance: bool
) -> None:
    world.flip.panel("clock", {"maintenance": in_maintenance})
    world.flip.fault("/general/balance", "status", status=503)
    found = check_now(world)
    assert (found[Look.MAINTENANCE].outcome is Outcome.WAIT) is in_maintenance
    assert found[Look.KEY].outcome is not Outcome.BAD


def test_a_refused_signature_names_the_key_flip_should_hold(world: World, signatory: Signatory) -> None:
    key = signatory.make()
    signatory.flip_holds(OTHER.public)
    signatory.turn_on(key.id)
    world.work()  # turning on has it checked
    page = signatory.browser.get("/settings/connection").text
    assert "Flip refuses the signature" in page
    assert key.short_fingerprint in page
    assert known().state is FlipState.PAUSED
    signatory.flip_holds(key.public_pem)
    found = check_now(world)
    assert found[Look.SIGNATURE].words == findings.SIGNED_WELL
    assert known().state is not FlipState.PAUSED


def test_a_signature_that_flip_expects_is_told_as_that(world: World, signatory: Signatory) -> None:
    key = signatory.make()
    signatory.turn_on(key.id)
    signatory.flip_holds(key.public_pem)
    signatory.turn_off(key.id)
    world.work()
    assert "Requests are not signed, and Flip asks for no signature" not in (
        signatory.browser.get("/settings/connection").text
    )
    assert bad(check_now(world))[Look.SIGNATURE] == findings.SIGNATURE_EXPECTED


def test_P44_what_is_mended_is_sent_as_soon_as_a_check_finds_all_well(world: World) -> None:
    wrong_key(world)
    public_id = world.ask_for_bill()
    world.work()
    assert known().state is FlipState.PAUSED
    assert "copy it from Flip" in world.as_(Role.MANAGER).get("/settings/connection").text
    reach(world)
    check_now(world)
    assert known().state is not FlipState.PAUSED
    world.work()
    assert world.bill(public_id).status == "ACTIVE"


def test_no_page_waits_for_flip_and_the_result_comes_live(world: World) -> None:
    reach(world, url=nobody_at_home())
    manager = world.as_(Role.MANAGER)
    with later(timedelta(0)):
        assert manager.post("/settings/connection/check").status_code == 303
    asked = manager.get("/settings/connection").text
    assert "Flip is being asked" in asked or "No worker is alive" in asked
    seen = re.findall(r"/settings/connection/live\?seen=(\w+)", asked)[0]
    assert manager.get(f"/settings/connection/live?seen={seen}").status_code == 204
    world.work()
    news = manager.get(f"/settings/connection/live?seen={seen}")
    assert news.status_code == 200
    assert "Nobody listens" in news.text


def test_without_a_worker_the_page_says_who_is_missing(world: World) -> None:
    manager = world.as_(Role.MANAGER)
    manager.post("/settings/connection/check")
    assert "No worker is alive, so nobody asks Flip" in manager.get("/settings/connection").text
    with transaction() as session:
        now = clock.now()
        session.execute(insert(Heartbeat).values(worker="w:1", beat_at=now, started_at=now))
    assert "Flip is being asked" in manager.get("/settings/connection").text


@pytest.mark.parametrize(
    ("status", "words"),
    [(403, findings.AGENTS_SHUT), (404, findings.AGENTS_SHUT), (500, findings.AGENTS_NO_ANSWER)],
)
def test_trouble_of_the_host_for_agents_is_told_and_stops_nothing_else(
    world: World, status: int, words: str
) -> None:
    well(world)
    world.flip.fault("GET /countries", "status", status=status)
    assert bad(check_now(world)) == {Look.AGENTS: words}
    assert known().state is not FlipState.PAUSED


def test_two_clicks_are_one_check_and_the_audit_names_who_asked(world: World) -> None:
    manager = world.as_(Role.MANAGER)
    for _ in range(3):
        manager.post("/settings/connection/check")
    [entry] = world.house.entries("connection.check")
    assert entry.person_name.startswith("manager")
    world.work()
    check_now(world, manager)
    assert len(world.house.entries("connection.check")) == 2


def test_checks_of_long_ago_are_removed(world: World) -> None:
    check_now(world)
    checking.forget_old()
    assert checking.latest() is not None
    db.session.rollback()
    with later(timedelta(days=91)):
        checking.forget_old()
    assert checking.latest() is None


def test_a_check_breaks_no_pause_that_stays_deserved(world: World) -> None:
    wrong_key(world)
    check_now(world)
    assert known().state is FlipState.PAUSED


def test_the_signature_is_blamed_for_calls_about_transfers_alone(world: World) -> None:
    balance_forbidden(world)
    check_now(world)
    assert known().cause is PauseCause.FORBIDDEN
    page = world.as_(Role.MANAGER).get("/settings/connection").text
    assert "Flip forbids what we ask" in page
    assert "Flip refuses our signature" not in page
