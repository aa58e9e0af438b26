"""What stands beside the form: bank, fee, balance, words, what becomes of the remark; also without script."""

import html
import re
from typing import Any
from urllib.parse import urlencode

import pytest

from app.balances.models import ReadBy
from app.balances.service import take
from app.banks.tasks import refresh
from app.lib import clock
from tests.disbursements.desk import KNOWN_ACCOUNT, Desk
from tests.disbursements.editing import STANDING

TYPED = {"bank_code": "bca", "amount_idr": "1,25jt", "remark": "gaji", "typed_name": "Siti Aminah"}


def balance(balance_idr: int) -> None:
    """Let Flip have shown this balance just now."""
    take(balance_idr, ReadBy.CLOCK, clock.now())


def facts(desk: Desk, **fields: Any) -> str:
    """The facts for what is typed, as one line of text."""
    answer = desk.staff.get(f"/disbursements/about?{urlencode(TYPED | fields)}")
    assert answer.status_code == 200
    return plain(answer.text)


def plain(page: str) -> str:
    """The text of a page on one line."""
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", page).split()))


def test_bank_fee_and_balance_are_told_for_what_is_typed(desk: Desk) -> None:
    balance(5_000_000)
    desk.prepare(amount_idr="1.000.000")
    said = facts(desk)
    assert "satu juta dua ratus lima puluh ribu rupiah" in said
    assert "BCA" in said
    assert "not known yet" in said  # how long it usually takes
    assert re.search(r"Queue \d+", said)
    assert "Reserved for payouts Rp 1.005.000" in said
    assert "Free Rp 3.995.000" in said
    assert "Free after this one Rp 2.740.000" in said
    assert "missing" not in said


def test_what_is_missing_is_said_and_refuses_nothing(desk: Desk) -> None:
    balance(200_000)
    assert "Rp 1.055.000 is missing for this payout" in facts(desk)
    assert desk.send_form(amount_idr="1,25jt").status_code == 303


def test_the_payout_that_is_changed_does_not_count_against_itself(desk: Desk) -> None:
    balance(1_000_000)
    public_id = desk.prepare(amount_idr="800.000")
    assert "missing" in facts(desk, amount_idr="900.000")
    said = facts(desk, amount_idr="900.000", payout=public_id)
    assert "missing" not in said
    assert "Free after this one Rp 95.000" in said
    assert "Free after this one Rp 195.000" in plain(desk.staff.get(f"/disbursements/{public_id}/edit").text)


@pytest.mark.parametrize("wrong", ["", "a lot", "1.250jt"])
def test_an_amount_that_is_none_is_left_out(desk: Desk, wrong: str) -> None:
    balance(5_000_000)
    said = facts(desk, amount_idr=wrong)
    assert "rupiah" not in said
    assert "Free after this one" not in said


@pytest.mark.parametrize("bank_code", ["", "nosuchbank"])
def test_without_a_bank_the_balance_is_told_alone(desk: Desk, bank_code: str) -> None:
    balance(5_000_000)
    said = facts(desk, bank_code=bank_code)
    assert "Queue" not in said
    assert "Free after this one Rp 3.750.000" in said


def test_bri_alone_puts_the_name_in_front_of_the_remark(desk: Desk) -> None:
    assert "The recipient reads: Siti Aminah gaji" in facts(desk, bank_code="bri")
    assert "The recipient reads" not in facts(desk, bank_code="bri", remark="")
    assert "BRI puts" not in facts(desk)


def test_a_bank_that_takes_no_transfers_is_told(desk: Desk) -> None:
    desk.world.flip.panel("banks/bca", {"status": "HEAVILY_DISTURBED"})
    refresh()
    assert "waits and is sent by itself when the bank is well again" in facts(desk)


def test_nothing_new_is_not_sent_again(desk: Desk) -> None:
    first = desk.staff.get(f"/disbursements/about?{urlencode(TYPED)}").text
    again = re.search(r'hx-get="([^"]*)"', first)
    assert again
    address = html.unescape(again[1]) + "&" + urlencode(TYPED)
    assert desk.staff.get(address).status_code == 204
    balance(7_000_000)
    assert desk.staff.get(address).status_code == 200


def test_no_account_number_travels_in_an_address(desk: Desk) -> None:
    page = desk.send_form(amount_idr="").text
    included = set(re.findall(r'hx-get="[^"]*" hx-include="([^"]*)"', page))
    assert included
    assert all("account_number" not in one for one in included)


def test_a_form_sent_back_says_the_same_without_script(desk: Desk) -> None:
    balance(5_000_000)
    sent = STANDING | {"submission": "x", "typed_name": "", "amount_idr": "1,25jt", "bank_code": "bri"}
    answer = desk.staff.post("/disbursements/", **sent)
    assert answer.status_code == 422
    said = plain(answer.text)
    assert "satu juta dua ratus lima puluh ribu rupiah" in said
    assert "Free after this one Rp 3.745.000" in said
    assert KNOWN_ACCOUNT in answer.text
