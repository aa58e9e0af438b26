"""Who is paid abroad and who sends is kept once, changed, removed, and each deed told to the audit log."""

from typing import Any

import pytest

from app.corridors.statuses import TransactionType
from app.db.transaction import transaction
from app.extensions import db
from app.lib.errors import NotFound
from app.parties import queries, service
from tests.bills.bench import errors_beside
from tests.international.abroad import submit
from tests.parties.books import (
    ACCOUNT,
    BENEFICIARIES,
    IDENTITY,
    JOHN,
    PHONE,
    SENDERS,
    SITI,
    Books,
    fields_abroad,
    kept_beneficiaries,
    kept_senders,
)

C2C = TransactionType.C2C
# Of both books: their address, a good form, the field that tells one from another, and its name.
BOTH = [
    pytest.param(BENEFICIARIES, JOHN, "beneficiary_account_number", "beneficiary_full_name", id="paid"),
    pytest.param(SENDERS, SITI, "sender_identity_number", "sender_name", id="sends"),
]


def kept(address: str) -> list[Any]:
    return [*(kept_beneficiaries() if address == BENEFICIARIES else kept_senders())]


def send(books: Books, address: str, form: dict[str, Any], **fields: Any) -> Any:
    where = f"{address}?type=C2C&country=GBR" if address == BENEFICIARIES else address
    return books.staff.post(where, **form | fields)


def test_whom_one_pays_is_kept_and_shown_as_flip_will_be_told(books: Books) -> None:
    public_id = books.keep_beneficiary()
    [row] = kept_beneficiaries()
    assert (row.transaction_type, row.country_iso_code) == ("C2C", "GBR")
    assert (row.bank_id, row.bank_name, row.account_number) == ("1807", "Allica Bank", ACCOUNT)
    expected = {name.removeprefix("beneficiary_"): value for name, value in JOHN.items() if name != "note"}
    assert service.filling_beneficiary(public_id) == (C2C, "GBR", expected)
    page = books.staff.get(BENEFICIARIES + public_id).text
    for shown in (
        "John Smith",
        "Allica Bank",
        "United Kingdom",
        "Mosley St 12",
        "Son",
        "Education",
        "the roof",
    ):
        assert shown in page, shown
    assert "1122 3333 00" in page


def test_who_sends_is_kept_and_shown_in_words(books: Books) -> None:
    public_id = books.keep_sender()
    [row] = kept_senders()
    expected = {name.removeprefix("sender_"): value for name, value in SITI.items() if name != "note"}
    assert service.filling_sender(public_id) == expected
    page = books.staff.get(SENDERS + public_id).text
    for shown in (
        "Siti Rahayu",
        "Indonesia",
        "Entrepreneur",
        "1 Dec 1963",
        IDENTITY,
        PHONE,
        "comes on Fridays",
    ):
        assert shown in page, shown
    assert row.name == "Siti Rahayu"


def test_identity_numbers_and_addresses_are_sealed_at_rest(books: Books) -> None:
    books.keep_sender()
    books.keep_beneficiary()
    with db.engine.connect() as connection:
        at_rest = str(connection.exec_driver_sql("SELECT * FROM foreign_senders").all())
        at_rest += str(connection.exec_driver_sql("SELECT * FROM foreign_beneficiaries").all())
    for secret in (IDENTITY, PHONE, "Jalan Margonda", "1963-12-01", "Mosley", "john@example.com"):
        assert secret not in at_rest, secret
    assert "John Smith" in at_rest


def test_the_audit_is_told_with_the_details_masked(books: Books) -> None:
    books.keep_beneficiary()
    books.keep_sender()
    [paid] = books.world.house.entries("beneficiaries_abroad.add")
    [sends] = books.world.house.entries("senders.add")
    told = str((paid.after, sends.after))
    for secret in (ACCOUNT, IDENTITY, PHONE, "Mosley", "Margonda", "1963", "john@example.com"):
        assert secret not in told, secret
    assert paid.after
    assert paid.after["account_number"] == "••••••3300"
    assert sends.after
    assert sends.after["identity_number"].endswith("0001")
    assert "kept a sender" in books.boss.get("/audit").text


