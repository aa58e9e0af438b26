"""Every wrong field of the walk gets its error beside it, in both languages, and everything typed is kept."""

import re
from typing import Any

import pytest

from app.agents.models import Agent
from tests.agents.walk import Walk
from tests.agents.walk_forms import ADDRESS_FORM, ELSEWHERE, IDENTITY_FORM, begin, kept, seen
from tests.bills.bench import errors_beside, how_many, typed
from tests.places import atlas

PHONE = "Start with 0 and write 8 to 24 digits"
ODD = "Only letters, digits and spaces; leave out:"
IDENTITY = [
    ({"name": ""}, "name", "Enter the name as on the card."),
    ({"name": "   "}, "name", "Enter the name as on the card."),
    ({"name": "Siti-Rahayu"}, "name", f"{ODD} -"),
    ({"name": "Siti O'Hara"}, "name", f"{ODD} '"),
    ({"name": "Sití"}, "name", f"{ODD} í"),
    ({"name": "x" * 51}, "name", "At most 50 characters; this has 51."),
    ({"identity_type": ""}, "identity_type", "Choose what the agent shows."),
    ({"identity_type": "kitas"}, "identity_type", "Not a valid choice."),
    ({"identity_number": ""}, "identity_number", "Enter the number of the identity."),
    ({"identity_number": "3" * 17}, "identity_number", "At most 16 characters; this has 17."),
    ({"identity_number": "327601/7089"}, "identity_number", "Use letters and digits only."),
    ({"identity_number": "٣٢٧٦٠١"}, "identity_number", "Use letters and digits only."),
    (
        {"identity_type": "passport", "identity_number": "A" * 21},
        "identity_number",
        "At most 20 characters; this has 21.",
    ),
    ({"birth_date": ""}, "birth_date", "Enter the date of birth."),
    ({"birth_date": "yesterday"}, "birth_date", "Not a valid date value."),
    ({"birth_date": "31-02-1990"}, "birth_date", "Not a valid date value."),
    ({"birth_date": "2999-01-01"}, "birth_date", "This day is still to come."),
    ({"birth_date": "01-01-1890"}, "birth_date", "Check the year."),
    ({"birth_place": ""}, "birth_place", "Enter the place of birth."),
    ({"birth_place": "Depok, Jawa"}, "birth_place", f"{ODD} ,"),
    ({"birth_place": "D" * 256}, "birth_place", "At most 255 characters; this has 256."),
    ({"gender": ""}, "gender", "Choose what the card says."),
    ({"gender": "other"}, "gender", "Not a valid choice."),
    ({"occupation": ""}, "occupation", "Choose what the agent lives by."),
    ({"occupation": "wizard"}, "occupation", "Not a valid choice."),
    ({"phone_number": ""}, "phone_number", "Enter the agent's phone number."),
    ({"phone_number": "0812345"}, "phone_number", PHONE),
    ({"phone_number": "0" * 25}, "phone_number", PHONE),
    ({"phone_number": "+62812345"}, "phone_number", PHONE),
    ({"phone_number": "+" + "6" * 26}, "phone_number", PHONE),
    ({"phone_number": "62812345678"}, "phone_number", PHONE),
    ({"phone_number": "٠٨١٢٣٤٥٦٧٨"}, "phone_number", PHONE),
    ({"email": "siti@"}, "email", "This is not an e-mail address."),
    ({"email": "siti example.com"}, "email", "This is not an e-mail address."),
]
LENGTH = "Between 10 and 300 characters; this has"
SIGNS = "Only letters, digits, spaces and . - / ( ); leave out:"
ADDRESS = [
    ({"address": ""}, "address", "Enter the address as on the card."),
    ({"address": "Depok"}, "address", f"{LENGTH} 5."),
    ({"address": "J" * 301}, "address", f"{LENGTH} 301."),
    ({"address": "Jl. Margonda, Depok"}, "address", f"{SIGNS} ,"),
    ({"address": "Jl. Margonda <b>"}, "address", f"{SIGNS} < >"),
    ({"country_id": ""}, "country_id", "Choose the country."),
    ({"district_id": ""}, "district_id", "Choose the district."),
    ({"district_id": "4711"}, "district_id", "Flip lists no such place here."),
    (ELSEWHERE | {"residence_address": ""}, "residence_address", "Enter the address where"),
    (ELSEWHERE | {"residence_address": "Kukusan"}, "residence_address", f"{LENGTH} 7."),
    (ELSEWHERE | {"residence_country_id": ""}, "residence_country_id", "Choose the country."),
    (ELSEWHERE | {"residence_district_id": ""}, "residence_district_id", "Choose the district."),
]


