"""Every spelling of a transfer, its sender and its missing parts that was ever seen is read alike."""

from datetime import UTC, date, datetime

import pytest

from app.flip.disbursements import Disbursement
from app.flip.json_text import Unreadable, parse_answer

BARE = {"id": 790, "amount": 10000, "status": "PENDING"}
DOE = {
    "sender_name": "John Doe",
    "sender_identity_type": "nat_id",
    "sender_identity_number": "asdas213123",
    "sender_country": 100252,
}
PLAIN = {"place_of_birth": 391, "date_of_birth": "1992-01-31", "address": "Street 15", "job": "babu"}


def read(**fields: object) -> Disbursement:
    return Disbursement.read({**BARE, **fields})


def test_a_transfer_may_be_told_in_three_fields() -> None:
    transfer = Disbursement.read(BARE)
    nothing = transfer.model_dump(exclude={"raw", "id", "amount_idr", "status"})
    assert set(nothing.values()) == {None, ""}
    assert transfer.raw == BARE


@pytest.mark.parametrize("field", ["id", "amount", "status"])
def test_without_id_amount_or_status_it_is_none(field: str) -> None:
    with pytest.raises(Unreadable, match=field):
        Disbursement.read({name: value for name, value in BARE.items() if name != field})


def test_ids_of_19_digits_and_account_numbers_are_text() -> None:
    answer = parse_answer(
        b'{"id": 1234567890123456789, "amount": "10000", "status": "DONE", "account_number": 437051936}'
    )
    transfer = Disbursement.read(answer)
    assert transfer.id == "1234567890123456789"
    assert transfer.account_number == "437051936"
    assert transfer.amount_idr == 10_000
    assert read(account_number="0437051936").account_number == "0437051936"


@pytest.mark.parametrize("word", ["WRONG_ACCOUNT_NUMBER", "PROCESSED", "done", "Something new"])
def test_unknown_words_are_kept(word: str) -> None:
    transfer = read(status=word, reason=word, direction=word, created_from=word, bank_code=word)
    assert {
        transfer.status,
        transfer.reason,
        transfer.direction,
        transfer.created_from,
        transfer.bank_code,
    } == {word}


@pytest.mark.parametrize(
    "spelling",
    ["0000-00-00 00:00:00", "(not set)", None, "", "null", "0000-00-00T00:00:00Z", 10**20, [], "soon"],
)
def test_every_spelling_of_no_time_yet(spelling: object) -> None:
    transfer = read(time_served=spelling, timestamp="2017-08-28 14:32:47")
    assert transfer.served_at is None
    assert transfer.created_at == datetime(2017, 8, 28, 7, 32, 47, tzinfo=UTC)


@pytest.mark.parametrize("spelling", ["-", "", None, "(not set)", "null"])
def test_every_spelling_of_an_unknown_recipient(spelling: object) -> None:
    assert read(recipient_name=spelling).recipient_name is None
    assert read(recipient_name="- FLIPTECH").recipient_name == "- FLIPTECH"


@pytest.mark.parametrize("spelling", ["", None, "null", "(not set)", [], {}, True])
def test_every_spelling_of_nothing(spelling: object) -> None:
    transfer = read(
        reason=spelling,
        receipt=spelling,
        recipient_city=spelling,
        beneficiary_email=spelling,
        idempotency_key=spelling,
        user_id=spelling,
        fee=spelling,
        sender=spelling,
    )
    assert transfer.reason is transfer.receipt is transfer.recipient_city is None
    assert transfer.beneficiary_email is transfer.idempotency_key is transfer.user_id is None
    assert transfer.fee_idr is None
    assert transfer.sender is None


@pytest.mark.parametrize(("spelling", "city"), [(391, "391"), ("391", "391"), (0, None), ("0", None)])
def test_a_city_is_its_code(spelling: object, city: str | None) -> None:
    assert read(recipient_city=spelling).recipient_city == city


@pytest.mark.parametrize("prefix", ["", "sender_"])
def test_both_styles_of_sender_keys_are_one(prefix: str) -> None:
    sender = read(sender=DOE | {f"{prefix}{name}": value for name, value in PLAIN.items()}).sender
    assert sender is not None
    assert sender.model_dump(exclude={"raw"}) == {
        "name": "John Doe",
        "place_of_birth": "391",
        "date_of_birth": date(1992, 1, 31),
        "address": "Street 15",
        "identity_type": "nat_id",
        "identity_number": "asdas213123",
        "country": "100252",
        "job": "babu",
    }


def test_the_sender_of_an_agent() -> None:
    sender = read(
        sender=DOE | {"place_of_birth": None, "date_of_birth": "31-10-1990", "sender_country": 1}
    ).sender
    assert sender is not None
    assert (sender.place_of_birth, sender.country) == (None, "1")
    assert sender.date_of_birth == date(1990, 10, 31)


@pytest.mark.parametrize(
    ("spelling", "day"),
    [
        ("1990-10-31", date(1990, 10, 31)),
        (" 31-10-1990 ", date(1990, 10, 31)),
        ("31-10-1990T00:00:00Z", date(1990, 10, 31)),
        ("1990-10-31 00:00:00", date(1990, 10, 31)),
        ("31-02-1990", None),
        ("0000-00-00", None),
        ("10/31/1990", None),
        (19901031, None),
        (None, None),
    ],
)
def test_every_spelling_of_a_birthday(spelling: object, day: date | None) -> None:
    sender = read(sender=DOE | {"date_of_birth": spelling}).sender
    assert sender is not None
    assert sender.date_of_birth == day
