"""The list as people see it: columns, links to each kind's own page, chips, days in WIB, masked numbers."""

import re
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import insert, select

from app.db.transaction import transaction
from app.disbursements.models import Disbursement
from app.international.models import InternationalTransfer
from app.lib.masking import mask_number
from app.payments.models import Payment
from app.timeline.models import Kind, Transaction
from app.timeline.pages import pages
from app.users.permissions import Role
from tests.transactions.rows import add, chips, counts, onward, row, shown
from tests.users.bench import Browser, House

ACCOUNT = "1234567890123456"


def cells(page: str) -> dict[str, str]:
    """What the first row says, by column, without its markup."""
    first = page.partition("<tbody>")[2].partition("</tr>")[0]
    found = re.findall(r'<td data-label="([^"]+)"[^>]*>(.*?)</td>', first, re.S)
    return {name: re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", told)).strip() for name, told in found}


def test_a_row_says_when_what_who_how_much_and_where_it_stands(staff: Browser) -> None:
    at = datetime(2026, 11, 18, 17, 30, tzinfo=UTC)
    told: dict[str, Any] = {
        "account_number": ACCOUNT,
        "fee_idr": 2_500,
        "created_at": at,
        "attention": "conflict",
    }
    [number] = add(row(amount_idr=1_250_000, counterparty="Budi", **told), maker="Ani Wijaya")
    assert cells(staff.get("/transactions/").text) == {
        "Time": "19 Nov 2026 00:30:00 WIB",
        "Kind": "Disbursement",
        "Who": f"Budi 1234 5678 9012 3456 {number}",
        "Amount": "Rp 1.250.000",
        "Fee": "Rp 2.500",
        "Status": "Arrived Flip said two different things",
        "Maker": "Ani Wijaya",
    }


def test_what_is_not_known_is_a_dash(staff: Browser) -> None:
    [number] = add(row("payment", amount_idr=0))
    said = cells(staff.get("/transactions/").text)
    assert (said["Who"], said["Maker"]) == (number, "–")
    assert said["Amount"] == said["Fee"] == "– No amount"


@pytest.mark.parametrize(
    ("amount", "currency", "bank", "written"),
    [("52.5", "GBP", "GBR:1807", "GBP 52.50"), ("105000", "JPY", "JPN:33", "JPY 105,000")],
)
def test_money_abroad_stands_beside_its_rupiah(
    staff: Browser, amount: str, currency: str, bank: str, written: str
) -> None:
    abroad = {"currency_code": currency, "foreign_amount": Decimal(amount), "bank_code": bank}
    add(row("international", amount_idr=1_106_002, **abroad))
    assert cells(staff.get("/transactions/").text)["Amount"] == f"Rp 1.106.002 {written}"


def test_each_row_leads_to_the_page_of_its_kind(house: House, staff: Browser) -> None:
    abroad = {"currency_code": "GBP", "foreign_amount": Decimal(5), "bank_code": "GBR:1"}
    add(row("payment"))
    add(row("disbursement"), row("international", **abroad), maker="Ani")
    with transaction() as session:
        known = {kind: number for number, kind in session.execute(select(Transaction.id, Transaction.kind))}
        own = {"bill_title": "Kopi", "unique_code": 0, "settlement_word": "Pending"}
        session.execute(insert(Payment).values(id=known["payment"], **own))
        session.execute(insert(Disbursement).values(id=known["disbursement"]))
        sent = {"transaction_type": "C2C", "destination_country": "GBR", "beneficiary": {"full_name": "Anne"}}
        session.execute(insert(InternationalTransfer).values(id=known["international"], **sent))
    links = re.findall(r'class="row-link" href="([^"]+)"', staff.get("/transactions/").text)
    assert [link.split("/")[1] for link in links] == ["international", "disbursements", "payments"]
    assert {link: staff.get(link).status_code for link in links} == dict.fromkeys(links, 200)


def test_every_kind_has_its_page_and_its_tab(house: House) -> None:
    assert list(pages()) == list(Kind)


def test_p30_who_may_not_see_whole_account_numbers_sees_none_here(house: House, staff: Browser) -> None:
    abroad = {"currency_code": "GBP", "foreign_amount": Decimal(5), "bank_code": "GBR:1"}
    short, iban = "12345678", "GB29NWBK60161331926819"
    add(
        row("payment", account_number=short, counterparty="Siti"),
        row("disbursement", account_number=ACCOUNT, counterparty="Budi"),
        row("international", account_number=iban, counterparty="Anne", **abroad),
    )
    support = house.as_(Role.SUPPORT)
    asked = ("", "?tab=disbursement", "?q=budi", "?size=100&least=abc", "?q=anne&origin=here")
    walk = "".join(support.get(f"/transactions/{query}").text for query in asked)
    plain = walk.replace(" ", "")
    assert [number for number in (short, ACCOUNT, iban) if number in plain] == []
    for number in (short, ACCOUNT, iban):
        assert mask_number(number) in walk
        assert number in staff.get("/transactions/").text.replace(" ", "")


def test_p30_who_is_told_a_number_on_the_phone_still_finds_it(house: House, staff: Browser) -> None:
    found = add(row(account_number=ACCOUNT, counterparty="Budi"))
    add(row(account_number="1", counterparty="Siti"))
    page = house.as_(Role.SUPPORT).get("/transactions/?q=1234+5678+9012+3456").text
    assert shown(page) == found
    assert mask_number(ACCOUNT) in page


@pytest.mark.parametrize(
    ("query", "days"),
    [
        ("since=2026-11-19&until=2026-11-19", [19]),
        ("since=2026-11-19", [20, 19]),
        ("until=2026-11-19", [19, 18]),
        ("until=2026-11-18", [18]),
    ],
)
def test_P50_a_day_goes_from_0000_to_2359_in_wib(staff: Browser, query: str, days: list[int]) -> None:
    moments = {
        18: (datetime(2026, 11, 18, 16, 59, 59, tzinfo=UTC),),
        19: (datetime(2026, 11, 18, 17, 0, tzinfo=UTC), datetime(2026, 11, 19, 16, 59, 59, tzinfo=UTC)),
        20: (datetime(2026, 11, 19, 17, 1, tzinfo=UTC),),
    }
    made = {day: add(*(row(created_at=moment) for moment in of_day)) for day, of_day in moments.items()}
    assert shown(staff.get(f"/transactions/?{query}").text) == [one for day in days for one in made[day]]


def test_each_filter_is_a_chip_that_can_be_taken_away(staff: Browser) -> None:
    add(*(row(counterparty="Budi", attention="lost") for _ in range(30)))
    asked = {
        "q": ("budi", "Words or number: budi"),
        "status": ("payout.DONE", "Status: Arrived"),
        "since": ("2026-01-02", "From (WIB): 2 Jan 2026"),
        "until": ("2027-01-02", "To (WIB): 2 Jan 2027"),
        "least": ("1.000", "Amount from: Rp 1.000"),
        "most": ("1,25jt", "Amount to: Rp 1.250.000"),
        "origin": ("here", "Origin: Made here"),
        "look": ("1", "Needs a look: Yes"),
    }
    query = "&".join(f"{name}={value}" for name, (value, _said) in asked.items())
    address = f"/transactions/?tab=disbursement&size=25&{query}"
    page = staff.get(onward(staff.get(address).text) or "").text
    assert list(chips(page)) == [said for _value, said in asked.values()]
    for name, (_value, said) in asked.items():
        without = staff.get(chips(page)[said]).text
        left = [one for other, (_value, one) in asked.items() if other != name]
        assert (list(chips(without)), len(shown(without))) == (left, 25), name


def test_a_tab_takes_the_filters_along_and_a_status_where_one_can_have_it(staff: Browser) -> None:
    add(row(), row("international"), row("payment"))
    page = staff.get("/transactions/?tab=disbursement&status=payout.DONE&origin=here").text
    tabs = dict(re.findall(r'class="tab" href="([^"]+)"[^>]*>([^<]+?)\s*<', page))
    leads = {label: href.replace("&amp;", "&") for href, label in tabs.items()}
    assert "status=payout.DONE" in leads["Transfers abroad"]
    assert "status" not in leads["Payments"]
    for label, address in leads.items():
        assert "origin=here" in address
        assert counts(page)[label] in ("", str(len(shown(staff.get(address).text))))


def test_counts_stop_at_a_thousand(staff: Browser) -> None:
    add(*(row() for _ in range(1_020)), row("payment"))
    assert counts(staff.get("/transactions/").text) == {
        "All": "",
        "Payments": "1",
        "Disbursements": "1.000+",
        "Transfers abroad": "0",
    }


def test_an_empty_list_says_what_will_appear_and_a_narrow_one_how_to_widen_it(staff: Browser) -> None:
    assert "Nothing has moved yet" in staff.get("/transactions/").text
    add(row())
    assert "Nothing fits" in staff.get("/transactions/?q=nowhere").text
    assert "Nothing fits" in staff.get("/transactions/?tab=payment").text


def test_the_list_stands_in_the_menu_of_everybody(house: House) -> None:
    for role in Role:
        page = house.as_(role).get("/transactions/")
        assert page.status_code == 200
        assert 'class="side-link" href="/transactions/" aria-current="page"' in page.text
    assert house.browser().get("/transactions/").status_code == 303
