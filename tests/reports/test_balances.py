"""The page and the chip of the balance: what stands, what is reserved by which payouts, and what is free."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.balances.models import ReadBy
from app.balances.service import take
from app.extensions import db
from app.lib import clock
from app.payouts.reservations import Standing, standing
from app.users.permissions import Role
from tests.disbursements.desk import Desk
from tests.users.bench import Browser, House, later

MIDNIGHT = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)  # 00:00 WIB on the 21st
MINUTE = timedelta(minutes=1)
AS_PART = {"HX-Request": "true", "HX-Request-Type": "partial"}
SEEING = ("staff", "manager", "admin")


def read(balance_idr: int, at: datetime | None = None) -> None:
    take(balance_idr, ReadBy.CLOCK, at or clock.now())


def now() -> Standing:
    db.session.rollback()
    return standing()


def moved_to(moment: datetime) -> Any:
    return clock.showing(lambda: moment)


def chip_of(page: str) -> str:
    """What stands between the chip's id and the end of the bar it stands in."""
    return page.split('<div id="balance"')[1].split("</header>")[0]


def seen_by(page: str, part: str) -> str:
    """The address the page asks again for this part."""
    return page.split(f'hx-get="/balances/{part}')[1].split('"')[0]


def test_what_is_reserved_is_what_waits_with_its_fees_until_flip_took_it(desk: Desk) -> None:
    assert now() == Standing(None, None, 0)
    read(1_000_000)
    first, second = desk.prepare(amount_idr="150.000"), desk.prepare(amount_idr="200.000")
    fees = [desk.payout(one).payout.expected_fee_idr for one in (first, second)]
    assert min(fees) > 0
    assert now().reserved_idr == 350_000 + sum(fees)
    assert now().free_idr == 1_000_000 - 350_000 - sum(fees)
    desk.staff.post(f"/disbursements/{second}/withdraw")
    assert now().reserved_idr == 150_000 + fees[0]
    desk.approve(first)
    assert now().reserved_idr == 150_000 + fees[0]
    desk.world.work()
    assert desk.payout(first).status == "PENDING"
    assert now().reserved_idr == 0


def test_a_payout_of_unknown_fate_keeps_its_money(desk: Desk) -> None:
    public_id = desk.prepare(amount_idr="150.000")
    desk.world.flip.fault("POST /disbursement", "drop_reply", times=1)
    desk.world.flip.fault("GET /get-disbursement", "status", status=500)
    desk.approve(public_id)
    desk.world.work()
    assert desk.payout(public_id).status == "UNKNOWN"
    assert now().reserved_idr == 150_000 + desk.payout(public_id).payout.expected_fee_idr


def test_the_standing_is_one_statement(house: House) -> None:
    read(1_000)
    with house.statements() as statements:
        standing()
    assert len(statements) == 1


def test_the_page_names_the_payouts_and_says_what_is_missing(desk: Desk) -> None:
    read(100_000)
    public_id = desk.prepare(amount_idr="150.000")
    fee = desk.payout(public_id).payout.expected_fee_idr
    page = desk.staff.get("/balances/").text
    assert f'href="/disbursements/{public_id}"' in page
    assert f"need Rp {50_000 + fee:,} more".replace(",", ".") in page
    assert "not taken yet, with their fees: 1" in page
    assert "Waiting for a manager" in page


@pytest.mark.parametrize("role", [*SEEING, "support"])
def test_who_may_see_the_balance_sees_it_on_every_page_and_nobody_else(house: House, role: str) -> None:
    read(12_345_678)
    browser = house.as_(role)
    for path in ("/", "/bills/", "/banks/", "/me", "/no-such-page"):
        page = browser.get(path).text
        assert ("Rp 12.345.678" in page) is (role in SEEING), path
        assert ("/balances/" in page) is (role in SEEING), path
    assert (browser.get("/balances/").status_code == 200) is (role in SEEING)


def test_nobody_who_is_not_signed_in_sees_it(house: House) -> None:
    read(12_345_678)
    assert "12.345.678" not in house.browser().get("/sign-in").text
    assert "12.345.678" not in house.browser().get("/no-such-page").text


def test_a_balance_never_read_says_so(house: House) -> None:
    browser = house.as_("staff")
    assert "not read yet" in chip_of(browser.get("/").text)
    assert "The balance has not been read yet" in browser.get("/balances/").text


def test_P44_an_old_balance_is_shown_with_its_age(house: House) -> None:
    read(12_345_678)
    browser = house.as_("staff")
    assert "as of" not in chip_of(browser.get("/").text)
    with later(timedelta(minutes=4, seconds=50)):
        assert "as of" not in chip_of(browser.get("/").text)
    with later(timedelta(minutes=6)):
        page = browser.get("/balances/").text
        assert "as of 6 minutes ago" in chip_of(page)
        assert "Flip has not told the balance since" in page
        assert "Rp 12.345.678" in page
    with later(timedelta(days=2)):
        assert "WIB" in chip_of(house.as_("staff").get("/").text).split("as of")[1]


