"""Beneficiaries are found by name, account or note, half fill a payout, and are kept from one."""

from typing import Any

import pytest

from tests.beneficiaries.keeping import kept, stored
from tests.disbursements.desk import KNOWN_ACCOUNT, KNOWN_HOLDER, Desk

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


def test_they_are_found_by_name_account_and_note_and_paged(desk: Desk) -> None:
    for number in range(26):
        kept(desk, name=f"Person {number:02}", account_number=f"77000{number:05}", note=f"note {number:02}")
    first = desk.staff.get("/beneficiaries/")
    assert first.text.count("row-link") == 25
    assert "Person 00" not in first.text
    assert "at=%3C" in first.text
    for words in ("person 07", "7700000007", "7700 0000 07", "NOTE 07"):
        found = desk.staff.get(f"/beneficiaries/?q={words}").text
        assert found.count("row-link") == 1, words
        assert "Person 07" in found
    assert "Nothing fits" in desk.staff.get("/beneficiaries/?q=%25").text


def test_the_search_on_the_form_suggests_whom_to_pay(desk: Desk) -> None:
    public_id = kept(desk)
    page = desk.staff.get("/disbursements/new").text
    assert 'action="/beneficiaries/"' in page  # without script the search leads to the list
    part = desk.staff.get("/beneficiaries/suggested?q=fliptech", **HTMX).text
    assert part.startswith('<div id="suggested"')
    assert f"/disbursements/new?to={public_id}" in part
    assert "No beneficiary has" in desk.staff.get("/beneficiaries/suggested?q=nobody", **HTMX).text
    assert "<li>" not in desk.staff.get("/beneficiaries/suggested", **HTMX).text


def test_a_payout_to_somebody_kept_is_half_filled_in(desk: Desk) -> None:
    public_id = kept(desk)
    form = desk.staff.get(f"/disbursements/new?to={public_id}").text
    assert f'value="{KNOWN_HOLDER}"' in form
    assert f'value="{KNOWN_ACCOUNT}"' in form
    assert 'selected value="bca"' in form
    assert 'value="Kota Bandung"' in form
    assert "a@example.com\nb@example.com" in form.replace("\r", "")


def test_who_is_paid_stands_with_the_time_and_is_suggested_first(desk: Desk) -> None:
    kept(desk)
    kept(desk, name="PT Fliptech Baru", account_number="1234567890")
    assert [row.last_used_at for row in stored()] == [None, None]
    desk.prepare(then="draft", amount_idr="20.000")
    assert stored()[0].last_used_at is None  # a draft pays nobody
    desk.prepare()
    assert stored()[0].last_used_at is not None
    part = desk.staff.get("/beneficiaries/suggested?q=fliptech", **HTMX).text
    assert part.index(KNOWN_HOLDER) < part.index("PT Fliptech Baru")


def test_a_tick_on_the_form_keeps_the_recipient_once(desk: Desk) -> None:
    sent: dict[str, Any] = {
        "save_beneficiary": "y",
        "recipient_city": "Kota Depok",
        "beneficiary_emails": "a@example.com",
    }
    desk.prepare(**sent)
    desk.prepare(**sent | {"typed_name": "Another Name", "alike_reason": "two salaries"})
    [row] = stored()
    assert (row.name, row.recipient_city, row.emails) == (KNOWN_HOLDER, "197", "a@example.com")
    assert len(desk.world.house.entries("beneficiaries.add")) == 1


def test_without_the_tick_nobody_is_kept(desk: Desk) -> None:
    desk.prepare()
    assert stored() == []


def test_the_recipient_of_a_payout_is_kept_from_its_page(desk: Desk) -> None:
    public_id = desk.prepare(recipient_city="Kota Depok")
    page = f"/disbursements/{public_id}"
    assert "Keep this recipient" in desk.boss.get(page).text
    answer = desk.boss.post(f"{page}/keep")
    assert answer.status_code == 303
    [row] = stored()
    assert answer.headers["Location"].endswith(row.public_id)
    assert (row.name, row.account_number, row.recipient_city) == (KNOWN_HOLDER, KNOWN_ACCOUNT, "197")
    after = desk.boss.get(page).text
    assert "Keep this recipient" not in after
    assert f"/beneficiaries/{row.public_id}" in after
    again = desk.boss.post(f"{page}/keep")
    assert again.status_code == 422
    assert f"This account is kept already, as {KNOWN_HOLDER}." in again.text


def test_p30_support_sees_accounts_and_addresses_masked(desk: Desk) -> None:
    public_id = kept(desk)
    support = desk.world.as_("support")
    pages = ("/beneficiaries/", f"/beneficiaries/{public_id}", "/beneficiaries/suggested?q=fliptech")
    for address in pages:
        shown = support.get(address).text
        plain = shown.replace(" ", "")
        assert KNOWN_HOLDER in shown, address
        assert KNOWN_ACCOUNT not in plain, address
        assert "a@example.com" not in shown, address
    assert "••••••7020" in support.get("/beneficiaries/").text
    assert KNOWN_ACCOUNT in desk.staff.get(f"/beneficiaries/{public_id}").text.replace(" ", "")
    for address in ("/beneficiaries/new", f"/beneficiaries/{public_id}/edit"):
        assert support.get(address).status_code == 403


@pytest.mark.alike
def test_a_payload_in_a_name_is_shown_as_text(desk: Desk) -> None:
    payload = "<img src=x onerror=alert(1)>\"'"
    public_id = kept(desk, name=payload, note=payload)
    for address in ("/beneficiaries/", f"/beneficiaries/{public_id}", f"/disbursements/new?to={public_id}"):
        assert "<img src=x" not in desk.staff.get(address).text, address
    assert "<img src=x" not in desk.staff.get("/beneficiaries/suggested?q=img", **HTMX).text
