"""From the address an agent is registered; what Flip objects to or never answers comes back to a person."""

import re

import pytest

from app.agents.statuses import AgentStatus
from tests.agents.walk import Walk
from tests.agents.walk_forms import (
    ADDRESS_FORM,
    ELSEWHERE,
    IDENTITY_FORM,
    begin,
    kept,
    live,
    save,
    seen,
    text_of,
)
from tests.bills.bench import errors_beside, typed
from tests.places import atlas

S = AgentStatus


@pytest.fixture(autouse=True)
def _places(walk: Walk) -> None:
    atlas.take_depok()


def ready(walk: Walk, **fields: str) -> str:
    """An agent whose form of identity was sent."""
    return kept(begin(walk.staff, **fields))


def test_register_at_flip_leads_to_a_page_that_waits_and_then_to_the_card(walk: Walk) -> None:
    public_id = ready(walk)
    answer = save(walk.staff, public_id, "address")
    assert answer.headers["Location"] == f"/agents/{public_id}/result"
    assert walk.agent(public_id).state is S.REQUESTED
    page = walk.staff.get(f"/agents/{public_id}/result").text
    assert "data-live" in page[page.index('id="walk"') :].split(">")[0]
    assert "Flip is being asked to register the agent." in text_of(page)
    assert walk.at_flip() == []
    walk.world.work()
    assert walk.agent(public_id).state is S.BASIC_DATA
    answer = live(walk.staff, public_id, "result", was="result")
    assert answer.headers["HX-Redirect"] == f"/agents/{public_id}/card"
    [at_flip] = walk.at_flip()
    assert (at_flip["name"], at_flip["phone_number"]) == ("Siti Rahayu", "+6281234567777")
    assert (at_flip["district_id"], at_flip["residence_district_id"]) == (1234, 1234)


def test_who_lives_elsewhere_has_a_residence(walk: Walk) -> None:
    atlas.take(atlas.DISTRICT, "184", ("1234", "Sukmajaya"), ("18402", "Beji"))
    public_id = ready(walk)
    elsewhere = ELSEWHERE | {"residence_district_id": "18402"}
    assert save(walk.staff, public_id, "address", **elsewhere).status_code == 303
    walk.world.work()
    [at_flip] = walk.at_flip()
    assert at_flip["residence_district_id"] == 18402
    assert at_flip["residence_address"] == ELSEWHERE["residence_address"]


def test_an_address_is_kept_for_later_without_registering(walk: Walk) -> None:
    public_id = ready(walk)
    half = dict.fromkeys(ADDRESS_FORM, "") | {"address": "Jl. Margonda Raya 17", "then": "later"}
    answer = save(walk.staff, public_id, "address", **half)
    assert answer.headers["Location"] == f"/agents/{public_id}"
    assert walk.staff.get(answer.headers["Location"]).status_code == 200
    agent = walk.agent(public_id)
    assert (agent.state, agent.address) == (S.DRAFT, "Jl. Margonda Raya 17")
    assert typed(walk.staff.get(f"/agents/{public_id}/address").text, "address") == "Jl. Margonda Raya 17"


def test_without_script_the_places_of_a_province_are_shown_and_nothing_is_checked(walk: Walk) -> None:
    public_id = ready(walk)
    form = {"province_id": "12", "city_id": "", "district_id": "", "address": "x", "then": "regions"}
    page = save(walk.staff, public_id, "address", **form).text
    assert ">Kota Depok</option>" in page
    assert "field-error" not in page
    assert typed(page, "address") == "x"
    assert walk.agent(public_id).address is None


def test_what_the_identity_still_lacks_is_said_beside_its_field(walk: Walk) -> None:
    public_id = ready(walk, gender="", occupation="", then="later")
    answer = save(walk.staff, public_id, "address")
    assert answer.status_code == 422
    assert errors_beside(answer.text, "gender") == ["Fill this in."]
    assert errors_beside(answer.text, "occupation") == ["Fill this in."]
    agent = walk.agent(public_id)
    assert (agent.state, agent.address) == (S.DRAFT, ADDRESS_FORM["address"])


def test_an_agent_whose_phone_nobody_verified_is_not_registered(walk: Walk) -> None:
    public_id = ready(walk, phone_verified="", then="later")
    answer = save(walk.staff, public_id, "address")
    assert errors_beside(answer.text, "phone_verified") == ["Confirm that the phone number was verified."]
    assert walk.agent(public_id).state is S.DRAFT


def test_what_flip_objects_to_stands_beside_its_field_and_is_mended_there(walk: Walk) -> None:
    public_id = walk.to(S.REFUSED)
    answer = live(walk.staff, public_id, "result", was="result")
    assert answer.headers["HX-Redirect"] == f"/agents/{public_id}/identity"
    page = walk.staff.get(f"/agents/{public_id}/identity").text
    [said] = errors_beside(page, "name")
    assert "Flip 2004" in said
    agent = walk.agent(public_id)
    numbers = {"identity_number": agent.identity_number, "phone_number": agent.phone_number}
    assert save(walk.staff, public_id, "identity", **numbers, name="Budi Santoso").status_code == 303
    assert save(walk.staff, public_id, "address").status_code == 303
    walk.world.work()
    assert walk.agent(public_id).state is S.BASIC_DATA
    assert "Flip did not take the data" not in walk.staff.get(f"/agents/{public_id}/card").text


def test_an_unknown_fate_waits_and_shows_no_form(walk: Walk) -> None:
    public_id = walk.to(S.UNKNOWN)
    page = walk.staff.get(f"/agents/{public_id}/address").text
    assert 'id="address-form"' not in page
    assert 'id="undecided"' not in page
    assert "Nothing can be changed until Flip has answered" in text_of(page)


