"""The page of a transfer abroad: all that an approver decides about, masked for support, and live."""

import re
from decimal import Decimal

from app.db.base import table_of
from app.db.compare_and_set import change
from app.db.transaction import transaction
from app.flip.codes import Product
from app.flip.codes import words as meaning_of
from app.international.models import InternationalTransfer
from app.payouts.models import Payout
from app.payouts.statuses import HeldFor, PayoutStatus
from app.timeline.models import Transaction
from tests.international.counter import Counter

PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}
SECRETS = (
    "31926819",
    "3276011708900001",
    "+447911123456",
    "+6281234567890",
    "john@example.com",
    "siti@example.com",
)
HIDDEN = (*SECRETS, "10 Downing Street", "Jl. Margonda Raya 17", "17 Aug 1990")


def words_of(page: str) -> str:
    """The words of a page."""
    return " ".join(re.sub(r"<[^>]+>", " ", page[page.index("<main") :]).split())


def test_a_manager_sees_everything_that_is_decided_about(counter: Counter) -> None:
    public_id = counter.prepare()
    page = counter.boss.get(f"/international/{public_id}")
    said = words_of(page.text)
    for words in (
        *(
            "GBP 52.63",
            "Rp 999.999",
            "sembilan ratus sembilan puluh sembilan ribu",
            "Rp 80.000",
            "Rp 1.079.999",
        ),
        *("Rp 19.000,55", "United Kingdom", "Person to person", "John Smith", "Allica Bank", "200000"),
        *(
            "Greater London",
            "SW1A 2AA",
            "Friend",
            "Salary",
            "Support of the family",
            "Siti Rahayu",
            "Kota Depok",
        ),
        *("National identity card", "Entrepreneur", "Indonesia", public_id, *HIDDEN),
        "GBP 52.63 (Rp 999.999) goes to John Smith as soon as you approve.",
    ):
        assert words in said, words
    assert 'name="code"' in page.text


def test_p30_support_sees_numbers_and_addresses_masked_and_nothing_to_decide(counter: Counter) -> None:
    public_id = counter.prepare()
    support = counter.world.as_("support")
    for path in ("", "/live"):
        text = support.get(f"/international/{public_id}{path}").text
        for secret in HIDDEN:
            assert secret not in text, secret
        assert "••••6819" in text
        assert "j•••@example.com" in text
        assert "/approve" not in text
        assert "/withdraw" not in text
    listed = support.get("/international/").text
    assert "31926819" not in listed.replace(" ", "")
    assert support.get(f"/international/{public_id}/edit").status_code == 403


def test_the_company_itself_sends_where_no_person_does(counter: Counter) -> None:
    counter.reads("B2C", "PHL")
    public_id = counter.prepare("B2C", "PHL")
    said = words_of(counter.staff.get(f"/international/{public_id}").text)
    assert "The company itself." in said
    assert "Company to person" in said


def test_flips_own_rate_stands_beside_the_quoted_one_once_flip_took_it(counter: Counter) -> None:
    public_id = counter.prepare()
    row_id = counter.transfer(public_id).id
    assert "Rate Flip took" not in counter.staff.get(f"/international/{public_id}").text
    with transaction():
        change(table_of(InternationalTransfer), row_id, exchange_rate=Decimal("19010.25"))
        change(table_of(Transaction), row_id, status=PayoutStatus.PENDING, amount_idr=1_000_510, flip_id="77")
    said = words_of(counter.staff.get(f"/international/{public_id}").text)
    for words in ("Rate that was quoted Rp 19.000,55", "Rate Flip took Rp 19.010,25", "Rp 1.000.510"):
        assert words in said, words


def test_an_open_page_asks_cheaply_and_hears_of_news(counter: Counter) -> None:
    public_id = counter.prepare()
    page = counter.boss.get(f"/international/{public_id}").text
    found = re.search(rf'hx-get="(/international/{public_id}/live\?seen=\w+)"', page)
    assert found
    with counter.world.house.statements() as seen:
        assert counter.boss.get(found[1], **PARTIAL).status_code == 204
    assert len(seen) <= 4, seen
    counter.staff.post(f"/international/{public_id}/withdraw")
    fragment = counter.boss.get(found[1], **PARTIAL)
    assert fragment.status_code == 200
    assert "Withdrawn by its maker" in fragment.text
    assert "<html" not in fragment.text
    assert "hx-trigger" not in fragment.text


def test_why_flip_cancelled_it_is_said_in_words_of_its_own(counter: Counter) -> None:
    public_id = counter.prepare()
    row_id = counter.transfer(public_id).id
    with transaction():
        change(table_of(Transaction), row_id, status=PayoutStatus.CANCELLED)
        change(table_of(Payout), row_id, reason="SLS_BENEFICIARY")
    page = words_of(counter.staff.get(f"/international/{public_id}").text)
    assert "did not pass the check against sanction lists" in page
    assert "SLS_BENEFICIARY" in page
    new = counter.staff.get(f"/international/new?anew={public_id}").text
    assert "did not pass the check against sanction lists" in words_of(new)


