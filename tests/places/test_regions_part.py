"""An address's regions in a form: each choice opens the next list, and the part asks while one is due."""

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from werkzeug.test import TestResponse

from app.gateway.models import FlipState
from app.places import service
from app.users.permissions import Role
from tests.places.atlas import CITY, DISTRICT, promised, take, take_depok, take_the_first_two
from tests.users.bench import Browser, House, later

ASKED = "Flip is being asked for the list…"


@pytest.fixture
def staff(house: House) -> Browser:
    """Somebody who registers agents."""
    return house.as_("staff")


def part(browser: Browser, prefix: str = "", **chosen: str) -> str:
    """The part for what is chosen; ids by level, such as `city="184"`."""
    fields = {f"{prefix}{level}_id": flip_id for level, flip_id in chosen.items()}
    answer = browser.get(f"/places/regions?{urlencode({'prefix': prefix, **fields})}")
    assert answer.status_code == 200
    return answer.text


def poll(browser: Browser, shown: str, **chosen: str) -> TestResponse:
    """What the page asks again by itself."""
    address = re.search(r'data-live hx-get="([^"]+)"', shown)
    assert address, "this part does not poll"
    fields = {f"{level}_id": flip_id for level, flip_id in chosen.items()}
    return browser.get(f"{address[1].replace('&amp;', '&')}&{urlencode(fields)}")


def offered(shown: str, field: str) -> list[str]:
    """The values a select offers, the empty one aside."""
    select = re.search(rf'<select[^>]* id="{field}".*?</select>', shown, re.S)
    assert select, f"no {field}"
    return [value for value in re.findall(r'value="([^"]*)"', select[0]) if value]


def selected(shown: str, field: str) -> str:
    select = re.search(rf'<select[^>]* id="{field}".*?</select>', shown, re.S)
    assert select
    found = re.search(r'<option selected value="([^"]*)"', select[0])
    return found[1] if found else ""


@pytest.mark.parametrize("who", Role)
def test_p29_who_registers_agents_chooses_regions_and_others_do_not(house: House, who: Role) -> None:
    answer = house.as_(who).get("/places/regions")
    assert answer.status_code == (403 if who is Role.SUPPORT else 200)


def test_p29_nobody_from_outside_chooses_regions(house: House) -> None:
    assert house.browser().get("/places/regions").headers["Location"].startswith("/sign-in")


def test_each_choice_opens_the_list_below_it(staff: Browser) -> None:
    take_depok()
    shown = part(staff, country="1")
    assert offered(shown, "province_id") == ["1", "12"]
    assert offered(shown, "city_id") == []
    shown = part(staff, country="1", province="12")
    assert offered(shown, "city_id") == ["190", "184"]
    shown = part(staff, country="1", province="12", city="184", district="1234")
    assert offered(shown, "district_id") == ["1235", "1234"]
    assert [selected(shown, f"{level}_id") for level in ("country", "province", "city", "district")] == [
        "1",
        "12",
        "184",
        "1234",
    ]
    assert "data-live" not in shown
    assert promised() == 0


def test_a_new_form_begins_in_indonesia(staff: Browser) -> None:
    take_the_first_two()
    shown = part(staff)
    assert selected(shown, "country_id") == "1"
    assert offered(shown, "province_id") == ["1", "12"]


def test_another_choice_above_drops_what_does_not_lie_within_it(staff: Browser) -> None:
    take_depok()
    take(CITY, "1", ("1", "Kabupaten Simeulue"))
    shown = part(staff, country="1", province="1", city="184", district="1234")
    assert offered(shown, "city_id") == ["1"]
    assert selected(shown, "city_id") == ""
    assert offered(shown, "district_id") == []


def test_the_residence_is_a_part_of_its_own(staff: Browser) -> None:
    take_depok()
    shown = part(staff, "residence_", country="1", province="12")
    assert 'id="residence_regions"' in shown
    assert offered(shown, "residence_city_id") == ["190", "184"]
    assert 'id="city_id"' not in shown
    assert selected(part(staff, "residence_"), "residence_country_id") == ""
    assert staff.get("/places/regions?prefix=shop_").status_code == 404


def test_a_list_that_is_not_there_is_asked_for_once_and_the_part_waits_for_it(
    house: House, staff: Browser
) -> None:
    take_the_first_two()
    shown = part(staff, country="1", province="12")
    assert ASKED in shown
    part(house.as_("manager"), country="1", province="12")
    assert promised() == 1
    chosen = {"country": "1", "province": "12"}
    assert poll(staff, shown, **chosen).status_code == 204
    take(CITY, "12", ("184", "Kota Depok"))
    there = poll(staff, shown, **chosen).text
    assert offered(there, "city_id") == ["184"]
    assert "data-live" not in there
    assert ASKED not in there
    assert promised() == 1


