"""Callbacks about transfers, inquiries and banks: what they have to hold, and what they may look like."""

import pytest

from app.flip.callbacks import (
    MAX_BANKS,
    Unreadable,
    parse_bank_status,
    parse_disbursement,
    parse_inquiry,
    read_data,
)

BANK = {"bank_code": "bca", "status": "DISTURBED", "message": "…", "updated_at": "2023-03-10 10:10:00"}


def test_a_transfer_callback_keeps_19_digits_and_its_reason() -> None:
    data = (
        b'{"id": 1234567890123456789, "amount": "10000", "status": "CANCELLED", "reason": "DORMANT_ACCOUNT"}'
    )
    transfer = parse_disbursement(read_data(data))
    assert (transfer.id, transfer.amount_idr) == ("1234567890123456789", 10_000)
    assert (transfer.status, transfer.reason, transfer.receipt) == ("CANCELLED", "DORMANT_ACCOUNT", None)


@pytest.mark.parametrize("value", [{}, [], None, {"id": 1, "status": "DONE"}, [{"id": 1}]])
def test_P19_what_is_no_transfer_is_unreadable(value: object) -> None:
    with pytest.raises(Unreadable):
        parse_disbursement(value)


def test_an_inquiry_callback_may_have_lost_its_zeros() -> None:
    inquiry = parse_inquiry({"account_number": 12, "status": "SUCCESS", "account_holder": "Budi"})
    assert (inquiry.account_number, inquiry.inquiry_key) == ("12", None)
    with pytest.raises(Unreadable, match="status"):
        parse_inquiry({"account_number": "0012", "account_holder": "Budi"})


def test_a_bank_status_is_a_list_of_banks_or_one() -> None:
    for value in ([BANK], BANK):
        (bank,) = parse_bank_status(value)
        assert (bank.bank_code, bank.status) == ("bca", "DISTURBED")
    banks = parse_bank_status([BANK, {**BANK, "bank_code": "bni", "status": "SLEEPY"}])
    assert [(bank.bank_code, bank.status) for bank in banks] == [("bca", "DISTURBED"), ("bni", "SLEEPY")]
    assert list(parse_bank_status([])) == []


def test_P19_one_unreadable_bank_does_not_hide_the_others() -> None:
    odd = {"status": "DISTURBED", "message": "…"}
    banks = parse_bank_status([odd, BANK, 3])
    assert [bank.bank_code for bank in banks] == ["bca"]
    assert banks.unreadable == [odd, 3]


@pytest.mark.parametrize("value", [{}, None, "text", {"bank_code": "bca"}])
def test_P19_what_is_no_bank_status_is_unreadable(value: object) -> None:
    with pytest.raises(Unreadable):
        parse_bank_status(value)


def test_P21_more_banks_than_there_can_be_are_unreadable() -> None:
    assert len(parse_bank_status([BANK] * MAX_BANKS)) == MAX_BANKS
    with pytest.raises(Unreadable, match="banks"):
        parse_bank_status([BANK] * (MAX_BANKS + 1))
