"""The form is filled from the books of who is paid and who sends, and keeps somebody new when ticked."""

import html
import re

from sqlalchemy import func, select

from app.extensions import db
from app.parties import service as parties
from app.parties.models import ForeignBeneficiary, ForeignSender
from tests.bills.bench import typed
from tests.international.counter import NEW, Counter

HERE = f"{NEW}?type=C2C&country=GBR"


def kept() -> tuple[int, int]:
    """How many are kept in both books."""
    db.session.rollback()
    many = [
        db.session.scalar(select(func.count(model.id))) or 0 for model in (ForeignBeneficiary, ForeignSender)
    ]
    return many[0], many[1]


def ids() -> tuple[str, str]:
    """Our ids of the one who is paid and of the one who sends."""
    db.session.rollback()
    to, whose = (
        db.session.scalars(select(model.public_id)).one() for model in (ForeignBeneficiary, ForeignSender)
    )
    return to, whose


def test_nobody_is_kept_unless_it_is_ticked_and_nobody_twice(counter: Counter) -> None:
    counter.prepare()
    assert kept() == (0, 0)
    counter.prepare(amount="60", keep_beneficiary="y", keep_sender="y")
    assert kept() == (1, 1)
    counter.prepare(amount="61", keep_beneficiary="y", keep_sender="y")
    assert kept() == (1, 1)


def test_nobody_is_kept_from_a_form_that_could_not_be_taken(counter: Counter) -> None:
    answer = counter.send(amount="1", keep_beneficiary="y", keep_sender="y")
    assert answer.status_code == 422
    assert len(re.findall(r'<input checked[^>]*name="keep_', answer.text)) == 2
    assert kept() == (0, 0)


def test_the_form_offers_whom_one_pays_there_and_fills_everything_in(counter: Counter) -> None:
    assert 'id="books"' not in counter.form()
    counter.prepare(keep_beneficiary="y", keep_sender="y")
    to, whose = ids()
    page = counter.form()
    assert f'<option value="{to}">John Smith</option>' in page
    assert f'<option value="{whose}">Siti Rahayu</option>' in page
    filled = counter.staff.get(f"{HERE}&to={to}&from={whose}").text
    for name, value in {
        "beneficiary_full_name": "John Smith",
        "beneficiary_account_number": "31926819",
        "beneficiary_bank_id": "Allica Bank",
        "beneficiary_nationality": "United Kingdom",
        "beneficiary_sort_code": "200000",
        "sender_name": "Siti Rahayu",
        "sender_date_of_birth": "1990-08-17",
        "sender_identity_number": "3276011708900001",
        "sender_country": "Indonesia",
    }.items():
        assert typed(filled, name) == value, name
    assert re.search(r'<option selected value="FRIEND">', filled)


def test_somebody_kept_brings_their_type_and_country_along(counter: Counter) -> None:
    counter.prepare(keep_beneficiary="y")
    db.session.rollback()
    to = db.session.scalars(select(ForeignBeneficiary.public_id)).one()
    page = counter.staff.get(f"{NEW}?to={to}").text
    assert typed(page, "beneficiary_full_name") == "John Smith"
    assert typed(page, "destination_country") == "GBR"


def test_a_sender_chosen_before_the_country_stays_chosen(counter: Counter) -> None:
    counter.prepare(keep_sender="y")
    db.session.rollback()
    whose = db.session.scalars(select(ForeignSender.public_id)).one()
    page = counter.staff.get(f"{NEW}?from={whose}").text
    assert f'name="from" value="{whose}"' in page
    counter.reads("C2C", "DEU")
    filled = counter.staff.get(f"{NEW}?type=C2C&country=DEU&from={whose}").text
    assert typed(filled, "sender_name") == "Siti Rahayu"
    assert typed(filled, "beneficiary_full_name") == ""


def test_who_was_removed_fills_nothing(counter: Counter) -> None:
    counter.prepare(keep_beneficiary="y", keep_sender="y")
    to, whose = ids()
    parties.remove_beneficiary(to)
    parties.remove_sender(whose)
    for address in (f"{NEW}?to={to}", f"{HERE}&from={whose}", f"{HERE}&to=BNA-NONE"):
        assert counter.staff.get(address).status_code == 404
    assert 'id="books"' not in html.unescape(counter.form())
