"""P35: people see where they are signed in and end what is not theirs to keep."""

from app.users import queries
from app.users.models import Person
from tests.users.bench import House


def session_ids(person: Person) -> list[int]:
    return [session.id for session in queries.open_sessions(person.id)]


def test_one_session_can_be_ended_from_another(house: House) -> None:
    person = house.person("staff")
    here, there = house.browser_of(person), house.browser_of(person)
    with there.client.session_transaction() as session:
        assert session["sign_in"]
    other = min(set(session_ids(person)) - {max(session_ids(person))})
    assert there.post(f"/me/sessions/{other}/end").status_code == 303
    assert not here.is_in()
    assert there.is_in()
    assert house.entries("account.session_ended")[0].subject_id == person.public_id


def test_all_others_can_be_ended_at_once(house: House) -> None:
    person = house.person("staff")
    here, *others = [house.browser_of(person) for _ in range(4)]
    here.post("/me/sessions/end-others")
    assert here.is_in()
    assert [other.is_in() for other in others] == [False] * 3


def test_nobody_ends_somebody_elses_session(house: House) -> None:
    person = house.person("staff")
    theirs = house.browser_of(person)
    [session_id] = session_ids(person)
    assert house.as_("admin").post(f"/me/sessions/{session_id}/end").status_code == 404
    assert house.as_("staff").post("/me/sessions/999999/end").status_code == 404
    assert theirs.is_in()


def test_the_page_names_device_address_and_which_one_this_is(house: House) -> None:
    person = house.person("staff")
    browser = house.browser("198.51.100.23")
    browser.sign_in(person.email)
    page = browser.get("/me").text
    assert "Firefox · Linux" in page
    assert "198.51.100.23" in page
    assert "This one" in page