def test_an_undecided_agent_is_found_by_its_number_at_flip(walk: Walk) -> None:
    public_id = walk.undecided()
    [at_flip] = walk.at_flip()
    assert walk.staff.get(f"/agents/{public_id}/continue").headers["Location"].endswith("/address")
    page = walk.staff.get(f"/agents/{public_id}/address").text
    assert 'id="undecided"' in page
    answer = walk.staff.post(f"/agents/{public_id}/adopt", flip_id=str(at_flip["id"]))
    assert answer.headers["Location"] == f"/agents/{public_id}/address"
    page = walk.staff.get(answer.headers["Location"]).text
    assert f"Flip is being asked about the agent {at_flip['id']}" in text_of(page)
    assert "data-live" in page[page.index('id="walk"') :].split(">")[0]
    walk.world.work()
    agent = walk.agent(public_id)
    assert (agent.state, agent.flip_id) == (S.BASIC_DATA, str(at_flip["id"]))


def test_the_number_of_somebody_else_at_flip_is_not_taken(walk: Walk) -> None:
    other = walk.agent(walk.registered()).flip_id
    public_id = walk.undecided()
    for wrong in (str(other), "4711"):
        walk.staff.post(f"/agents/{public_id}/adopt", flip_id=wrong)
        walk.world.work()
        said = text_of(walk.staff.get(f"/agents/{public_id}/address").text)
        assert f"Flip shows other numbers under {wrong}, or nobody." in said
        assert "Find the agent in Flip's dashboard" in said
    assert walk.agent(public_id).flip_id is None


@pytest.mark.parametrize(
    ("typed_in", "words"),
    [("", "Enter the number from Flip's dashboard."), ("../1", "Use letters, digits and dashes only.")],
)
def test_a_number_that_is_none_is_refused_beside_its_field(walk: Walk, typed_in: str, words: str) -> None:
    public_id = walk.undecided()
    answer = walk.staff.post(f"/agents/{public_id}/adopt", flip_id=typed_in)
    assert answer.status_code == 422
    assert errors_beside(answer.text, "flip_id") == [words]


def test_an_undecided_agent_with_corrected_numbers_is_registered_anew(walk: Walk) -> None:
    public_id = walk.undecided()
    numbers = {"identity_number": "3276011708900555", "phone_number": "081255550000"}
    assert save(walk.staff, public_id, "identity", **numbers).status_code == 303
    assert save(walk.staff, public_id, "address").status_code == 303
    walk.world.work()
    assert walk.agent(public_id).state is S.BASIC_DATA
    assert len(walk.at_flip()) == 2


def test_data_corrected_later_go_to_flip_and_the_page_says_so_while_they_do(walk: Walk) -> None:
    public_id = walk.to(S.CARD_ACCEPTED)
    agent = walk.agent(public_id)
    numbers = {"identity_number": agent.identity_number, "phone_number": agent.phone_number}
    answer = save(walk.staff, public_id, "identity", **numbers, birth_place="Bogor")
    assert answer.headers["Location"] == f"/agents/{public_id}/selfie"
    on_the_way = "The corrected data are on their way to Flip"
    assert on_the_way in text_of(walk.staff.get(f"/agents/{public_id}/selfie").text)
    shown = walk.staff.get(f"/agents/{public_id}/identity").text
    assert 'id="identity-form"' not in shown
    assert f"/agents/{public_id}/identity?change=1" in shown
    assert 'id="identity-form"' in walk.staff.get(f"/agents/{public_id}/identity?change=1").text
    walk.world.work()
    assert on_the_way not in text_of(live(walk.staff, public_id, "selfie").text)
    assert walk.at_flip()[0]["birth_place"] == "Bogor"


def test_flips_no_to_corrected_data_comes_back_beside_the_field(walk: Walk) -> None:
    public_id = walk.to(S.CARD_ACCEPTED)
    walk.save(public_id, name="Budi-Santoso")
    walk.world.work()
    answer = live(walk.staff, public_id, "selfie", was="selfie")
    assert answer.headers["HX-Redirect"] == f"/agents/{public_id}/identity"
    page = walk.staff.get(f"/agents/{public_id}/identity").text
    assert "Flip 2004" in errors_beside(page, "name")[0]


def test_a_rejection_for_the_data_is_mended_by_saving_them(walk: Walk) -> None:
    public_id = walk.to(S.REJECTED, "10")
    agent = walk.agent(public_id)
    stays = {
        "identity_number": agent.identity_number,
        "phone_number": agent.phone_number,
        "email": agent.email,
    }
    assert save(walk.staff, public_id, "identity", **stays, name="Budi Santosa").status_code == 303
    walk.world.work()
    assert walk.agent(public_id).state is S.PENDING
    assert walk.at_flip()[0]["name"] == "Budi Santosa"


def test_nobody_can_half_fill_in_what_flip_has(walk: Walk) -> None:
    public_id = walk.to(S.BASIC_DATA)
    page = walk.staff.get(f"/agents/{public_id}/identity").text
    assert not re.search(r'name="then" value="later"', page)
    version = seen(walk.staff, public_id, "identity")
    form = IDENTITY_FORM | {"seen": version, "name": "", "then": "later"}
    answer = walk.staff.post(f"/agents/{public_id}/identity", **form)
    assert errors_beside(answer.text, "name") == ["Enter the name as on the card."]
    assert walk.agent(public_id).name == "Budi Santoso"
