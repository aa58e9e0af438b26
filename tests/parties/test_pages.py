"""The pages of both books: who may see what, where a new beneficiary begins, the wait for Flip's answer."""

import re

import pytest

from app.corridors.statuses import TransactionType
from app.corridors.taking import note_form_trouble
from app.corridors.tasks import FORM_NOT_GIVEN, read_form, read_rates
from tests.corridors.rates import YEN, take
from tests.parties.books import (
    ACCOUNT,
    BENEFICIARIES,
    IDENTITY,
    JOHN,
    PHONE,
    SENDERS,
    Books,
    fields_abroad,
    kept_beneficiaries,
)

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}
IBAN = "DE89370400440532013000"


def test_p30_support_sees_accounts_identities_and_addresses_masked(books: Books) -> None:
    books.read("C2C", "DEU")
    germany = fields_abroad("DEU", beneficiary_iban=IBAN, beneficiary_bank_id="3040")
    paid, sends = BENEFICIARIES + books.keep_beneficiary(**germany), SENDERS + books.keep_sender()
    support = books.world.as_("support")
    secrets = [ACCOUNT, IBAN, IDENTITY, PHONE, "+447911123456", "john@example.com", "siti@example.com"]
    secrets += ["Mosley", "Margonda", "1 Dec 1963"]
    whole = ""
    for address in (BENEFICIARIES, paid, SENDERS, sends):
        shown, plain = support.get(address).text, support.get(address).text.replace(" ", "")
        assert ("John Smith" if "beneficiaries" in address else "Siti Rahayu") in shown
        for secret in secrets:
            assert secret not in shown, (address, secret)
            assert secret not in plain, (address, secret)
        whole += books.staff.get(address).text + books.staff.get(address).text.replace(" ", "")
    assert [secret for secret in secrets if secret not in whole] == []
    assert "••••••3300" in support.get(paid).text
    for address in (f"{BENEFICIARIES}new", f"{paid}/edit", f"{SENDERS}new", f"{sends}/edit"):
        assert support.get(address).status_code == 403, address
    for address in (BENEFICIARIES, f"{paid}/edit", f"{paid}/remove", SENDERS, f"{sends}/remove"):
        assert support.post(address).status_code == 403, address


@pytest.mark.alike
def test_a_payload_is_shown_as_text(books: Books) -> None:
    payload = "<img src=x onerror=alert(1)>\"'"
    paid, sends = books.keep_beneficiary(note=payload), books.keep_sender(note=payload)
    for address in (BENEFICIARIES, BENEFICIARIES + paid, SENDERS, SENDERS + sends, f"{SENDERS}{sends}/edit"):
        page = books.staff.get(address).text
        assert "&lt;img src=x" in page, address
        assert "<img src=x" not in page, address


@pytest.mark.alike
def test_a_new_one_begins_with_type_and_country(books: Books) -> None:
    page = books.staff.get(f"{BENEFICIARIES}new").text
    assert 'value="GBR">United Kingdom · GBP' in page
    assert "PHL" not in page  # companies alone pay there
    assert "They are being read from Flip" in books.staff.get(f"{BENEFICIARIES}new?type=B2B").text
    seen = f"{BENEFICIARIES}countries?type=B2B"
    before = books.staff.get(seen, **HTMX).text
    read_rates("B2B")
    after = books.staff.get(seen, **HTMX).text
    assert "They are being read" in before
    assert 'value="PHL"' in after
    refused = books.staff.get(f"{BENEFICIARIES}new?type=C2C&country=PHL").text
    assert "Flip offers no transfer of this type to this country" in refused
    form = books.staff.get(f"{BENEFICIARIES}new?type=C2C&country=GBR").text
    assert "United Kingdom" in form
    assert 'name="beneficiary_sort_code"' in form
    assert 'name="beneficiary_iban"' not in form


