"""The board of rates: every corridor with what arrives of an amount, live, searched, in two languages."""

import re
from decimal import Decimal

import pytest
import requests

from app.corridors import taking
from app.corridors.statuses import TransactionType
from app.corridors.tasks import read_rates
from app.users.permissions import Role
from tests.banks.test_never_older_than_a_minute import live_address
from tests.corridors.rates import POUNDS, YEN, take
from tests.users.bench import House
from tests.world import World

BOARD, LIVE = "/international/rates", "/international/rates/live"
CURRENT = 'aria-current="page">Person to person'
PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}


def row(page: str, country: str) -> str:
    """The words of a country's row."""
    [found] = [one for one in page.split("<tr>") if f">{country}</a>" in one]
    return " ".join(re.sub(r"<[^>]*>", " ", found).split())


def shown(house: House, role: str = "staff", language: str = "en", **asked: str) -> str:
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return house.as_(role).get(f"{BOARD}?{query}", **{"Accept-Language": language}).text


@pytest.mark.parametrize("kind", TransactionType)
def test_every_corridor_that_flip_lists_stands_on_the_board_of_its_type(
    world: World, kind: TransactionType
) -> None:
    read_rates(kind)
    page = shown(world.house, type=kind)
    at_flip = requests.get(
        f"{world.flip.url}/api/v2/international-disbursement/exchange-rates",
        params={"transaction_type": kind},
        auth=("local-secret-key", ""),
        timeout=20,
    ).json()
    assert len(at_flip) > 40
    assert set(re.findall(r'row-link" href="[^"]*">([^<]*)<', page)) == {
        one["country_name"] for one in at_flip
    }
    assert f'aria-current="page">{kind.label}' in page


def test_a_row_says_what_arrives_with_rate_fee_speed_cut_off_and_limits(house: House) -> None:
    take(POUNDS)
    said = row(shown(house, amount_idr="1.000.000"), "United Kingdom")
    for words in ("GBP 52.63", "Rp 19.000,55", "Rp 80.000", "the same day", "6 Dec 2021 01:00:00 WIB"):
        assert words in said
    assert "GBP 1.50 – GBP 3,000.50" in said


def test_p11_an_amount_is_typed_as_people_type_it(house: House) -> None:
    take(POUNDS)
    for typed in ("1jt", "1.000.000", "Rp 1000000"):
        assert "GBP 52.63" in shown(house, amount_idr=typed)
    page = shown(house, amount_idr="a lot")
    assert "This is not an amount in rupiah" in page
    assert 'value="a lot"' in page
    assert "No amount" in row(page, "United Kingdom")


def test_yen_have_no_decimals(house: House) -> None:
    take(YEN)
    said = row(shown(house, amount_idr="1jt"), "Japan")
    assert "JPY 9,197 " in said
    assert "JPY 100 – JPY 5,000,000" in said


@pytest.mark.parametrize(
    ("row_of", "amount", "words"),
    [
        ({"is_active": False}, "1jt", "Closed at Flip: nothing can be sent there now"),
        ({}, "20000", "Below the minimum of GBP 1.50"),
        ({}, "100jt", "Above the maximum of GBP 3,000.50"),
        ({"minimum_amount": None}, "1", "So little that nothing would arrive"),
    ],
)
def test_why_nothing_can_be_sent_is_said_in_words(
    house: House, row_of: dict[str, object], amount: str, words: str
) -> None:
    take(POUNDS | row_of)
    assert words in row(shown(house, amount_idr=amount), "United Kingdom")


def test_what_is_within_the_limits_has_no_such_words(house: House) -> None:
    take(POUNDS | {"minimum_amount": Decimal("52.63"), "maximum_amount": Decimal("52.63")})
    said = row(shown(house, amount_idr="1jt"), "United Kingdom")
    assert "GBP 52.63" in said
    assert "Below" not in said
    assert "Above" not in said


@pytest.mark.parametrize(
    ("speed", "words"),
    [
        ("Real Time", "at once"),
        ("+1 day", "after 1 working day"),
        ("+2 day", "after 2 working days"),
        ("By carrier pigeon", "By carrier pigeon"),
    ],
)
def test_how_soon_it_arrives_is_said_in_words_and_a_new_word_of_flips_as_it_is(
    house: House, speed: str, words: str
) -> None:
    take(POUNDS | {"payment_speed": speed})
    assert words in row(shown(house), "United Kingdom")


def test_both_languages_have_their_own_words_and_flips_message_follows_the_person(house: House) -> None:
    take(POUNDS | {"arrival_message": {"id": "Sampai hari Senin", "en": "Arrives on Monday"}})
    english, indonesian = shown(house, amount_idr="1jt"), shown(house, language="id", amount_idr="1jt")
    assert "Arrives on Monday" in english
    assert "Sampai hari Senin" not in english
    said = row(indonesian, "United Kingdom")
    for words in ("Sampai hari Senin", "GBP 52,63", "Rp 19.000,55", "hari yang sama", "GBP 3.000,50"):
        assert words in said
    assert "Person to person" not in indonesian


