"""What Flip would refuse about the people of a transfer is said beside its field before anything is sent."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from babel.messages.pofile import read_po

from app.lib import clock
from tests.bills.bench import errors_beside
from tests.house.source import ROOT
from tests.parties.books import (
    BENEFICIARIES,
    JOHN,
    SENDERS,
    SITI,
    Books,
    fields_abroad,
    kept_beneficiaries,
    kept_senders,
)

pytestmark = pytest.mark.alike

TODAY = clock.to_wib(clock.now()).date()
NEXT_WEEK, LAST_WEEK = (f"{TODAY + timedelta(days=days):%Y-%m-%d}" for days in (7, -7))
MISSING = "Fill this in: a transfer to this country does not go without it."
LONG = "At most 255 characters; this has 256."
LETTERS = "Only letters A to Z, digits, spaces and . , ' - / ( ) &; leave out:"
UNLISTED = "Flip's list has no such name."
# Field, what is typed, what is said; the number is Flip's code that is met before.
WRONG_BENEFICIARY = [
    *((1001, f"beneficiary_{name}", " ", MISSING) for name in ("full_name", "account_number", "bank_id")),
    *((1001, f"beneficiary_{name}", "", MISSING) for name in ("nationality", "province", "city", "address")),
    *(
        (1001, f"beneficiary_{name}", "", MISSING)
        for name in ("relationship", "source_of_funds", "sort_code")
    ),
    (1001, "beneficiary_remittance_purposes", "", MISSING),
    *((1024, f"beneficiary_{name}", "a" * 256, LONG) for name in ("full_name", "city", "province")),
    (1024, "beneficiary_address", "a b" + "c" * 253, LONG),
    (1024, "beneficiary_account_number", "1" * 65, "At most 64 characters; this has 65."),
    (1034, "beneficiary_nationality", "Atlantis", UNLISTED),
    (1034, "beneficiary_nationality", "ZZZ", UNLISTED),
    (1034, "beneficiary_nationality", "Germ", "did you mean Germany?"),
    (1041, "beneficiary_bank_id", "999999", UNLISTED),
    (1041, "beneficiary_bank_id", "Bank Some", "did you mean Bank Something?"),
    (1041, "beneficiary_relationship", "BOSS", "Not a valid choice."),
    (1041, "beneficiary_source_of_funds", "THEFT", "Not a valid choice."),
    (1041, "beneficiary_remittance_purposes", "education", "Not a valid choice."),
    (1041, "beneficiary_email", "nobody", "This is not one e-mail address."),
    (1041, "beneficiary_email", "a@example.com, b@example.com", "This is not one e-mail address."),
    (1041, "beneficiary_msisdn", "0812 3456 7890", "Begin with + and the code of the country"),
    (1041, "beneficiary_msisdn", "+44", "Begin with + and the code of the country"),
    (1084, "beneficiary_full_name", "John <b>Smith</b>", f"{LETTERS} < >"),
    (1084, "beneficiary_full_name", "José Müller", "take plain letters alone. Write: Jose Muller"),
    (1084, "beneficiary_city", "Łódź", f"{LETTERS} ó Ł ź"),
    (1084, "beneficiary_province", "大阪", f"{LETTERS} 大 阪"),
    (1084, "beneficiary_postal_code", "M1_1AA", f"{LETTERS} _"),
    (1084, "beneficiary_account_number", "11/22", "Use letters and digits only."),
    (1084, "beneficiary_account_number", "١٢٣", "Use letters and digits only."),
    (1084, "beneficiary_city", "...", "There is no letter and no digit in this."),
    (1085, "beneficiary_address", "Manchester", "Write it out"),
    (1087, "beneficiary_sort_code", "12-34-5", "A sort code has 6 digits, such as 12-34-56."),
    (1084, "beneficiary_sort_code", "12/34/56", "Use letters and digits only."),
]
WRONG_SENDER = [
    *((1001, f"sender_{name}", "  ", MISSING) for name in ("name", "country", "place_of_birth", "city")),
    *((1001, f"sender_{name}", "", MISSING) for name in ("date_of_birth", "address", "job", "email")),
    *((1001, f"sender_{name}", "", MISSING) for name in ("phone_number", "identity_type")),
    (1001, "sender_identity_number", ".", MISSING),
    *((1024, f"sender_{name}", "a" * 256, LONG) for name in ("name", "city")),
    (1024, "sender_identity_number", "1" * 17, "At most 16 characters; this has 17."),
    (1037, "sender_country", "IDN", UNLISTED),
    (1037, "sender_country", "391", UNLISTED),
    (1037, "sender_country", "Argent", "did you mean Argentina?"),
    (1038, "sender_place_of_birth", "Atlantis", UNLISTED),
    (1038, "sender_place_of_birth", "Indonesia", "Born in Indonesia: choose the city."),
    (1038, "sender_place_of_birth", "Bandung", "did you mean Kab. Bandung, Kota Bandung?"),
    (1039, "sender_date_of_birth", "yesterday", "Not a valid date value."),
    (1039, "sender_date_of_birth", "1963-12", "Not a valid date value."),
    (1040, "sender_date_of_birth", "1990-02-31", "Not a valid date value."),
    (1040, "sender_date_of_birth", NEXT_WEEK, "This day is still to come."),
    (1040, "sender_date_of_birth", "0990-02-01", "Check the year."),
    (1041, "sender_identity_type", "drv_lic", "Not a valid choice."),
    (1041, "sender_job", "wizard", "Not a valid choice."),
    (1041, "sender_email", "a@example.com;b@example.com", "This is not one e-mail address."),
    (1041, "sender_email", "siti@", "This is not one e-mail address."),
    (1041, "sender_phone_number", "-", "Begin with + and the code of the country"),
    (1041, "sender_phone_number", "call me", "Begin with + and the code of the country"),
    (1041, "sender_phone_number", "+0812345678", "Begin with + and the code of the country"),
    (1084, "sender_name", "Siti & <Co>", f"{LETTERS} < >"),
    (1084, "sender_name", "Sitì", "take plain letters alone. Write: Siti"),
    (1084, "sender_address", 'Jalan "Melati" 1', f'{LETTERS} "'),
    (1084, "sender_city", "Depok\u202e", f"{LETTERS} \u202e"),
    (1084, "sender_identity_number", "3276_0141", "Use letters and digits only."),
    (1085, "sender_address", "Jalan", "Write it out"),
]
BAD_IDENTIFIERS = [
    (
        "DEU",
        "iban",
        "FR1420041010050500013M02606",
        "is of an account in France, and the money goes to Germany.",
    ),
    ("DEU", "iban", "DE89370400440532013001", "There is no such IBAN"),
    ("IND", "ifs_code", "HDFCO000001", "is the digit 0, not the letter O"),
    ("USA", "ach_code", "021000022", "There is no such routing number"),
    ("AUS", "bsb_number", "06200", "A BSB number has 6 digits"),
    ("JPN", "branch_number", "1", "A Japanese branch has 3 digits"),
]


def beside(page: str, names: Any) -> dict[str, str]:
    said = {name: " ".join(errors_beside(page, name)) for name in names}
    return {name: text for name, text in said.items() if text}


def test_what_is_wrong_with_who_is_paid_is_said_beside_its_field_and_no_other(books: Books) -> None:
    assert {1001, 1024, 1034, 1041, 1084, 1085, 1087} == {code for code, *_ in WRONG_BENEFICIARY}
    for _code, field, typed, said in WRONG_BENEFICIARY:
        one: dict[str, Any] = {field: typed}
        answer = books.send_beneficiary(**one)
        assert answer.status_code == 422, (field, typed)
        wrong = beside(answer.text, JOHN)
        assert list(wrong) == [field], (field, typed, wrong)
        assert said in wrong[field], (field, typed)
    assert kept_beneficiaries() == []


def test_what_is_wrong_with_who_sends_is_said_beside_its_field_and_no_other(books: Books) -> None:
    assert {1001, 1024, 1037, 1038, 1039, 1040, 1041, 1084, 1085} == {code for code, *_ in WRONG_SENDER}
    for _code, field, typed, said in WRONG_SENDER:
        one: dict[str, Any] = {field: typed}
        answer = books.send_sender(**one)
        assert answer.status_code == 422, (field, typed)
        wrong = beside(answer.text, SITI)
        assert list(wrong) == [field], (field, typed, wrong)
        assert said in wrong[field], (field, typed)
    assert kept_senders() == []


def test_an_identifier_has_to_fit_the_country(books: Books) -> None:
    for country, name, typed, said in BAD_IDENTIFIERS:
        books.read("C2C", country)
        own = fields_abroad(country, **{f"beneficiary_{name}": typed, "beneficiary_bank_id": ""})
        answer = books.send_beneficiary(**own)
        assert said in " ".join(errors_beside(answer.text, f"beneficiary_{name}")), (country, typed)


def indonesian() -> dict[str, str]:
    """Every sentence of ours in English with its Indonesian."""
    with (ROOT / "app/translations/id/LC_MESSAGES/messages.po").open("rb") as file:
        return {str(one.id): str(one.string) for one in read_po(file, locale="id") if one.id}


def test_all_of_it_is_said_in_indonesian_too(books: Books) -> None:
    books.staff.headers["Accept-Language"] = "id"
    ours = indonesian()
    starts = {re.split(r"%\(", text)[0]: re.split(r"%\(", said)[0] for text, said in ours.items()}
    tables: list[tuple[Any, Any, Any]] = [
        (books.send_beneficiary, WRONG_BENEFICIARY, JOHN),
        (books.send_sender, WRONG_SENDER, SITI),
    ]
    for send, table, form in tables:
        for _code, field, typed, english in table:
            said = beside(send(**{field: typed}).text, form)[field]
            assert english not in said, (field, typed)
            assert any(start and said.startswith(start) for start in starts.values()), said


def test_nothing_that_was_typed_is_lost(books: Books) -> None:
    page = books.send_beneficiary(
        beneficiary_full_name="José & Söhne",
        beneficiary_bank_id="Atlantis Bank",
        beneficiary_sort_code="12-34-5",
        note='say "hello" <b>',
    ).text
    for shown in ("José &amp; Söhne", "Atlantis Bank", "12-34-5", "say &#34;hello&#34; &lt;b&gt;"):
        assert f'value="{shown}"' in page, shown
    for chosen in ("SON", "BUSINESS", "EDUCATION"):
        assert f'selected value="{chosen}"' in page, chosen
    page = books.send_sender(
        sender_name="Sitì",
        sender_country="Atlantis",
        sender_date_of_birth="someday",
        sender_phone_number="12",
    ).text
    for shown in ("Sitì", "Atlantis", "someday", "Kota Depok", "Jalan Margonda Raya 1"):
        assert f'value="{shown}"' in page, shown
    for chosen in ("nat_id", "entrepreneur"):
        assert f'selected value="{chosen}"' in page, chosen


def test_hostile_input_is_refused_and_never_fails(books: Books) -> None:
    hostile = (
        "\x00",
        "a\x00b",
        "x" * 10_000,
        "１" * 300,
        "\u202e\ud7ff",
        "'; DROP TABLE--",
        "%(name)s {0} %s",
        "🤝",
    )
    for field in (*JOHN, "seen"):
        for typed in hostile:
            one: dict[str, Any] = {field: typed}
            assert books.send_beneficiary(**one).status_code in (303, 422), (field, typed[:20])
    for field in (*SITI, "seen"):
        for typed in hostile:
            one = {field: typed}
            assert books.send_sender(**one).status_code in (303, 422), (field, typed[:20])
    strange = (
        "type=C2C&country=%F0%9F%A4%9D",
        "type=X9X&country=GBR",
        "type=C2C&country=ATL",
        "country=GBR",
        "type=",
    )
    for where in strange:
        assert books.staff.get(f"{BENEFICIARIES}new?{where}").status_code == 200, where
        assert books.staff.post(f"{BENEFICIARIES}?{where}", **JOHN).status_code == 422, where
        assert books.staff.get(f"{BENEFICIARIES}wait?{where}").status_code == 303, where
    for address in (BENEFICIARIES, SENDERS):
        assert books.staff.get(f"{address}no-such").status_code == 404
        assert books.staff.get(f"{address}?at=%3C&size=%F0%9F").status_code == 200


def test_what_people_write_between_digits_is_no_part_of_them(books: Books) -> None:
    public_id = books.keep_sender(
        sender_identity_number="3276 0141.0790-0001", sender_phone_number="0812-3456-7890"
    )
    siti = kept_senders()[0].details
    assert public_id == kept_senders()[0].public_id
    assert (siti["identity_number"], siti["phone_number"]) == ("3276014107900001", "+6281234567890")
    books.keep_beneficiary(
        beneficiary_account_number="11-22 333.300",
        beneficiary_msisdn="0044 7911 123456",
        beneficiary_sort_code="50-69-67",
    )
    john = kept_beneficiaries()[0].details
    assert (john["account_number"], john["msisdn"], john["sort_code"]) == (
        "1122333300",
        "+447911123456",
        "506967",
    )
    assert json.dumps(john)


def test_a_number_dialled_at_home_is_read_for_those_at_home_alone(books: Books) -> None:
    answer = books.send_sender(sender_country="Argentina", sender_phone_number="0812 3456 7890")
    [said] = errors_beside(answer.text, "sender_phone_number")
    assert "Begin with +" in said


def test_a_passport_may_be_longer_than_an_identity_card(books: Books) -> None:
    passport: dict[str, Any] = {"sender_identity_type": "passport", "sender_identity_number": "A" * 20}
    assert books.send_sender(**passport).status_code == 303
    [said] = errors_beside(
        books.send_sender(**passport | {"sender_identity_number": "A" * 21}).text, "sender_identity_number"
    )
    assert "At most 20 characters" in said