@pytest.mark.parametrize(("address", "form", "unique", "name"), BOTH)
def test_p2_one_account_and_one_identity_is_kept_once_and_the_other_is_named(
    books: Books, address: str, form: dict[str, Any], unique: str, name: str
) -> None:
    assert send(books, address, form, **{name: "Budi the First"}).status_code == 303
    again = send(books, address, form, **{name: "Budi the Second"})
    assert again.status_code == 422
    [said] = errors_beside(again.text, unique)
    assert said.endswith("is kept already, as Budi the First.")
    assert 'value="Budi the Second"' in again.text
    assert send(books, address, form, **{unique: "0" + form[unique][1:]}).status_code == 303
    assert len(kept(address)) == 2


@pytest.mark.parametrize(("address", "form", "unique", "name"), BOTH)
def test_p2_of_six_who_keep_the_same_at_once_one_does(
    books: Books, address: str, form: dict[str, Any], unique: str, name: str
) -> None:
    browsers = [books.world.as_("staff") for _ in range(6)]
    tokens = [browser.token() for browser in browsers]
    where = f"{address}?type=C2C&country=GBR"

    def keep(number: int) -> int:
        sent = form | {name: f"Budi {'ABCDEF'[number]}", "csrf_token": tokens[number]}
        return browsers[number].post_raw(where, **sent).status_code

    answers = books.world.house.all_at_once(keep, len(browsers))
    assert sorted(answers) == [303] + [422] * 5
    assert len(kept(address)) == 1


@pytest.mark.parametrize(("address", "form", "unique", "name"), BOTH)
def test_who_changes_what_another_changed_meanwhile_is_told(
    books: Books, address: str, form: dict[str, Any], unique: str, name: str
) -> None:
    send(books, address, form)
    [row] = kept(address)
    edit, seen = f"{address}{row.public_id}/edit", row.version
    page = books.staff.get(edit).text
    assert f'value="{form[name]}"' in page
    assert f'value="{form[unique]}"' in page
    assert f'value="{seen}"' in page
    assert books.staff.post(edit, **form | {"note": "first", "seen": seen}).status_code == 303
    late = books.boss.post(edit, **form | {"note": "second", "seen": seen})
    assert late.status_code == 422
    assert "Somebody changed this meanwhile" in late.text
    assert 'value="second"' in late.text
    assert kept(address)[0].note == "first"


@pytest.mark.parametrize(("address", "form", "unique", "name"), BOTH)
def test_a_change_is_kept_told_to_the_audit_and_takes_nobody_elses_number(
    books: Books, address: str, form: dict[str, Any], unique: str, name: str
) -> None:
    send(books, address, form, **{name: "Budi"})
    send(books, address, form, **{name: "Sari", unique: "0" + form[unique][1:]})
    sari = kept(address)[1]
    edit = f"{address}{sari.public_id}/edit"
    taken = books.staff.post(edit, **form | {name: "Sari", "seen": sari.version})
    assert taken.status_code == 422
    assert "is kept already, as Budi." in errors_beside(taken.text, unique)[0]
    changed = form | {name: "Sari Baru", unique: "0" + form[unique][1:], "seen": sari.version}
    assert books.staff.post(edit, **changed).status_code == 303
    assert kept(address)[1].name == "Sari Baru"
    verb = "beneficiaries_abroad.edit" if address == BENEFICIARIES else "senders.edit"
    [entry] = books.world.house.entries(verb)
    assert entry.before
    assert entry.after
    assert (entry.before["name"], entry.after["name"]) == ("Sari", "Sari Baru")
    assert form[unique][1:] not in str((entry.before, entry.after))


@pytest.mark.parametrize(("address", "form", "unique", "name"), BOTH)
def test_who_is_removed_is_offered_no_more_and_may_be_kept_anew(
    books: Books, address: str, form: dict[str, Any], unique: str, name: str
) -> None:
    send(books, address, form)
    [row] = kept(address)
    assert books.staff.post(f"{address}{row.public_id}/remove").status_code == 303
    assert books.staff.post(f"{address}{row.public_id}/remove").status_code == 404
    for more in ("", "/edit"):
        assert books.staff.get(f"{address}{row.public_id}{more}").status_code == 404
    assert form[name] not in books.staff.get(address).text
    assert kept(address)[0].removed_at is not None
    assert [*queries.beneficiaries_for(C2C, "GBR"), *queries.senders()] == []
    for filling in (service.filling_beneficiary, service.filling_sender):
        with pytest.raises(NotFound):
            filling(row.public_id)
    assert send(books, address, form).status_code == 303
    assert len(books.world.house.entries(f"{_verb(address)}.remove")) == 1


