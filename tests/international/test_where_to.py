"""Before the form: type and country are chosen; the page waits until Flip has said what it asks for."""

import html
import re

from app.corridors.models import CountryForm
from app.corridors.statuses import TransactionType
from app.corridors.tasks import read_rates
from app.extensions import db
from tests.international.counter import NEW, Counter
from tests.users.bench import Browser
from tests.world import World

PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}


def live_of(page: str, path: str) -> str:
    """The address that a live part of the page asks."""
    found = re.search(rf'hx-get="({path}\?[^"]*)"', page)
    assert found, path
    return html.unescape(found[1])


def start(world: World) -> Browser:
    """Somebody at the first page, before anything was read from Flip."""
    return world.as_("staff")


def test_countries_appear_by_themselves_once_the_rates_are_read(world: World) -> None:
    staff = start(world)
    page = staff.get(NEW).text
    assert "No rates yet" in page
    address = live_of(page, "/international/new/countries")
    assert staff.get(address, **PARTIAL).status_code == 204
    world.work()
    fragment = staff.get(address, **PARTIAL).text
    assert "United Kingdom · GBP" in html.unescape(fragment)
    assert "hx-get" not in fragment


def test_each_type_offers_its_own_countries_and_closed_ones_cannot_be_chosen(world: World) -> None:
    staff = start(world)
    for kind in TransactionType:
        read_rates(kind)
    people, company = staff.get(f"{NEW}?type=C2C").text, staff.get(f"{NEW}?type=B2C").text
    assert "Philippines" not in people
    assert "Philippines" in company
    assert re.search(r'<option value="AUS" disabled>[^<]*closed now', people)
    assert 'aria-current="page">Company to person' in company


def test_the_form_opens_by_itself_once_flip_has_said_what_the_country_asks(world: World) -> None:
    staff = start(world)
    read_rates(TransactionType.C2C)
    page = staff.get(f"{NEW}?type=C2C&country=IND&to=").text
    assert "Flip is being asked what this country wants to know" in page
    address = live_of(page, "/international/new/wait")
    assert staff.get(address, **PARTIAL).status_code == 204
    world.work()
    opened = staff.get(address, **PARTIAL)
    assert opened.status_code == 204
    assert opened.headers["HX-Redirect"].startswith(f"{NEW}?type=C2C&country=IND")
    assert 'name="beneficiary_ifs_code"' in staff.get(opened.headers["HX-Redirect"]).text


def test_what_flip_would_not_say_is_told_and_asked_again_only_when_somebody_wants(world: World) -> None:
    staff = start(world)
    read_rates(TransactionType.C2C)
    world.flip.fault("GET /international-disbursement/form-data", "status", status=500, body="{}")
    address = live_of(staff.get(f"{NEW}?type=C2C&country=IND").text, "/international/new/wait")
    world.work()
    fragment = staff.get(address, **PARTIAL).text
    assert "Flip did not say what this country asks for" in fragment
    assert "hx-get" not in fragment
    world.flip.no_faults()
    again = re.search(r'href="(/international/new\?[^"]*)"', fragment)
    assert again
    staff.get(html.unescape(again[1]))
    world.work()
    assert 'name="beneficiary_ifs_code"' in staff.get(html.unescape(again[1])).text


def test_a_country_flip_does_not_offer_is_never_asked_for(counter: Counter) -> None:
    for there in ("type=C2C&country=PHL", "type=C2C&country=XXX", "type=C9C&country=GBR"):
        answer = counter.staff.get(f"{NEW}?{there}")
        assert answer.status_code == 422
        assert "Flip offers no transfer of this type to this country" in answer.text
    db.session.rollback()
    asked = {row.country_iso_code for row in db.session.query(CountryForm)}
    assert asked == {"GBR"}


def test_what_was_typed_for_a_corridor_that_is_gone_is_kept(counter: Counter) -> None:
    counter.world.flip.panel("rates/GBR", {"active": False})
    read_rates(TransactionType.C2C)
    answer = counter.send(beneficiary_city="Leeds")
    assert answer.status_code == 422
    assert 'value="Leeds"' in answer.text


def test_support_prepares_nothing(world: World) -> None:
    support = world.as_("support")
    for path in (NEW, f"{NEW}/wait", f"{NEW}/countries"):
        assert support.get(path).status_code == 403
    assert support.get("/international/").status_code == 200
    assert NEW not in support.get("/international/").text
