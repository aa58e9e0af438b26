"""The recipient's city and the addresses Flip tells: from Flip's own list, checked here, sent, and shown."""

import html
from datetime import timedelta
from typing import Any

import pytest

from app.lib import clock
from app.places.queries import heard_at
from app.places.tasks import refresh as read_places
from tests.bills.bench import errors_beside
from tests.disbursements.desk import Desk
from tests.users.bench import later

TWENTY = [f"a{number}@example.com" for number in range(20)]
GOOD = [
    ("a@example.com", "a@example.com"),
    (" a@example.com ,b@example.com;c@example.com\r\nd@example.com  ", None),
    ("a@EXAMPLE.com", "a@example.com"),
    ("a@example.com a@example.com A@example.com", "a@example.com,A@example.com"),
    ("pembeli@bücher.example.com", "pembeli@xn--bcher-kva.example.com"),
    (" ".join(TWENTY), ",".join(TWENTY)),
    ("", None),
]
BAD = [
    ("a@example.com, b", "This is not an e-mail address: b"),
    ("a@b", "This is not an e-mail address: a@b"),
    ("a@@example.com", "a@@example.com"),
    ('"a,b"@example.com', "This is not an e-mail address"),
    ("<script>alert(1)</script>", "This is not an e-mail address"),
    ("a@example.com\x00", "This is not an e-mail address"),
    (f"{'a' * 250}@example.com", "This is not an e-mail address"),
    (" ".join([*TWENTY, "b@example.com"]), "At most 20 addresses; these are 21."),
]


@pytest.fixture(autouse=True)
def places(desk: Desk) -> None:
    read_places()


def test_city_and_addresses_reach_flip_and_stand_on_the_page(desk: Desk) -> None:
    typed: dict[str, Any] = {
        "recipient_city": "kota bandung",
        "beneficiary_emails": "a@example.com b@example.com",
    }
    public_id = desk.prepare(**typed)
    desk.approve(public_id)
    desk.world.work()
    [transfer] = desk.transfers_at_flip()
    assert transfer["recipient_city"] == 191
    assert transfer["beneficiary_email"] == "a@example.com,b@example.com"
    page = desk.boss.get(f"/disbursements/{public_id}").text
    assert "Kota Bandung" in page
    assert "a@example.com, b@example.com" in page
    masked = desk.world.as_("support").get(f"/disbursements/{public_id}").text
    assert "a@example.com" not in masked
    assert "a•••@example.com" in masked


def test_without_them_nothing_is_said_to_flip(desk: Desk) -> None:
    desk.approve(desk.prepare(recipient_city="", beneficiary_emails=" \n"))
    desk.world.work()
    [transfer] = desk.transfers_at_flip()
    assert (transfer["recipient_city"], transfer["beneficiary_email"] or "") == (0, "")


@pytest.mark.alike
def test_what_flips_list_offers_is_what_the_form_offers(desk: Desk) -> None:
    def offered() -> str:
        return desk.staff.get("/disbursements/new").text

    before = offered()
    assert 'value="Kab. Bandung"' in before
    assert "Kota Baru" not in before
    desk.world.flip.panel("places", {"city": {"999": "Kota Baru", "111": None}, "country": {"100006": None}})
    with later(timedelta(hours=7)):
        desk.staff = desk.world.as_("staff")  # the session of before has ended
        desk.staff.get("/disbursements/new")  # whoever opens it has an old list read anew
        desk.world.work()
        after = offered()
        assert 'value="Kota Baru"' in after
        assert "Kab. Bandung" not in after
        assert "Angola" in before
        assert "Angola" not in after
        assert desk.send_form(recipient_city="Kota Baru").status_code == 303
        gone = desk.send_form(recipient_city="Kab. Bandung")
    assert "Flip's list has no such name" in errors_beside(gone.text, "recipient_city")[0]


@pytest.mark.alike
def test_the_form_says_how_old_the_list_is(desk: Desk) -> None:
    read = clock.to_wib(heard_at() or clock.now())
    shown = html.unescape(desk.staff.get("/disbursements/new").text)
    assert f"From Flip's list, read {read:%-d %b %Y %H:%M:%S} WIB." in shown


@pytest.mark.alike
def test_two_places_of_one_name_are_told_apart_by_their_code(desk: Desk) -> None:
    desk.world.flip.panel("places", {"city": {"999": "Kota Depok"}})
    read_places()
    assert "Flip's list has no such name" in _said_of_city(desk, "Atlantis")
    assert "Kota Depok (197), Kota Depok (999)" in _said_of_city(desk, "Kota Depok")
    assert desk.payout(desk.prepare(recipient_city="Kota Depok (999)")).recipient_city == "999"


@pytest.mark.alike
def test_nobody_guesses_a_city_from_a_part_of_its_name(desk: Desk) -> None:
    assert "did you mean Kab. Bogor, Kota Bogor?" in _said_of_city(desk, "bogor")
    assert desk.payout(desk.prepare(recipient_city="kotabogor")).recipient_city == "192"


@pytest.mark.alike
def test_addresses_are_read_as_people_separate_them(desk: Desk) -> None:
    for typed, kept in GOOD:
        payout = desk.payout(desk.prepare(beneficiary_emails=typed, alike_reason="again"))
        four = "a@example.com,b@example.com,c@example.com,d@example.com"
        assert payout.beneficiary_emails == (four if typed.startswith(" a@") else kept), typed


@pytest.mark.alike
def test_wrong_addresses_are_said_beside_the_field_as_they_were_typed(desk: Desk) -> None:
    for typed, said in BAD:
        answer = desk.send_form(beneficiary_emails=typed, alike_reason="again")
        assert answer.status_code == 422, typed
        assert said in errors_beside(answer.text, "beneficiary_emails")[0], typed
        assert "<script>alert" not in answer.text


def _said_of_city(desk: Desk, typed: str) -> str:
    [said] = errors_beside(desk.send_form(recipient_city=typed).text, "recipient_city")
    return said
