"""What a country asks for is read when it is wanted, once per age, kept as it came, and shown in words."""

import json
from datetime import timedelta
from typing import Any

import pytest

from app.corridors import queries, service, taking
from app.corridors.models import CountryForm
from app.corridors.statuses import TransactionType
from app.corridors.tasks import FORM_NOT_GIVEN, read_form, read_rates
from tests.banks.test_never_older_than_a_minute import PARTIAL, live_address
from tests.corridors.rates import C2C, POUNDS, promised, take
from tests.users.bench import later
from tests.world import World

WORK, CALL = "corridors.read_form", "/international-disbursement/form-data"
PAGE, LIVE = "/international/rates/C2C/GBR/GBP", "/international/rates/C2C/GBR/GBP/live"


def kept(country: str = "GBR", kind: TransactionType = C2C) -> CountryForm:
    found = queries.country_form(kind, country)
    assert found is not None
    return found


def asks_of(page: str) -> str:
    return page[page.index('id="asks"') :].split("</section>")[0]


def test_a_form_is_kept_as_flip_told_it_and_read_back_whole(world: World) -> None:
    read_form("C2C", "GBR")
    told = queries.form_data(kept())
    assert told is not None
    assert (told.country_iso_code, told.currency_code) == ("GBR", "GBP")
    assert told.special_identifiers == ("sort_code",)
    assert told.source_of_funds["SAVINGS"] == "Tabungan"
    assert told.banks["1807"] == "Allica Bank"
    assert len(told.beneficiary_relationships) == 21
    assert len(told.nationality_countries) > 100
    assert json.loads(json.dumps(kept().content)) == kept().content


def test_china_has_regions_for_the_type_that_asks_for_them(world: World) -> None:
    for kind in ("C2C", "B2B"):
        read_form(kind, "CHN")
    consumer, business = (queries.form_data(kept("CHN", TransactionType(kind))) for kind in ("C2C", "B2B"))
    assert consumer is not None
    assert business is not None
    assert "10274" in consumer.regions
    assert business.regions == {}


def test_a_form_is_read_when_a_page_wants_it_and_once_by_however_many(world: World) -> None:
    take(POUNDS)
    browser = world.as_("staff")
    assert promised(WORK) == 0
    for _ in range(3):
        assert "Flip is being asked…" in asks_of(browser.get(PAGE).text)
        browser.get(LIVE)
    assert promised(WORK) == 1
    assert queries.country_form(C2C, "GBR") is None
    world.work()
    said = asks_of(browser.get(PAGE).text)
    assert "Sort code" in said
    assert "Allica Bank" in said
    assert promised(WORK) == 1


def test_a_form_is_read_again_when_it_is_old_and_shown_meanwhile(world: World) -> None:
    take(POUNDS)
    read_form("C2C", "GBR")
    before = kept().read_at
    with later(service.FORM_OLD - timedelta(minutes=1)):
        world.as_("support").get(PAGE)
        assert promised(WORK) == 0
    with later(service.FORM_OLD):
        assert "Allica Bank" in asks_of(world.as_("support").get(PAGE).text)
        assert promised(WORK) == 1
        world.work()
        assert (kept().read_at or before) != before


def test_a_try_in_vain_is_told_and_a_poll_does_not_ask_again_but_a_person_does(world: World) -> None:
    take(POUNDS)
    refused: dict[str, Any] = {"code": "VALIDATION_ERROR", "errors": [{"attribute": "x", "code": 1068}]}
    world.flip.fault(CALL, "status", status=422, body=json.dumps(refused))
    browser = world.as_("staff")
    browser.get(PAGE)
    world.work()
    assert kept().trouble == FORM_NOT_GIVEN
    said = asks_of(browser.get(LIVE).text)
    assert "Flip did not say what this country asks for" in said
    assert "Flip is being asked…" not in said
    assert promised(WORK) == 1
    world.flip.no_faults()
    browser.get(PAGE)
    world.work()
    assert kept().trouble is None
    assert "Allica Bank" in asks_of(browser.get(PAGE).text)


def test_what_was_read_before_stays_when_a_later_try_is_in_vain(world: World) -> None:
    read_form("C2C", "GBR")
    taking.note_form_trouble(C2C, "GBR", FORM_NOT_GIVEN)
    assert queries.form_data(kept()) is not None


@pytest.mark.parametrize(
    ("identifiers", "english", "indonesian"),
    [
        (["iban", "swift_bic_code"], "IBAN, SWIFT code (BIC)", "IBAN, Kode SWIFT (BIC)"),
        (["branch_number"], "Branch number", "Nomor cabang"),
        (["moon_number"], "moon_number", "moon_number"),
        ([], "Nothing", "Tidak ada"),
    ],
)
def test_what_a_country_asks_for_is_said_in_both_languages(
    world: World, identifiers: list[str], english: str, indonesian: str
) -> None:
    take(POUNDS)
    told = {"country_iso_code": "GBR", "currency_code": "GBP", "special_identifiers": identifiers}
    body = json.dumps(told)
    world.flip.fault(CALL, "status", status=200, body=body, content_type="application/json")
    read_form("C2C", "GBR")
    browser = world.as_("staff")
    assert f"<dd>{english}</dd>" in asks_of(browser.get(PAGE).text)
    assert f"<dd>{indonesian}</dd>" in asks_of(browser.get(PAGE, **{"Accept-Language": "id"}).text)


def test_what_flip_names_in_indonesian_alone_is_said_in_both_languages(world: World) -> None:
    take(POUNDS)
    read_form("C2C", "GBR")
    browser = world.as_("staff")
    english = asks_of(browser.get(PAGE, **{"Accept-Language": "en"}).text)
    assert "Savings" in english
    assert "Support of the family" in english
    assert "Tabungan" not in english
    assert "Tabungan" in asks_of(browser.get(PAGE, **{"Accept-Language": "id"}).text)


def test_an_open_corridor_asks_cheaply_and_hears_of_rate_and_form(world: World) -> None:
    read_rates("C2C")
    browser = world.as_("support")
    with world.house.statements() as seen:
        page = browser.get(f"{PAGE}?amount_idr=1jt").text
    assert len(seen) <= 14, seen
    read_form("C2C", "GBR")
    address = live_address(page, LIVE)
    fragment = browser.get(address, **PARTIAL)
    assert fragment.status_code == 200
    assert "Allica Bank" in fragment.text
    assert "<html" not in fragment.text
    address = live_address(fragment.text, LIVE)
    with world.house.statements() as seen:
        assert browser.get(address, **PARTIAL).status_code == 204
    assert len(seen) <= 5, seen
    world.flip.panel("rates/GBR", {"rate": "20000"})
    read_rates("C2C")
    assert "GBP 50.00 </span>" in browser.get(address, **PARTIAL).text.replace("</span>", " </span>")


def test_no_form_is_wanted_for_a_country_nobody_lists(world: World) -> None:
    world.as_("staff").get("/international/rates/C2C/ZZZ/ZZZ")
    world.as_("staff").get("/international/rates/C2C/ZZZ/ZZZ/live")
    assert promised(WORK) == 0