@pytest.mark.alike
def test_the_form_opens_by_itself_once_flip_has_said_what_it_asks_for(books: Books) -> None:
    new, wait = (f"{BENEFICIARIES}{what}?type=C2C&country=SGP" for what in ("new", "wait"))
    page = books.staff.get(new).text
    assert "The form opens by itself" in page
    assert 'name="beneficiary_full_name"' not in page
    polled = page.split(f"{BENEFICIARIES}wait?")[1]
    version = polled.split("seen=")[1].split('"')[0]
    assert books.staff.get(f"{wait}&seen={version}", **HTMX).status_code == 204
    note_form_trouble(TransactionType.C2C, "SGP", FORM_NOT_GIVEN)
    troubled = books.staff.get(f"{wait}&seen={version}", **HTMX).text
    assert FORM_NOT_GIVEN in troubled
    assert "Ask Flip again" in troubled
    assert books.staff.post(f"{BENEFICIARIES}?type=C2C&country=SGP", **JOHN).status_code == 422
    read_form("C2C", "SGP")
    opened = books.staff.get(f"{wait}&seen={version}", **HTMX)
    assert opened.status_code == 204
    assert opened.headers["HX-Redirect"] == f"{BENEFICIARIES}new?type=C2C&country=SGP"
    assert 'name="beneficiary_full_name"' in books.staff.get(new).text


def test_who_is_kept_may_be_changed_though_the_corridor_is_gone(books: Books) -> None:
    public_id = books.keep_beneficiary()
    take(YEN)
    refused = books.staff.get(f"{BENEFICIARIES}new?type=C2C&country=GBR").text
    assert "Flip offers no transfer of this type to this country" in refused
    edit = f"{BENEFICIARIES}{public_id}/edit"
    seen = kept_beneficiaries()[0].version
    assert books.staff.post(edit, **JOHN | {"note": "new", "seen": seen}).status_code == 303
    wait = books.staff.get(f"{BENEFICIARIES}wait?of={public_id}", **HTMX)
    assert wait.headers["HX-Redirect"] == edit
    assert books.staff.get(f"{BENEFICIARIES}wait?of=nobody", **HTMX).status_code == 404


@pytest.mark.alike
def test_from_both_books_a_transfer_is_half_filled_in(books: Books) -> None:
    paid, sends = books.keep_beneficiary(), books.keep_sender()
    assert f'href="/international/new?to={paid}"' in books.staff.get(BENEFICIARIES + paid).text
    assert f'href="/international/new?from={sends}"' in books.staff.get(SENDERS + sends).text
    form = books.staff.get(f"/international/new?to={paid}&from={sends}").text
    for filled in ("John Smith", ACCOUNT, "Allica Bank", "506967", "Siti Rahayu", IDENTITY, "1963-12-01"):
        assert f'value="{filled}"' in form, filled


@pytest.mark.alike
def test_the_menu_shows_one_place_at_a_time_the_nearest(books: Books) -> None:
    here = {
        BENEFICIARIES: BENEFICIARIES,
        f"{BENEFICIARIES}new": BENEFICIARIES,
        SENDERS: BENEFICIARIES,
        f"{SENDERS}new": BENEFICIARIES,
        "/international/": "/international/",
        "/international/rates": "/international/rates",
        "/international/rates/C2C/GBR/GBP": "/international/rates",
        "/beneficiaries/": "/beneficiaries/",
        "/": "/",
    }
    for address, entry in here.items():
        page = books.staff.get(address).text
        assert re.findall(r'class="side-link" href="([^"]+)" aria-current="page"', page) == [entry], address
    assert 'class="side-link" href="/" aria-current' not in books.staff.get("/me").text


@pytest.mark.alike
def test_the_books_lead_to_each_other_and_stand_in_the_menu(books: Books) -> None:
    page = books.staff.get(BENEFICIARIES).text
    assert f'href="{SENDERS}"' in page
    assert "Recipients and senders" in page
    assert "No beneficiaries abroad yet" in page
    books.staff.headers["Accept-Language"] = "id"
    assert "Belum ada pengirim" in books.staff.get(SENDERS).text