def bare(text: str) -> str:
    """What was typed without what a number or a name may be written with."""
    return text.strip().replace("-", "")


@pytest.mark.parametrize(("wrong", "field", "words"), IDENTITY)
def test_a_wrong_identity_is_said_beside_its_field_in_both_languages(
    walk: Walk, wrong: dict[str, Any], field: str, words: str
) -> None:
    answer = begin(walk.staff, **wrong)
    assert answer.status_code == 422
    errors = errors_beside(answer.text, field)
    assert [error for error in errors if words in error], errors
    for name in ("name", "identity_number", "birth_date", "birth_place", "phone_number", "email"):
        assert bare(typed(answer.text, name) or "") == bare((IDENTITY_FORM | wrong)[name])
    indonesian = begin(walk.world.house.as_("staff", language="id"), **wrong)
    other = errors_beside(indonesian.text, field)
    assert len(other) == len(errors)
    assert not set(other) & set(errors)
    assert how_many(Agent) == 0


@pytest.mark.parametrize(("wrong", "field", "words"), ADDRESS)
def test_a_wrong_address_is_said_beside_its_field_in_both_languages(
    walk: Walk, wrong: dict[str, Any], field: str, words: str
) -> None:
    atlas.take_depok()
    public_id = kept(begin(walk.staff))
    form = ADDRESS_FORM | {"seen": seen(walk.staff, public_id, "address")} | wrong
    answer = walk.staff.post(f"/agents/{public_id}/address", **form)
    assert answer.status_code == 422
    [error] = errors_beside(answer.text, field)
    assert words in error
    indonesian = walk.world.house.as_("staff", language="id").post(f"/agents/{public_id}/address", **form)
    assert errors_beside(indonesian.text, field) not in ([], [error])
    assert walk.agent(public_id).address is None


def test_all_wrong_fields_are_told_at_once_and_an_empty_form_is_no_fault(walk: Walk) -> None:
    page = begin(walk.staff, **dict.fromkeys(IDENTITY_FORM, "")).text
    needed = {name for name in IDENTITY_FORM if name not in ("submission", "email", "then", "phone_verified")}
    assert {name for name in needed if errors_beside(page, name)} == needed
    assert walk.staff.post("/agents/new/identity").status_code == 422


def test_the_form_opens_at_what_is_wrong_a_choice_among_others(walk: Walk) -> None:
    assert "autofocus" not in walk.staff.get("/agents/new/identity").text
    page = begin(walk.staff, gender="").text
    assert re.findall(r'<input[^>]*autofocus[^>]*id="([^"]+)"', page) == ["gender-0"]


@pytest.mark.parametrize("written", ["1990-08-17", "17-08-1990", "17/08/1990"])
def test_a_day_of_birth_is_picked_or_typed(walk: Walk, written: str) -> None:
    agent = walk.agent(kept(begin(walk.staff, birth_date=written)))
    assert str(agent.birth_date) == "1990-08-17"


def test_spaces_and_dashes_in_numbers_and_lines_in_addresses_do_no_harm(walk: Walk) -> None:
    atlas.take_depok()
    public_id = kept(begin(walk.staff, identity_number="3276 0157-0890.0077", phone_number="(0812) 3456 77"))
    form = ADDRESS_FORM | {"seen": "1", "address": "Jl. Margonda\r\n  Raya 17"}
    assert walk.staff.post(f"/agents/{public_id}/address", **form).status_code == 303
    agent = walk.agent(public_id)
    assert (agent.identity_number, agent.phone_number) == ("3276015708900077", "+62812345677")
    assert agent.address == "Jl. Margonda Raya 17"
