"""Each thing that is wrong with a sender is said beside its own field, and nothing typed is lost."""

from datetime import timedelta
from typing import Any

import pytest

from app.lib import clock
from app.places.tasks import refresh as read_places
from tests.bills.bench import errors_beside
from tests.disbursements.customers import SPECIAL, sender_of
from tests.disbursements.desk import Desk

pytestmark = pytest.mark.alike

NEXT_WEEK = f"{clock.to_wib(clock.now()).date() + timedelta(days=7):%Y-%m-%d}"
WRONG = [
    ("direction", "", "Choose where the money comes from."),
    ("direction", "DOMESTIC_TRANSFER", "Not a valid choice."),
    ("sender_name", "  ", "Enter the sender's name."),
    ("sender_name", "a" * 51, "At most 50 characters; this has 51."),
    ("sender_name", "Budi & Co. <b>", "leave out: & . < >"),
    ("sender_name", "Búdi", "leave out: ú"),
    ("sender_address", "", "Enter the sender's address."),
    ("sender_address", "a" * 256, "At most 255 characters; this has 256."),
    ("sender_address", 'Jalan #1; "A"', "Flip does not accept these characters here"),
    ("sender_address", "<b>Jalan</b>", "Flip does not accept these characters here: < >"),
    ("sender_country", "", "Choose the sender's country."),
    ("sender_country", "Atlantis", "Flip's list has no such name."),
    ("sender_country", "191", "Flip's list has no such name."),
    ("sender_country", "Argent", "did you mean Argentina?"),
    ("sender_job", "", "Choose what the sender lives by."),
    ("sender_job", "wizard", "Not a valid choice."),
    ("sender_place_of_birth", "Bandung", "did you mean Kab. Bandung, Kota Bandung?"),
    ("sender_place_of_birth", "Indonesia", "choose the city"),
    ("sender_date_of_birth", NEXT_WEEK, "This day is still to come."),
    ("sender_date_of_birth", "1990-02-31", "Not a valid date value."),
    ("sender_date_of_birth", "0990-02-01", "Check the year."),
    ("sender_identity_type", "library_card", "Not a valid choice."),
    ("sender_identity_type", "", "Say what kind of number this is."),
    ("sender_identity_number", "", "Enter the number."),
    ("sender_identity_number", "1" * 17, "At most 16 characters; this has 17."),
    ("sender_identity_number", "31740<1234", "Use letters and digits only."),
]


@pytest.fixture(autouse=True)
def places(desk: Desk) -> None:
    read_places()


def test_what_is_wrong_with_a_sender_is_said_beside_its_field_and_no_other(desk: Desk) -> None:
    for field, typed, said in WRONG:
        answer = desk.send_form(**SPECIAL | {field: typed})
        assert answer.status_code == 422, (field, typed)
        wrong = {name: " ".join(errors_beside(answer.text, name)) for name in SPECIAL}
        assert said in wrong.pop(field), (field, typed)
        assert set(wrong.values()) == {""}, (field, typed)


def test_a_passport_may_be_longer_than_an_identity_card(desk: Desk) -> None:
    passport = {"sender_identity_type": "passport", "sender_identity_number": "A" * 20}
    row_id = desk.payout(desk.prepare(**SPECIAL | passport)).id
    sender = sender_of(row_id)
    assert sender
    assert sender.identity_number == "A" * 20
    longer = desk.send_form(**SPECIAL | passport | {"sender_identity_number": "A" * 21})
    [said] = errors_beside(longer.text, "sender_identity_number")
    assert "At most 20 characters" in said


def test_nothing_typed_about_a_sender_is_lost(desk: Desk) -> None:
    typed = SPECIAL | {"sender_country": "Atlantis", "sender_name": "Siti & Co"}
    page = desk.send_form(**typed).text
    for shown in ("Atlantis", "Siti &amp; Co", "Kota Bandung", "1990-02-28", "Jalan Melati 12, RT 03/04"):
        assert f'value="{shown}"' in page
    for chosen in ("indonesian_migrant_worker", "nat_id", "FOREIGN_INBOUND_SPECIAL_TRANSFER"):
        assert f'selected value="{chosen}"' in page


def test_spaces_and_dots_that_people_put_into_numbers_are_no_part_of_them(desk: Desk) -> None:
    row_id = desk.payout(desk.prepare(**SPECIAL | {"sender_identity_number": "3174 0123.4567-0009"})).id
    sender = sender_of(row_id)
    assert sender
    assert sender.identity_number == "3174012345670009"


def test_a_draft_may_leave_the_sender_for_later_and_keeps_what_is_known(desk: Desk) -> None:
    nobody: dict[str, Any] = dict.fromkeys(SPECIAL, "") | {
        "transfer_kind": "special",
        "sender_name": "Siti Rahma",
    }
    answer = desk.send_form(then="draft", **nobody)
    assert answer.status_code == 303, answer.text
    public_id = answer.headers["Location"].rsplit("/", 1)[-1]
    assert 'value="Siti Rahma"' in desk.staff.get(f"/disbursements/{public_id}/edit").text
    assert desk.staff.get(f"/disbursements/{public_id}").status_code == 200


@pytest.mark.parametrize("language", ["en", "id"])
def test_jobs_identities_and_directions_are_named_in_both_languages(desk: Desk, language: str) -> None:
    desk.staff.headers["Accept-Language"] = language
    page = desk.staff.get("/disbursements/new").text
    words = {
        "en": ("Housewife", "Government employee", "Passport", "Sent from abroad", "Special money transfer"),
        "id": ("Ibu rumah tangga", "Pegawai negeri", "Paspor", "Dikirim dari luar negeri"),
    }[language]
    for word in words:
        assert word in page
