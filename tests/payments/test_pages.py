"""The list of payments and the page of one: narrowed, counted, and masked for those who may not see all."""

import re

import pytest

from app.payments import tasks
from tests.callbacks.bench import LINK, body, load, payment
from tests.users.bench import Browser
from tests.world import STEP_3, World

VA, EMAIL = "8889940000012345", "jon@example.com"


def taken(world: World, *told: dict[str, object]) -> None:
    """Have payments of Flip's listed here."""
    load(world, *told)
    tasks.catch_up()


def ends() -> list[dict[str, object]]:
    return [
        payment(1, "PENDING", sender_name="Ani", sender_bank="bni"),
        payment(
            2, sender_name="Budi", bill_title="Teh tarik", bill_link_id=LINK + 1, bill_link="flip.id/teh"
        ),
        payment(3, "FAILED", sender_name="Citra", sender_bank="bca", sender_bank_type="bank_account"),
        payment(4, "CANCELLED", sender_name="Dewi", sender_bank="qris", sender_bank_type="wallet_account"),
    ]


def names(browser: Browser, query: str = "") -> set[str]:
    """The customers listed."""
    page = browser.get(f"/payments/{query}").text
    return set(re.findall(r'class="row-link"[^>]*>([^<]+)</a>', page))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"Ani", "Budi", "Citra", "Dewi"}),
        ("?tab=waiting", {"Ani"}),
        ("?tab=paid", {"Budi"}),
        ("?tab=failed", {"Citra"}),
        ("?tab=expired", {"Dewi"}),
        ("?tab=conflict", set()),
        ("?tab=no-such-tab", {"Ani", "Budi", "Citra", "Dewi"}),
        ("?q=teh+TARIK", {"Budi"}),
        ("?q=dew", {"Dewi"}),
        ("?q=PGPWF000000000003", {"Citra"}),
        ("?q=100%25", set()),
        ("?q=_", set()),
        ("?bank=bca", {"Citra"}),
        ("?method=wallet_account", {"Dewi"}),
        ("?method=virtual_account&tab=paid", {"Budi"}),
    ],
)
def test_the_list_is_narrowed_by_tab_words_bank_and_way(world: World, query: str, expected: set[str]) -> None:
    taken(world, *ends())
    assert names(world.as_("staff"), query) == expected


def test_the_counts_follow_the_filters(world: World) -> None:
    taken(world, *ends(), payment(5, "PENDING", sender_name="Eka", sender_bank="bca"))
    staff = world.as_("staff")
    for query, waiting in (("", 2), ("?bank=bca", 1)):
        page = re.sub(r"<[^>]+>|\s+", " ", staff.get(f"/payments/{query}").text)
        assert re.search(rf"Waiting\s+{waiting} ", page)


def test_pages_follow_each_other_and_keep_the_filter(world: World) -> None:
    taken(world, *[payment(number, sender_name=f"Customer {number:02}") for number in range(30)])
    staff = world.as_("staff")
    first = staff.get("/payments/?tab=paid&size=25").text
    older = re.search(r'href="([^"]+at=%3C\d+[^"]*)"', first)
    assert older
    address = older.group(1).replace("&amp;", "&")
    assert "tab=paid" in address
    assert names(staff, "?tab=paid&size=25") | names(staff, address.removeprefix("/payments/")) == {
        f"Customer {number:02}" for number in range(30)
    }


def test_B7_list_and_page_cost_at_most_eight_statements(world: World) -> None:
    taken(world, *[payment(number) for number in range(60)])
    staff = world.as_("staff")
    one = world.transactions()[0].public_id
    for address in ("/payments/", "/payments/?tab=paid&q=kopi&size=100", f"/payments/{one}"):
        with world.house.statements() as statements:
            assert staff.get(address).status_code == 200
        assert len(statements) <= 8, statements


@pytest.mark.parametrize(("role", "sees"), [("staff", True), ("manager", True), ("support", False)])
def test_P30_support_sees_neither_account_number_nor_address(world: World, role: str, sees: bool) -> None:
    taken(world, payment(1, "PENDING", virtual_account_number=VA))
    world.knock(body(payment(1, "PENDING")))
    world.work()
    browser, [movement] = world.as_(role), world.transactions()
    page = browser.get(f"/payments/{movement.public_id}").text
    part = browser.get(f"/payments/{movement.public_id}/live?seen=x").text
    for shown in (page, part):
        text = shown.replace(" ", "")
        assert (VA in text) is sees
        assert VA[-4:] in text
    for address in ("/payments/", f"/payments/?q={movement.flip_id}", "/"):
        assert VA not in browser.get(address).text.replace(" ", "")


@pytest.mark.parametrize(("role", "sees"), [("staff", True), ("support", False)])
@pytest.mark.parametrize(
    "way",
    [("mandiri", "virtual_account"), ("bca", "bank_account"), ("alfamart", "online_to_offline_account")],
)
def test_P30_the_bill_page_masks_what_is_to_be_passed_on(
    world: World, way: tuple[str, str], role: str, sees: bool
) -> None:
    bank, kind = way
    bill = world.open_bill(**STEP_3 | {"sender_bank": bank, "sender_bank_type": kind})
    [held] = world.payments()
    number = (held.receiver or {})["account_number"]
    browser = world.as_(role)
    for address in (f"/bills/{bill.public_id}", f"/bills/{bill.public_id}/live?seen=x"):
        text = browser.get(address).text.replace(" ", "")
        assert (number in text) is sees
        assert number[-4:] in text
    page = browser.get(f"/payments/{held.transaction.public_id}").text.replace(" ", "")
    assert (number in page) is sees


@pytest.mark.parametrize(
    "address", ["/payments/PAY-NONE", "/payments/number/7", f"/payments/number/{'9' * 30}"]
)
def test_what_is_not_there_is_not_found(world: World, address: str) -> None:
    assert world.as_("staff").get(address).status_code == 404


def test_an_empty_list_says_what_will_appear(world: World) -> None:
    staff = world.as_("staff")
    assert "No payments yet" in staff.get("/payments/").text
    assert "Nothing fits" in staff.get("/payments/?tab=paid").text


def test_the_list_is_narrowed_by_bank_and_way_and_says_by_which(world: World) -> None:
    world.open_bill(**STEP_3)
    world.open_bill(**STEP_3 | {"sender_bank": "ovo", "sender_bank_type": "wallet_account", "title": "Tea"})
    staff = world.as_("staff")
    narrowed = staff.get("/payments/?bank=ovo&method=wallet_account").text
    assert "Tea" in narrowed
    assert "Coffee table" not in narrowed
    assert '<option value="ovo" selected>' in narrowed
    assert '<option value="wallet_account" selected>' in narrowed
