"""Every spelling of a transfer abroad and of its missing parts is read alike, in answers and in callbacks."""

from datetime import UTC, date, datetime

import pytest

from app.flip.callbacks import Kind, parse_international, read_data, recognise
from app.flip.international import InternationalTransfer
from app.flip.json_text import Unreadable
from tests.flip.abroad import MADE


def read(**fields: object) -> InternationalTransfer:
    return InternationalTransfer.read({**MADE, **fields})


def test_a_transfer_abroad_may_be_told_in_five_fields() -> None:
    five = {name: value for name, value in MADE.items() if name != "idempotency_key"}
    transfer = InternationalTransfer.read(five)
    told = {"raw", "id", "amount_idr", "status", "beneficiary_amount", "beneficiary_currency_code"}
    assert set(transfer.model_dump(exclude=told).values()) == {None, ""}
    assert transfer.raw == five


@pytest.mark.parametrize(
    "field", ["id", "amount", "status", "beneficiary_amount", "beneficiary_currency_code"]
)
def test_without_what_counts_it_is_none(field: str) -> None:
    with pytest.raises(Unreadable, match=field):
        parse_international({name: value for name, value in MADE.items() if name != field})


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("PENDING", "PENDING"),
        ("SUCCESSFUL", "SUCCESSFUL"),
        ("DONE", "SUCCESSFUL"),
        ("CANCELLED", "CANCELLED"),
        ("done", "done"),
        ("Something new", "Something new"),
    ],
)
def test_both_words_for_finished_are_one_and_unknown_words_are_kept(word: str, status: str) -> None:
    transfer = read(status=word)
    assert transfer.status == status
    assert transfer.raw["status"] == word


def test_P19_unknown_fields_are_kept_raw() -> None:
    transfer = read(new={"of": "Flip's"}, beneficiary={"full_name": "John", "shoe_size": 44})
    assert transfer.raw["new"] == {"of": "Flip's"}
    assert transfer.raw["beneficiary"] == {"full_name": "John", "shoe_size": 44}
    assert transfer.beneficiary is not None
    assert transfer.beneficiary.full_name == "John"


def test_a_callback_keeps_18_digits_its_reason_and_its_decimals() -> None:
    data = (
        b'{"id": 123456789012345678, "amount": 1004594, "beneficiary_amount": 300.60,'
        b' "beneficiary_currency_code": "MYR", "exchange_rate": 3341.96, "fee": 45000.0,'
        b' "status": "CANCELLED", "reason": "SLS_SENDER", "destination_country": "MYS"}'
    )
    value = read_data(data)
    assert recognise(value) is Kind.INTERNATIONAL
    transfer = parse_international(value)
    assert (transfer.id, transfer.reason) == ("123456789012345678", "SLS_SENDER")
    assert [str(transfer.beneficiary_amount), str(transfer.exchange_rate)] == ["300.60", "3341.96"]
    assert transfer.fee_idr == 45_000


@pytest.mark.parametrize("value", [{}, [], None, "text", [MADE], {"id": 1, "status": "DONE"}])
def test_P19_what_is_no_transfer_abroad_is_unreadable(value: object) -> None:
    with pytest.raises(Unreadable):
        parse_international(value)


@pytest.mark.parametrize("nothing", ["", None, "null", "(not set)"])
def test_every_spelling_of_nothing(nothing: object) -> None:
    transfer = read(reason=nothing, receipt=nothing, timestamp=nothing, time_served=nothing, sender=nothing)
    assert transfer.reason is transfer.receipt is None
    assert transfer.created_at is transfer.served_at is None
    assert transfer.sender is None
    names = ("iban", "msisdn", "ach_code", "id_number", "id_expiration_date", "email")
    beneficiary = read(beneficiary={"bank": "B", **dict.fromkeys(names, nothing)}).beneficiary
    assert beneficiary is not None
    assert [getattr(beneficiary, name) for name in names] == [None] * len(names)


@pytest.mark.parametrize("part", [[], {}, None, True, "text"])
def test_an_empty_part_is_none(part: object) -> None:
    transfer = read(sender=part, beneficiary=part)
    assert transfer.sender is None
    assert transfer.beneficiary is None


def test_times_are_those_of_jakarta_and_days_are_days() -> None:
    transfer = read(
        timestamp="2021-12-02 15:27:24",
        time_served="2021-12-02T16:00:00+07:00",
        beneficiary={"id_expiration_date": "2022-11-29"},
        sender={"name": "J", "date_of_birth": "1963-12-01", "place_of_birth": 100230, "country": "100252"},
    )
    assert transfer.created_at == datetime(2021, 12, 2, 8, 27, 24, tzinfo=UTC)
    assert transfer.served_at == datetime(2021, 12, 2, 9, 0, tzinfo=UTC)
    assert transfer.beneficiary is not None
    assert transfer.beneficiary.id_expiration_date == date(2022, 11, 29)
    assert transfer.sender is not None
    assert transfer.sender.date_of_birth == date(1963, 12, 1)
    assert (transfer.sender.place_of_birth, transfer.sender.country) == ("100230", "100252")


def test_account_numbers_and_codes_keep_their_zeros() -> None:
    beneficiary = read(beneficiary={"bank_account_number": "0012", "sort_code": "006967"}).beneficiary
    assert beneficiary is not None
    assert (beneficiary.bank_account_number, beneficiary.sort_code) == ("0012", "006967")