def test_the_number_of_its_row_leads_to_it_and_another_kinds_does_not(counter: Counter) -> None:
    public_id = counter.prepare()
    answer = counter.staff.get(f"/international/number/{counter.transfer(public_id).id}")
    assert answer.headers["Location"] == f"/international/{public_id}"
    for number in ("0", "99999999999999999999"):
        assert counter.staff.get(f"/international/number/{number}").status_code == 404
    assert counter.staff.get("/international/INT-NONE").status_code == 404


def test_a_manager_approves_on_the_page_and_rejects_with_a_reason(counter: Counter) -> None:
    approved, rejected = counter.prepare(), counter.prepare(amount="60")
    assert counter.approve(approved).status_code == 303
    assert counter.transfer(approved).status in (PayoutStatus.APPROVED, PayoutStatus.SENDING)
    answer = counter.boss.post(f"/international/{rejected}/reject", reason="")
    assert answer.status_code == 422
    assert counter.boss.post(f"/international/{rejected}/reject", reason="Wrong person").status_code == 303
    assert counter.transfer(rejected).status is PayoutStatus.REJECTED
    assert counter.staff.post(f"/international/{approved}/approve").status_code == 403
    assert "Wrong person" in counter.staff.get(f"/international/{rejected}").text


def test_what_it_is_held_for_is_said_in_words_and_a_moved_rate_offers_the_new_quote(counter: Counter) -> None:
    public_id = counter.prepare()
    row_id = counter.transfer(public_id).id
    for why, words, offered in (
        (HeldFor.RATE, "The rate moved further than the house lets pass unseen", True),
        (HeldFor.CORRIDOR, "It waits until Flip opens the way to this country again", False),
        (HeldFor.BALANCE, "It waits for the balance", False),
    ):
        with transaction():
            change(table_of(Transaction), row_id, status=PayoutStatus.HELD)
            change(table_of(Payout), row_id, held_for=why)
        page = counter.staff.get(f"/international/{public_id}").text
        assert words in page, why
        assert ("Take the new quote" in page) is offered, why
    assert counter.boss.get("/approvals/").status_code == 200


def test_the_desk_shows_what_arrives_beside_what_it_costs(counter: Counter) -> None:
    public_id = counter.prepare()
    desk = counter.boss.get("/approvals/").text
    assert f'href="/international/{public_id}"' in desk
    assert "GBP 52.63" in desk
    assert "Allica Bank" in desk
    # No bank abroad was asked for the name.
    assert "The bank names whom the maker expects" not in desk


def test_a_manager_alone_decides_what_is_true_after_flip_contradicted_itself(counter: Counter) -> None:
    public_id = counter.prepare()
    row_id = counter.transfer(public_id).id
    with transaction():
        change(table_of(Transaction), row_id, status=PayoutStatus.DONE, attention="conflict", flip_id="77")
    address = f"/international/{public_id}"
    assert 'id="settle"' in counter.boss.get(address).text
    assert 'id="settle"' not in counter.staff.get(address).text
    assert "two different things" in counter.staff.get(address).text
    assert counter.staff.post(f"{address}/settle", keep="CANCELLED", reason="x").status_code == 403
    answer = counter.boss.post(f"{address}/settle", keep="CANCELLED", reason="")
    assert answer.status_code == 422
    assert "Say what convinced you." in answer.text
    unasked = counter.boss.post(f"{address}/settle", keep="CANCELLED", reason="Flip's dashboard")
    assert unasked.status_code == 422
    assert counter.transfer(public_id).transaction.attention == "conflict"


def test_a_complaint_of_flips_says_which_field_it_is_about(counter: Counter) -> None:
    public_id = counter.prepare()
    row_id = counter.transfer(public_id).id
    complaints = [
        {"attribute": name, "code": code, "message": "Flip's own words", "for_now": False}
        for name, code in (("beneficiary_email", 1041), ("X-TIMESTAMP", 1094))
    ]
    with transaction():
        change(table_of(Transaction), row_id, status=PayoutStatus.REFUSED)
        change(table_of(Payout), row_id, refusal=complaints)
    said = words_of(counter.staff.get(f"/international/{public_id}").text)
    assert f"E-mail address of the recipient: {meaning_of(Product.INTERNATIONAL, 1041)}" in said
    assert f"X-TIMESTAMP: {meaning_of(Product.INTERNATIONAL, 1094)}" not in said
    assert str(meaning_of(Product.INTERNATIONAL, 1094)).replace("'", "&#39;") in said


def test_of_one_made_elsewhere_the_bank_is_named_as_flip_names_it(counter: Counter) -> None:
    public_id = counter.prepare()
    row_id = counter.transfer(public_id).id
    told = {"full_name": "Tan Wei Ming", "account_number": "0012345678"}
    with transaction():
        change(table_of(InternationalTransfer), row_id, beneficiary=told, sender=None, bank_name="DBS Bank")
    said = words_of(counter.staff.get(f"/international/{public_id}").text)
    assert "Bank of the recipient DBS Bank" in said
