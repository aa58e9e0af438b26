"""P49: what the form library says by itself is said in the person's language too."""

from tests.users.bench import House


def test_P49_a_choice_that_is_none_is_refused_in_indonesian(house: House) -> None:
    browser = house.as_("staff", language="id")
    answer = browser.post("/bills/", title="Kopi", type="NEITHER", step="1", expiry="never")
    assert answer.status_code == 422
    assert "Not a valid choice" not in answer.text
    assert "Pilihan" in answer.text
