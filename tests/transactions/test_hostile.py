"""Whatever stands in the address: an error beside its field, the list as it was, and no 500."""

import re
from html import unescape
from urllib.parse import quote, urlencode

import pytest

from tests.transactions.rows import add, chips, onward, row, shown
from tests.users.bench import Browser

LONG = "9" * 10_000
ODD = (
    *("-1", "0", "1.5", LONG, "-" + LONG, "a" * 10_000, "é" * 5_000, "<script>alert(1)</script>", "'; --"),
    *("9999-12-31", "0001-01-01", "31-12-9999", "2026-02-30", "٢٠٢٦-٠١-٠١", "2026-11-20T10:00", "\x07bell"),
    *("<", ">", "<" + LONG, ">-5", "<9223372036854775808", "9" * 19, "payout.", ".DONE", "payment.DONE"),
    *("payout.NOPE", "nothing.at.all", "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16")),
    *("1e400", "NaN", "999.999.999.999.999.999", "²", "1,25jt", " ", "%00", "None", "here,elsewhere"),
)
NAMES = ("q", "status", "since", "until", "least", "most", "origin", "look", "tab", "at", "size")
# What `url_for` takes for itself, when somebody else names it.
FOREIGN = ("endpoint", "_external", "_scheme", "_method", "_anchor", "values", "self", "nosuch[]", "")


@pytest.fixture
def listed(staff: Browser) -> list[str]:
    """More rows than one page holds."""
    return add(*(row() for _ in range(30)))


def errors(page: str) -> dict[str, str]:
    """What is said beside which field."""
    found = re.findall(r'id="(\w+)-errors">.*?<span>([^<]+?)\s*<', page, re.S)
    return {name: unescape(said) for name, said in found}


def test_no_value_of_any_filter_breaks_the_page(staff: Browser, listed: list[str]) -> None:
    # Shifted by one for each filter, so that every filter meets every value, each time beside others.
    together = [
        {name: ODD[(turn + shift) % len(ODD)] for shift, name in enumerate(NAMES)} for turn in range(len(ODD))
    ]
    alone = [{"at": value} for value in ODD]
    answers = [(asked, staff.get(f"/transactions/?{urlencode(asked)}")) for asked in together + alone]
    assert [asked for asked, answer in answers if answer.status_code != 200] == []


def test_no_name_in_the_address_breaks_the_page_or_its_links(staff: Browser, listed: list[str]) -> None:
    for name in FOREIGN:
        for value in ("1", "transactions.index", "https://evil.example", LONG):
            answer = staff.get(f"/transactions/?{quote(name)}={quote(value)}&origin=here")
            assert answer.status_code == 200, name
            links = [onward(answer.text), *chips(answer.text).values()]
            assert all(link and link.startswith("/transactions/?") for link in links), name
            assert staff.get(links[0] or "").status_code == 200


def test_bytes_that_are_no_text_and_names_given_often_break_nothing(
    staff: Browser, listed: list[str]
) -> None:
    for query in (
        "q=%ff%fe",
        "q=%ed%a0%80",
        "status=%ff&since=%ff&least=%ff&at=%ff&tab=%ff&size=%ff",
        "&".join(f"q={number}" for number in range(900)),
        "&".join(f"x{number}=1" for number in range(900)),
        "?&&==&",
        "q",
    ):
        assert staff.get(f"/transactions/?{query}").status_code == 200, query


def test_a_nul_is_an_address_no_page_has(staff: Browser) -> None:
    assert {staff.get(f"/transactions/?{name}=%00").status_code for name in NAMES} == {404}


WRONG = {
    "q": ("a" * 256, "a" * 10_000, "tab\there"),
    "status": ("payout.NOPE", "payment.DONE", "x"),
    "since": ("soon", "2026-02-30", "2026-11-20T10:00"),
    "until": ("soon", "31-11-2026", LONG),
    "least": ("-1", "abc", LONG, "0", "1.5"),
    "most": ("-1", "abc", LONG, "NaN"),
    "origin": ("mars",),
}


def test_what_cannot_be_read_is_said_beside_its_field_and_the_list_stays(
    staff: Browser, listed: list[str]
) -> None:
    for name, values in WRONG.items():
        for value in values:
            page = staff.get(f"/transactions/?{urlencode({name: value})}").text
            assert list(errors(page)) == [name], (name, value[:20])
            assert shown(page) == listed[:25]
            assert chips(page) == {}


def test_the_filters_that_can_be_read_stay_when_another_cannot(staff: Browser, listed: list[str]) -> None:
    found = add(row("payment", counterparty="Budi"))
    page = staff.get("/transactions/?tab=payment&q=budi&least=abc&origin=here").text
    assert shown(page) == found
    assert errors(page) == {
        "least": "This is not an amount in rupiah. Type it as 1.250.000, 1250000 or 1,25jt."
    }
    assert 'value="abc"' in page
    assert list(chips(page)) == ["Words or number: budi", "Origin: Made here"]


def test_an_end_before_its_beginning_is_said_and_narrows_nothing(staff: Browser, listed: list[str]) -> None:
    page = staff.get("/transactions/?since=2026-11-02&until=2026-11-01&least=5&most=4").text
    assert errors(page) == {
        "until": "This day is before the first one.",
        "most": "This is less than the lowest amount.",
    }
    assert shown(page) == listed[:25]


def test_a_status_of_another_kind_is_no_choice_under_a_tab(staff: Browser, listed: list[str]) -> None:
    page = staff.get("/transactions/?tab=disbursement&status=payment.PENDING").text
    assert list(errors(page)) == ["status"]
    assert shown(page) == listed[:25]


def test_what_is_typed_is_printed_as_text(staff: Browser, listed: list[str]) -> None:
    typed = '"><script>alert(1)</script>'
    page = staff.get(f"/transactions/?{urlencode(dict.fromkeys(NAMES, typed))}").text
    assert "<script>alert" not in page