def test_forms_that_open_at_once_ask_once(house: House, staff: Browser) -> None:
    take_the_first_two()
    house.all_at_once(lambda number: service.want_regions(CITY, "12"), 6)
    assert promised() == 1


def test_before_flip_was_ever_asked_the_countries_are_waited_for(staff: Browser) -> None:
    shown = part(staff)
    assert ASKED in shown
    assert selected(shown, "country_id") == "1"
    assert promised() == 1


def test_an_address_kept_before_its_lists_is_not_lost_while_they_are_on_their_way(staff: Browser) -> None:
    take_the_first_two()
    chosen = {"country": "1", "province": "12", "city": "184", "district": "1234"}
    shown = part(staff, **chosen)
    assert (selected(shown, "city_id"), selected(shown, "district_id")) == ("184", "1234")
    take(CITY, "12", ("184", "Kota Depok"))
    shown = poll(staff, shown, **chosen).text
    assert ASKED in shown
    assert selected(shown, "district_id") == "1234"
    take(DISTRICT, "184", ("1234", "Sukmajaya"))
    shown = poll(staff, shown, **chosen).text
    assert "Sukmajaya" in shown
    assert selected(shown, "district_id") == "1234"
    assert "data-live" not in shown


def test_what_lies_elsewhere_is_not_kept_while_a_list_is_on_its_way(staff: Browser) -> None:
    take_depok()
    shown = part(staff, country="1", province="1", city="184", district="1234")
    assert ASKED in shown
    assert (offered(shown, "city_id"), offered(shown, "district_id")) == ([], [])


def test_in_vain_the_part_says_why_and_stops_until_a_person_asks_again(staff: Browser) -> None:
    take_the_first_two()
    chosen = {"country": "1", "province": "12"}
    shown = part(staff, **chosen)
    service.note_trouble(CITY, "12", FlipState.UNREACHABLE.label)
    told = poll(staff, shown, **chosen).text
    assert "Flip could not be asked for the list." in told
    assert "Flip cannot be reached" in told
    assert "Ask again" in told
    assert "data-live" not in told
    assert promised() == 1
    again = part(staff, **chosen)
    assert ASKED in again
    assert promised() == 2
    assert poll(staff, again, **chosen).status_code == 204
    take(CITY, "12", ("184", "Kota Depok"))
    assert offered(poll(staff, again, **chosen).text, "city_id") == ["184"]


def test_a_list_that_is_old_is_offered_and_read_anew_behind_the_form(house: House) -> None:
    take_depok()
    with later(service.OLD + timedelta(minutes=1)):
        shown = part(house.as_("staff"), country="1", province="12")
    assert offered(shown, "city_id") == ["190", "184"]
    assert "data-live" not in shown
    # The countries, the provinces and the cities; no districts, since no city is chosen.
    assert promised() == 3


def test_the_part_speaks_indonesian(staff: Browser) -> None:
    take_the_first_two()
    staff.headers["Accept-Language"] = "id"
    shown = part(staff, country="1", province="12")
    assert "Daftarnya sedang diminta dari Flip…" in shown
    assert "Provinsi" in shown
    service.note_trouble(CITY, "12", FlipState.UNREACHABLE.label)
    told = poll(staff, shown, country="1", province="12").text
    assert "Daftarnya tidak dapat diminta dari Flip." in told
    assert "Flip tidak bisa dihubungi" in told
    assert "Cek lagi" in told


def test_names_and_choices_of_others_are_shown_as_text(staff: Browser) -> None:
    take_the_first_two()
    take(CITY, "12", ("184", "<script>alert(1)</script>"))
    assert "<script>alert(1)" not in part(staff, country="1", province="12")
    assert "<b>" not in part(staff, country="1", province="1", city="<b>")


@pytest.mark.parametrize("odd", ["\0", "9" * 5_000, "12' OR 1=1", "😀"])
def test_an_odd_id_is_no_region(staff: Browser, odd: str) -> None:
    take_the_first_two()
    for level in ("province", "city", "district"):
        sent = {"country_id": "1", "province_id": "12", f"{level}_id": odd}
        answer = staff.get(f"/places/regions?{urlencode(sent)}")
        assert answer.status_code < 500
