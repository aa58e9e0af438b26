"""P32: managers and admins read the log, narrow it, page through it, and have it checked."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import text

from app.audit import chain
from app.audit.actor import Actor
from app.audit.record import record
from app.db.transaction import transaction
from app.lib import clock
from tests.users.bench import Browser, House, later


def rows(browser: Browser, path: str) -> list[str]:
    answer = browser.get(path)
    assert answer.status_code == 200
    return re.findall(r'<tr id="entry-(\d+)"', answer.text)


def test_who_may_read_it(house: House) -> None:
    answers = {
        role: house.as_(role).get("/audit").status_code for role in ("staff", "support", "manager", "admin")
    }
    assert answers == {"staff": 403, "support": 403, "manager": 200, "admin": 200}
    assert house.as_("staff").post("/audit/check").status_code == 403
    assert house.browser().get("/audit").status_code == 303


def test_it_is_narrowed_by_person_verb_subject_outcome_and_day(house: House) -> None:
    browser = house.as_("manager")
    with later(timedelta(days=-3)) as then, transaction():
        record("bill.created", ("bill", "BIL-9"), actor=Actor(3, "Sari"))
    with transaction():
        record("bill.closed", ("bill", "BIL-8"), actor=Actor(4, "Budi"), outcome="failed")
    day = clock.to_wib(then).date().isoformat()
    for query in ("person=Sari", "verb=bill.created", "subject=BIL-9", f"day={day}"):
        assert rows(browser, f"/audit?{query}") == ["1"]
    assert rows(browser, "/audit?outcome=failed") == ["2"]
    assert rows(browser, "/audit?person=Sari&verb=bill.closed") == []


@pytest.mark.parametrize("query", ["day=garbage", "outcome=zz", "verb=nope", "cursor=%3Cx", "x=1"])
def test_filters_that_cannot_be_read_narrow_nothing(house: House, query: str) -> None:
    with transaction():
        record("x", None)
    assert rows(house.as_("manager"), f"/audit?{query}") == ["1"]


def test_the_day_is_a_day_in_jakarta(house: House) -> None:
    browser = house.as_("manager")
    midnight = clock.day_bounds(clock.today())[0]
    for shift in (timedelta(seconds=-60), timedelta(seconds=60)):
        with later(shift, start=midnight), transaction():
            record("x", None)
    assert rows(browser, f"/audit?day={clock.today().isoformat()}&verb=x") == ["2"]


def test_pages_follow_one_another_and_keep_the_filters(house: House) -> None:
    with transaction():
        for _ in range(120):
            record("x", None)
        record("y", None)
    browser = house.as_("manager")
    seen, path = [], "/audit?verb=x"
    while path:
        seen += rows(browser, path)
        older = re.search(r'rel="next" href="([^"]+)"', browser.get(path).text)
        path = older.group(1).replace("&amp;", "&") if older else ""
    assert seen == [str(number) for number in range(120, 0, -1)]


def test_a_check_is_shown_with_what_it_found(house: House) -> None:
    browser = house.as_("manager")
    with transaction():
        record("x", None)
    chain.seal()
    browser.post("/audit/check")
    assert "was whole when it was last checked" in browser.get("/audit").text
    with transaction() as session:
        session.execute(text("UPDATE audit_entries SET verb = 'z' WHERE sequence = 1"))
    browser.post("/audit/check")
    page = browser.get("/audit").text
    assert "not whole" in page
    assert "A row was changed after it was sealed" in page
    assert [entry.outcome for entry in house.entries("audit.verified")] == ["ok", "failed"]


def test_what_was_recorded_is_shown_as_text(house: House) -> None:
    with transaction():
        record(
            "x",
            None,
            before={"a": "<script>"},
            after={"a": "<b>", "n": None},
            details={"l": [1, {"k": True}]},
        )
    page = house.as_("manager").get("/audit").text
    assert "<script>alert" not in page
    assert "&lt;script&gt; → &lt;b&gt;" in page
    assert "k: yes" in page


def test_the_page_takes_few_statements_however_long_the_log(house: House) -> None:
    with transaction():
        for number in range(200):
            record(f"verb.{number % 5}", None, actor=Actor(None, f"name {number % 7}"))
    browser = house.as_("manager")
    with house.statements() as seen:
        browser.get("/audit")
    assert len(seen) <= 8, seen