def test_a_message_in_one_language_is_better_than_none(house: House) -> None:
    take(POUNDS | {"arrival_message": {"id": "Sampai hari Senin"}})
    assert "Sampai hari Senin" in shown(house)


@pytest.mark.parametrize("words", ["kingd", "GBP", "gbr"])
def test_a_country_is_found_by_its_name_or_currency(house: House, words: str) -> None:
    take(POUNDS, YEN)
    page = shown(house, q=words, amount_idr="2jt")
    assert "United Kingdom" in page
    assert "Japan" not in page
    assert f'name="q" value="{words}"' in page
    assert 'name="amount_idr" value="2jt"' in page


def test_nothing_found_and_nothing_read_yet_are_two_things(house: House) -> None:
    assert "No rates yet" in shown(house)
    assert "No rates yet" in shown(house, q="x")
    take(POUNDS)
    assert "No such country" in shown(house, q="atlantis")


def test_an_open_board_asks_cheaply_and_hears_of_a_move(world: World) -> None:
    read_rates("C2C")
    browser = world.as_("support")
    with world.house.statements() as seen:
        page = browser.get(f"{BOARD}?amount_idr=1jt&q=kingdom").text
    assert len(seen) <= 8, seen
    address = live_address(page, LIVE)
    with world.house.statements() as seen:
        assert browser.get(address, **PARTIAL).status_code == 204
    assert len(seen) <= 4, seen
    world.flip.panel("rates/GBR", {"rate": "20000"})
    read_rates("C2C")
    fragment = browser.get(address, **PARTIAL)
    assert fragment.status_code == 200
    assert "GBP 50.00" in fragment.text
    assert "<html" not in fragment.text
    assert "Japan" not in fragment.text


def test_the_statements_do_not_grow_with_the_corridors(house: House) -> None:
    browser, counts = house.as_("staff"), []
    for many in (1, 40):
        take(*(POUNDS | {"country_iso_code": f"X{number:02}"} for number in range(many)))
        with house.statements() as seen:
            browser.get(BOARD)
        counts.append(len(seen))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("role", Role)
def test_p30_staff_support_managers_and_admins_see_the_board_and_have_it_in_the_menu(
    house: House, role: Role
) -> None:
    page = house.as_(role).get(BOARD)
    assert page.status_code == 200
    assert 'href="/international/rates"' in page.text


def test_p30_nobody_sees_it_without_signing_in(house: House) -> None:
    for path in (BOARD, LIVE, "/international/rates/C2C/GBR/GBP"):
        assert "/sign-in" in house.browser().get(path).headers["Location"]


def test_trouble_is_said_above_rates_that_grow_old(house: House) -> None:
    take(POUNDS)
    taking.note_rate_trouble(TransactionType.C2C, taking.EMPTY)
    page = shown(house)
    assert "list came empty" in page
    assert "United Kingdom" in page


def test_an_odd_address_shows_the_first_type(house: House) -> None:
    for odd in ("X2X", "", "c2c"):
        page = house.as_("staff").get(f"{BOARD}?type={odd}")
        assert (page.status_code, CURRENT in page.text) == (200, True)


def test_a_cut_off_that_flip_does_not_tell_is_not_made_up(house: House) -> None:
    take(POUNDS | {"flip_cutoff_time": None, "flip_arrival_time": "(not set)"})
    said = row(shown(house), "United Kingdom")
    assert "Cut-off: – Not yet" in said


@pytest.mark.parametrize("role", Role)
def test_p30_who_may_send_abroad_is_led_to_the_form_from_an_open_corridor_alone(
    house: House, role: Role
) -> None:
    take(POUNDS, YEN | {"is_active": False})
    browser, sends = house.as_(role), role is not Role.SUPPORT
    form = "/international/new?type=C2C&amp;country="
    board = browser.get(BOARD).text
    assert (f'href="{form}GBR"' in board, f'href="{form}JPN"' in board) == (sends, False)
    for corridor, opens in (("GBR/GBP", sends), ("JPN/JPY", False)):
        page = browser.get(f"{BOARD}/C2C/{corridor}").text
        assert ("Send there" in page) is opens
        assert (f'href="{form}{corridor[:3]}"' in page) is opens
    assert browser.get("/international/new?type=C2C&country=GBR").status_code == (200 if sends else 403)
    take(YEN)
    assert "Send there" not in browser.get(f"{BOARD}/C2C/GBR/GBP").text
