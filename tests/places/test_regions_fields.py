"""A form takes only regions that Flip lists within each other, and says what is missing."""

from typing import Any

import pytest

from app.places.region_fields import RESIDENCE, RegionFields, ResidenceRegionFields, offer_regions
from tests.places.atlas import CITY, DISTRICT, PROVINCE, take, take_depok, take_the_first_two
from tests.users.bench import House

NOT_HERE = "Flip's list is not here yet. Choose from it as soon as it is."
NOT_LISTED = "Flip lists no such place here. Choose one from the list."
SUKMAJAYA = {"country_id": "1", "province_id": "12", "city_id": "184", "district_id": "1234"}


class Address(RegionFields, ResidenceRegionFields):
    """A form with both addresses of somebody."""


def errors(house: House, **sent: str) -> dict[str, Any]:
    """What the form says to what was sent, by field."""
    with house.app.test_request_context(method="POST", data=sent, headers={"Accept-Language": "en"}):
        form = Address(meta={"csrf": False})
        offer_regions(form)
        offer_regions(form, RESIDENCE)
        form.validate()
        return {name: list(map(str, said)) for name, said in form.errors.items()}


def residence(**chosen: str) -> dict[str, str]:
    return SUKMAJAYA | {f"{RESIDENCE}{name}": flip_id for name, flip_id in chosen.items()}


def test_regions_that_lie_within_each_other_are_taken(house: House) -> None:
    take_depok()
    assert errors(house, **SUKMAJAYA) == {}
    assert errors(house, **residence(**SUKMAJAYA)) == {}


def test_each_missing_choice_is_asked_for_by_its_name(house: House) -> None:
    take_depok()
    assert errors(house, country_id="") == {
        "country_id": ["Choose the country."],
        "province_id": ["Choose the province."],
        "city_id": ["Choose the city or regency."],
        "district_id": ["Choose the district."],
    }


@pytest.mark.parametrize("field", SUKMAJAYA)
def test_what_flip_does_not_list_is_refused(house: House, field: str) -> None:
    take_depok()
    assert errors(house, **SUKMAJAYA | {field: "4711"})[field] == [NOT_LISTED]


def test_a_district_of_another_city_is_refused(house: House) -> None:
    take_depok()
    take(DISTRICT, "190", ("1300", "Tanah Sareal"))
    assert errors(house, **SUKMAJAYA | {"city_id": "190"}) == {"district_id": [NOT_LISTED]}
    assert errors(house, **SUKMAJAYA | {"city_id": "190", "district_id": "1300"}) == {}


def test_what_is_gone_at_flip_is_taken_no_more(house: House) -> None:
    take_depok()
    take(DISTRICT, "184", ("1235", "Beji"))
    assert errors(house, **SUKMAJAYA) == {"district_id": [NOT_LISTED]}


def test_while_a_list_is_not_known_nothing_is_taken_from_it(house: House) -> None:
    take_the_first_two()
    assert errors(house, **SUKMAJAYA) == {"city_id": [NOT_HERE], "district_id": [NOT_HERE]}
    take(CITY, "12", ("184", "Kota Depok"))
    assert errors(house, **SUKMAJAYA | {"district_id": ""}) == {"district_id": [NOT_HERE]}


@pytest.mark.parametrize("odd", ["\0", "9" * 5_000])
def test_an_odd_id_is_refused_like_any_other_that_is_not_listed(house: House, odd: str) -> None:
    take_the_first_two()
    assert errors(house, **SUKMAJAYA | {"city_id": odd})["city_id"] == [NOT_HERE]
    take(CITY, "12", ("184", "Kota Depok"))
    assert errors(house, **SUKMAJAYA | {"city_id": odd})["city_id"] == [NOT_LISTED]


def test_before_any_list_came_the_form_says_so(house: House) -> None:
    assert errors(house, **SUKMAJAYA)["country_id"] == [NOT_HERE]


def test_a_residence_is_given_whole_or_not_at_all(house: House) -> None:
    take_depok()
    take(PROVINCE, "2", ("77", "Johor"))
    assert errors(house, **residence(country_id="")) == {}
    assert errors(house, **residence(country_id="1", province_id="12")) == {
        "residence_city_id": ["Choose the city or regency."],
        "residence_district_id": ["Choose the district."],
    }
    other_country = residence(**SUKMAJAYA | {"country_id": "2"})
    assert errors(house, **other_country)["residence_province_id"] == [NOT_LISTED]


def test_a_form_that_is_filled_from_what_is_kept_shows_its_regions(house: House) -> None:
    take_depok()
    with house.app.test_request_context():
        form = Address(formdata=None, data=SUKMAJAYA, meta={"csrf": False})
        shown = offer_regions(form)
    assert not shown.waits
    assert [field.data for field in shown.fields] == ["1", "12", "184", "1234"]
    assert ("1234", "Sukmajaya") in [(one.value, one.label) for one in form.district_id.choices]