@pytest.mark.parametrize("part", ["chip", "live"])
def test_the_live_parts_are_silent_until_something_is_new(house: House, part: str) -> None:
    read(1_000, clock.now() - MINUTE)
    browser = house.as_("staff")
    address = f"/balances/{part}" + seen_by(browser.get("/balances/").text, part)
    assert browser.get(address, **AS_PART).status_code == 204
    read(2_000)
    told = browser.get(address, **AS_PART)
    assert told.status_code == 200
    assert "Rp 2.000" in told.text
    fresh = f"/balances/{part}" + seen_by(told.text, part)
    assert browser.get(fresh, **AS_PART).status_code == 204
    with later(timedelta(minutes=6)):
        assert browser.get(fresh, **AS_PART).status_code == 200, "that it grew old is news"


def shown_on(browser: Browser, query: str) -> tuple[list[str], str]:
    """The balances of the list of readings on a page, and the whole page."""
    page = browser.get(f"/balances/{query}").text
    rows = page.split('id="readings"')[1].split('data-label="Balance" class="amount"')[1:]
    return [row.split('<span class="money">')[1].split("<")[0] for row in rows], page


def test_P50_what_was_read_at_2359_and_0001_are_two_days(house: House) -> None:
    read(10_000, MIDNIGHT - MINUTE)
    read(500, MIDNIGHT + MINUTE)
    with moved_to(MIDNIGHT + timedelta(hours=5)):
        browser = house.as_("staff")
        assert shown_on(browser, "?day=2026-11-20")[0] == ["Rp 10.000"]
        assert shown_on(browser, "?day=2026-11-21")[0] == ["Rp 500"]
        assert shown_on(browser, "")[0] == ["Rp 500"]
        assert shown_on(browser, "?day=2026-11-19")[0] == []
        assert shown_on(browser, "?days=7")[0] == ["Rp 500", "Rp 10.000"]
        assert "Nothing was read on this day." in shown_on(browser, "?day=2026-11-19")[1]


def test_P50_what_stood_the_same_over_midnight_belongs_to_both_days_cut_at_midnight(house: House) -> None:
    for minute in range(-2, 3):
        read(700, MIDNIGHT + minute * MINUTE)
    with moved_to(MIDNIGHT + timedelta(hours=5)):
        browser = house.as_("staff")
        before, after = (shown_on(browser, f"?day=2026-11-{day}") for day in (20, 21))
    assert before[0] == after[0] == ["Rp 700"]
    assert 'data-x="1438" data-end="1440" data-y="700"' in before[1]
    assert 'data-x="0" data-end="2" data-y="700"' in after[1]


def test_the_last_seven_days_end_with_today_and_leave_out_the_eighth(house: House) -> None:
    for days_ago in (8, 6, 0):
        read(1_000 + days_ago, MIDNIGHT + 12 * 60 * MINUTE - timedelta(days=days_ago))
    with moved_to(MIDNIGHT + timedelta(hours=13)):
        assert shown_on(house.as_("staff"), "?days=7")[0] == ["Rp 1.000", "Rp 1.006"]


def test_the_chart_shows_silence_and_stays_small_on_a_busy_day(house: House) -> None:
    for minute in range(600):
        read(minute, MIDNIGHT + minute * MINUTE)
    read(7, MIDNIGHT + 700 * MINUTE)
    with moved_to(MIDNIGHT + timedelta(hours=13)):
        page = house.as_("staff").get("/balances/").text
    points = page.split("<tr data-x=")[1:]
    assert 150 <= len(points) <= 200
    assert [point.split(">")[0].endswith("data-silence") for point in points][-2:] == [True, True]
    assert 'data-y="599"' in points[-2]


def test_the_list_of_readings_is_paged_with_its_day_kept(house: House) -> None:
    for minute in range(30):
        read(minute, MIDNIGHT + minute * MINUTE)
    with moved_to(MIDNIGHT + timedelta(hours=13)):
        browser = house.as_("staff")
        first, page = shown_on(browser, "?day=2026-11-21")
        older = page.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
        assert "day=2026-11-21" in older
        second, _ = shown_on(browser, older.removeprefix("/balances/"))
    assert (len(first), len(second), first[0], second[-1]) == (25, 5, "Rp 29", "Rp 0")


@pytest.mark.parametrize("query", ["?day=nonsense", "?day=9999-12-31", "?days=x", "?at=%3Cx", "?size=7"])
def test_an_address_that_makes_no_sense_shows_today(house: House, query: str) -> None:
    read(1_000)
    assert shown_on(house.as_("staff"), query)[0] == ["Rp 1.000"]


@pytest.mark.parametrize("path", ["/", "/balances/", "/balances/live", "/balances/chip"])
def test_the_balance_costs_no_page_more_than_its_eight_statements(desk: Desk, path: str) -> None:
    read(1_000)
    desk.prepare()
    browser = desk.world.as_(Role.ADMIN)
    browser.get(path)
    with desk.world.house.statements() as statements:
        assert browser.get(path).status_code == 200
    assert len(statements) <= 8


def test_the_shell_reads_balance_and_connection_in_one_statement(house: House) -> None:
    read(1_000)
    counts = []
    for role in (Role.STAFF, Role.SUPPORT):
        browser = house.as_(role)
        browser.get("/me")
        with house.statements() as statements:
            browser.get("/me")
        counts.append(len(statements))
    assert counts[0] == counts[1]
