"""A transfer abroad is edited, withdrawn and quoted anew on its pages, by its maker alone."""

import re
from typing import Any

from werkzeug.test import TestResponse

from app.corridors.statuses import TransactionType
from app.corridors.tasks import read_rates
from app.db.base import table_of
from app.db.compare_and_set import change
from app.db.transaction import transaction
from app.payouts.models import Payout
from app.payouts.statuses import HeldFor, PayoutStatus
from app.timeline.models import Transaction
from tests.bills.bench import errors_beside, typed
from tests.international.counter import Counter, above
from tests.users.bench import Browser


def edit(counter: Counter, public_id: str, browser: Browser | None = None, **fields: Any) -> TestResponse:
    """Send the edit form, filled from what the transfer says now."""
    base = counter.transfer(public_id).payout.fingerprint
    sent = counter.filled(**{"base": base, **fields})
    return (browser or counter.staff).post(f"/international/{public_id}/edit", **sent)


def test_the_edit_form_says_what_the_transfer_says_and_sending_it_unchanged_changes_nothing(
    counter: Counter,
) -> None:
    public_id = counter.prepare()
    page = counter.staff.get(f"/international/{public_id}/edit").text
    for name, value in {
        "amount": "52.63",
        "beneficiary_full_name": "John Smith",
        "beneficiary_bank_id": "Allica Bank",
        "beneficiary_nationality": "United Kingdom",
        "beneficiary_sort_code": "200000",
        "sender_date_of_birth": "1990-08-17",
        "sender_place_of_birth": "Kota Depok",
        "sender_country": "Indonesia",
        "sender_phone_number": "+6281234567890",
    }.items():
        assert typed(page, name) == value, name
    before = counter.transfer(public_id).payout.fingerprint
    assert edit(counter, public_id).status_code == 303
    assert counter.transfer(public_id).payout.fingerprint == before


def test_p26_a_change_is_saved_and_an_approval_no_longer_counts(counter: Counter) -> None:
    public_id = counter.prepare()
    row_id = counter.transfer(public_id).id
    with transaction():
        change(table_of(Transaction), row_id, status=PayoutStatus.HELD)
        change(table_of(Payout), row_id, held_for=HeldFor.BALANCE)
    assert "This transfer is approved" in counter.staff.get(f"/international/{public_id}/edit").text
    assert edit(counter, public_id, beneficiary_city="Leeds", amount="60").status_code == 303
    transfer = counter.transfer(public_id)
    assert transfer.beneficiary["city"] == "Leeds"
    assert str(transfer.transaction.foreign_amount) == "60"
    assert transfer.status is PayoutStatus.AWAITING


def test_wrong_fields_of_an_edit_stand_beside_them_and_nothing_is_lost(counter: Counter) -> None:
    public_id = counter.prepare()
    answer = edit(counter, public_id, amount="9999", beneficiary_city="Leeds", beneficiary_sort_code="1")
    assert answer.status_code == 422
    assert errors_beside(answer.text, "beneficiary_sort_code")
    assert typed(answer.text, "beneficiary_city") == "Leeds"
    assert typed(answer.text, "amount") == "9999"
    assert counter.transfer(public_id).beneficiary["city"] == "London"


def test_what_was_changed_in_another_window_is_said_and_saving_again_is_meant(counter: Counter) -> None:
    public_id = counter.prepare()
    old = counter.transfer(public_id).payout.fingerprint
    assert edit(counter, public_id, beneficiary_city="Leeds").status_code == 303
    refused = edit(counter, public_id, base=old, beneficiary_city="York")
    assert refused.status_code == 422
    assert "was changed while you were typing" in above(refused.text)
    seen = typed(refused.text, "base")
    assert edit(counter, public_id, base=seen, beneficiary_city="York").status_code == 303