def _verb(address: str) -> str:
    return "beneficiaries_abroad" if address == BENEFICIARIES else "senders"


def test_the_same_account_may_be_paid_by_another_type_or_in_another_country(books: Books) -> None:
    books.keep_beneficiary()
    books.read("C2B", "GBR")
    books.keep_beneficiary(kind="C2B")
    books.read("C2C", "SGP")
    books.keep_beneficiary(**fields_abroad("SGP", beneficiary_bank_id="3114"))
    assert [(row.transaction_type, row.country_iso_code) for row in kept_beneficiaries()] == [
        ("C2C", "GBR"),
        ("C2B", "GBR"),
        ("C2C", "SGP"),
    ]
    assert [row.country_iso_code for row in queries.beneficiaries_for(C2C, "SGP")] == ["SGP"]


def test_keeping_beside_a_transfer_leaves_those_who_are_kept_as_they_are(books: Books) -> None:
    public_id, sender_id = books.keep_beneficiary(), books.keep_sender()
    _kind, _country, values = service.filling_beneficiary(public_id)
    service.keep_beneficiary(C2C, "GBR", values | {"full_name": "Somebody Else"}, 1, "test")
    service.keep_beneficiary(C2C, "GBR", values | {"account_number": "99", "full_name": "New"}, 1, "test")
    of_siti = service.filling_sender(sender_id)
    service.keep_sender(of_siti | {"name": "Somebody Else"}, 1, "test")
    service.keep_sender(of_siti | {"identity_type": "passport", "name": "New"}, 1, "test")
    assert [row.name for row in kept_beneficiaries()] == ["John Smith", "New"]
    assert [row.name for row in kept_senders()] == ["Siti Rahayu", "New"]


def test_those_who_were_paid_and_who_sent_last_are_offered_first(books: Books) -> None:
    books.keep_beneficiary()
    books.keep_beneficiary(beneficiary_full_name="Mary", beneficiary_account_number="77")
    books.keep_sender()
    books.keep_sender(sender_name="Budi", sender_identity_number="77")
    assert [row.name for row in queries.beneficiaries_for(C2C, "GBR")] == ["Mary", "John Smith"]
    values = service.filling_beneficiary(kept_beneficiaries()[0].public_id)[2]
    of_siti = service.filling_sender(kept_senders()[0].public_id)
    with transaction():
        service.used(C2C, "GBR", values, of_siti)
    assert [row.name for row in queries.beneficiaries_for(C2C, "GBR")] == ["John Smith", "Mary"]
    assert [row.name for row in queries.senders()] == ["Siti Rahayu", "Budi"]
    assert [row.last_used_at is None for row in kept_senders()] == [False, True]


def test_a_transfer_says_in_both_books_that_they_were_used(books: Books) -> None:
    books.keep_beneficiary()
    books.keep_beneficiary(beneficiary_account_number="77")
    books.keep_sender()
    john, siti = kept_beneficiaries()[0].details, kept_senders()[0].details
    submit(seen_rate=None, beneficiary=john, sender=siti)
    assert [row.last_used_at is None for row in kept_beneficiaries()] == [False, True]
    assert kept_senders()[0].last_used_at is not None
    assert "Last paid" in books.staff.get(BENEFICIARIES + kept_beneficiaries()[0].public_id).text


@pytest.mark.parametrize(("address", "form", "unique", "name"), BOTH)
def test_they_are_found_by_their_words_and_paged(
    books: Books, address: str, form: dict[str, Any], unique: str, name: str
) -> None:
    for number in range(26):
        letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[number]
        with_own = {name: f"Person {letters}{letters}", unique: f"77{number:02}", "note": f"note {number:02}"}
        assert send(books, address, form, **with_own).status_code == 303
    first = books.staff.get(address).text
    assert first.count("row-link") == 25
    assert "Person AA" not in first
    for words in ("person hh", "NOTE 07"):
        found = books.staff.get(f"{address}?q={words}").text
        assert found.count("row-link") == 1, words
        assert "Person HH" in found
    for odd in ("%25", "_", "nobody", "'" * 200):
        assert "Nothing fits" in books.staff.get(f"{address}?q={odd}").text, odd
