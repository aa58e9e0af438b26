"""P32: who is refused for lack of a permission is written down, and told who holds it."""

from tests.users.bench import House


def test_p32_a_refusal_says_who_where_and_what_was_lacking(house: House) -> None:
    person = house.person("staff")
    answer = house.browser_of(person).get("/audit")
    assert answer.status_code == 403
    assert "Manager, Admin" in answer.text
    [entry] = house.entries("permission.refused")
    assert (entry.person_id, entry.subject_id, entry.outcome) == (person.id, "audit.read", "refused")
    assert entry.details == {"method": "GET", "path": "/audit"}
    assert entry.address == "203.0.113.7"


def test_p32_the_next_request_of_the_thread_is_not_taken_for_them(house: House) -> None:
    house.as_("staff").get("/audit")
    house.browser().sign_in("nobody@example.test", "wrong")
    [entry] = house.entries("sign_in.password")
    assert (entry.person_id, entry.person_name) == (None, "nobody")