def test_only_its_maker_edits_withdraws_or_takes_a_quote(counter: Counter) -> None:
    public_id = counter.prepare()
    stranger = counter.world.as_("staff")
    assert stranger.get(f"/international/{public_id}/edit").status_code == 303
    assert "Only its maker can change" in stranger.get(f"/international/{public_id}").text
    assert edit(counter, public_id, stranger, amount="60").status_code == 422
    for deed, words in (
        ("withdraw", "Only its maker can withdraw"),
        ("new-quote", "Only its maker can take"),
    ):
        answer = stranger.post(f"/international/{public_id}/{deed}")
        assert answer.status_code == 422
        assert words in answer.text
    assert counter.transfer(public_id).status is PayoutStatus.AWAITING


def test_its_maker_withdraws_it_once(counter: Counter) -> None:
    public_id = counter.prepare()
    assert counter.staff.post(f"/international/{public_id}/withdraw").status_code == 303
    assert counter.transfer(public_id).status is PayoutStatus.WITHDRAWN
    answer = counter.staff.post(f"/international/{public_id}/withdraw")
    assert answer.status_code == 422
    assert counter.staff.get(f"/international/{public_id}/edit").status_code == 303


def test_a_rate_that_moved_while_it_waits_is_shown_and_its_maker_takes_the_new_quote(
    counter: Counter,
) -> None:
    public_id = counter.prepare()
    address = f"/international/{public_id}"
    assert "Take the new quote" not in counter.staff.get(address).text
    counter.world.flip.panel("rates/GBR", {"rate": "20000"})
    read_rates(TransactionType.C2C)
    page = counter.staff.get(address).text
    assert "Rp 1.052.600" in page
    assert "Take the new quote" in page
    manager = counter.boss.get(address).text
    assert "Take the new quote" not in manager
    assert "approving the old one needs a reason" in manager
    assert 'name="reason"' in manager.split("/reject")[0]
    base = counter.transfer(public_id).payout.fingerprint
    seen = {"base": base, "seen_rate": "20000"}
    assert f'name="seen_rate" value="{seen["seen_rate"]}"' in page
    for wrong in ({"base": "other"}, {"seen_rate": ""}, {"seen_rate": "19000.55"}, {"seen_rate": "NaN"}):
        assert counter.staff.post(f"{address}/new-quote", **(seen | wrong)).status_code == 422
    assert counter.transfer(public_id).payout.fingerprint == base
    assert counter.staff.post(f"{address}/new-quote", **seen).status_code == 303
    transfer = counter.transfer(public_id)
    assert (str(transfer.quoted_rate), transfer.transaction.amount_idr) == ("20000", 1_052_600)
    assert transfer.payout.fingerprint != base
    assert "Take the new quote" not in counter.staff.get(address).text


def test_p2_one_form_sent_twice_is_one_transfer_and_other_words_are_refused(counter: Counter) -> None:
    sent = counter.filled()
    first, second = (counter.staff.post("/international/", **sent) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert counter.how_many() == 1
    other = counter.staff.post("/international/", **(sent | {"amount": "60"}))
    assert other.status_code == 422
    assert "already sent" in above(other.text)
    assert counter.how_many() == 1


def test_a_repetition_asks_for_a_reason_beside_its_field(counter: Counter) -> None:
    first = counter.prepare()
    answer = counter.send()
    assert answer.status_code == 422
    [alike] = re.findall(r'<ul class="alike-list">(.*?)</ul>', answer.text, re.S)
    assert first in alike
    assert "GBP 52.63" in alike
    assert counter.send(alike_reason="Two invoices").status_code == 303
    assert counter.send(amount="52.64").status_code == 303


def test_p2_six_windows_that_send_one_form_at_once_make_one_transfer(counter: Counter) -> None:
    sent, person = counter.filled(), counter.world.house.person("staff")
    windows = [counter.world.house.browser_of(person) for _ in range(6)]
    tokens = [window.token() for window in windows]

    def send(number: int) -> str:
        answer = windows[number].post_raw("/international/", csrf_token=tokens[number], **sent)
        return f"{answer.status_code} {answer.headers.get('Location')}"

    answers = set(counter.world.house.all_at_once(send, 6))
    assert len(answers) == 1
    assert answers.pop().startswith("303 /international/INT-")
    assert counter.how_many() == 1
