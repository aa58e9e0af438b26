"""What goes over the wire for transfers abroad: keys, timestamps, paths, forms, the invoice and queries."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from app.flip.client import FlipClient
from tests.flip.abroad import BUSINESS, CONSUMER, INVOICE, MADE
from tests.flip.tiny_server import TinyServer, reply

CREATE = "/api/v2/international-disbursement"
WITH_ATTACHMENT = f"{CREATE}/create-with-attachment"
CONSUMERS_FORM = {
    "amount": "52.63",
    "source_country": "IDN",
    "destination_country": "GBR",
    "transaction_type": "C2C",
    "beneficiary_account_number": "0012233330",
    "beneficiary_full_name": "John Smith",
    "beneficiary_bank_id": "1807",
    "beneficiary_nationality": "GBR",
    "beneficiary_province": "England",
    "beneficiary_city": "Manchester",
    "beneficiary_address": "Mosley St 1 & 2",
    "beneficiary_relationship": "FRIEND",
    "beneficiary_source_of_funds": "SALARY",
    "beneficiary_remittance_purposes": "EDUCATION",
    "beneficiary_sort_code": "006967",
    "id_number": "44943733088",
    "id_expiration_date": "2030-01-31",
    "sender_name": "Siti Aminah",
    "sender_country": "100252",
    "sender_place_of_birth": "391",
    "sender_date_of_birth": "1992-01-31",
    "sender_address": "Jalan Margonda Raya",
    "sender_city": "Depok",
    "sender_identity_type": "nat_id",
    "sender_identity_number": "0012345678901234",
    "sender_job": "entrepreneur",
    "sender_email": "siti@mail.com",
    "sender_phone_number": "+628123456789",
}
BUSINESS_FORM = {
    "amount": "300.6",
    "source_country": "IDN",
    "destination_country": "MYS",
    "transaction_type": "B2B",
    "beneficiary_account_number": "1187710200",
    "beneficiary_full_name": "Jane Doe",
    "beneficiary_bank_id": "2122",
    "beneficiary_id_number": "A1",
    "beneficiary_id_expiration_date": "2031-02-28",
}
CREATES: dict[str, Callable[[FlipClient], object]] = {
    CREATE: lambda client: client.international.create(CONSUMER),
    WITH_ATTACHMENT: lambda client: client.international.create_with_attachment(BUSINESS),
}
Ask = Callable[[FlipClient], object]


@pytest.fixture(autouse=True)
def told(server: TinyServer) -> None:
    server.otherwise = reply(200, MADE)


@pytest.mark.parametrize(("path", "key"), [(CREATE, "key-1"), (WITH_ATTACHMENT, "key-2")])
def test_P1_every_attempt_carries_its_key_and_a_timestamp(
    server: TinyServer, client: FlipClient, path: str, key: str
) -> None:
    for _ in range(2):
        CREATES[path](client)
    assert [(seen.method, seen.path) for seen in server.seen] == [("POST", path)] * 2
    assert {seen.headers["idempotency-key"] for seen in server.seen} == {key}
    for seen in server.seen:
        stamp = datetime.strptime(seen.headers["x-timestamp"], "%Y-%m-%dT%H:%M:%S%z")
        assert str(stamp.tzinfo) == "UTC+07:00"


@pytest.mark.parametrize("key", ["", "a b", "a\r\nX: y", "é", "k" * 256])
def test_P1_a_transfer_abroad_whose_key_cannot_travel_is_not_sent(
    server: TinyServer, client: FlipClient, key: str
) -> None:
    with pytest.raises(ValueError, match="idempotency key"):
        client.international.create(replace(CONSUMER, idempotency_key=key))
    with pytest.raises(ValueError, match="idempotency key"):
        client.international.create_with_attachment(replace(BUSINESS, idempotency_key=key))
    assert server.seen == []


def test_a_consumer_tells_sender_and_beneficiary(server: TinyServer, client: FlipClient) -> None:
    client.international.create(CONSUMER)
    (seen,) = server.seen
    assert seen.headers["content-type"] == "application/x-www-form-urlencoded"
    assert len(seen.form) == len(dict(seen.form))
    assert dict(seen.form) == CONSUMERS_FORM


def test_a_business_sends_its_invoice_byte_for_byte(server: TinyServer, client: FlipClient) -> None:
    client.international.create_with_attachment(BUSINESS)
    (seen,) = server.seen
    assert seen.headers["content-type"].startswith("multipart/form-data; boundary=")
    assert seen.parts == {
        **BUSINESS_FORM,
        "attachment_type": "invoice",
        "attachment_data": ("attachment_data.pdf", "application/pdf", INVOICE.content),
    }


def test_a_business_without_an_invoice_sends_a_plain_form(server: TinyServer, client: FlipClient) -> None:
    client.international.create_with_attachment(replace(BUSINESS, attachment=None))
    (seen,) = server.seen
    assert seen.headers["content-type"] == "application/x-www-form-urlencoded"
    assert dict(seen.form) == BUSINESS_FORM


def test_every_field_of_a_beneficiary_has_its_name(server: TinyServer, client: FlipClient) -> None:
    names = set(vars(CONSUMER.beneficiary)) - {"id_expiration_date"}
    every: dict[str, Any] = {name: f"a {name}" for name in names}
    full = replace(CONSUMER.beneficiary, **every)
    client.international.create(replace(CONSUMER, beneficiary=full))
    consumers = ("swift_bic_code", "registration_number", "region")
    less = replace(full, swift_bic_code=None, registration_number=None, region=None)
    client.international.create_with_attachment(replace(BUSINESS, beneficiary=less, attachment=None))
    sent = [{name for name, value in seen.form if value.startswith("a ")} for seen in server.seen]
    assert sent[0] == {f"beneficiary_{name}" for name in names - {"id_number"}} | {"id_number"}
    assert sent[1] == {f"beneficiary_{name}" for name in names - set(consumers)}


@pytest.mark.parametrize("name", ["swift_bic_code", "registration_number", "region"])
def test_what_a_business_cannot_tell_is_not_dropped_silently(
    server: TinyServer, client: FlipClient, name: str
) -> None:
    odd: dict[str, Any] = {name: "X"}
    told = replace(BUSINESS.beneficiary, **odd)
    with pytest.raises(ValueError, match=name):
        client.international.create_with_attachment(replace(BUSINESS, beneficiary=told))
    assert server.seen == []


def test_an_amount_that_cannot_be_sent_there_is_not_sent(server: TinyServer, client: FlipClient) -> None:
    with pytest.raises(ValueError, match="decimals"):
        client.international.create(replace(CONSUMER, destination_country="JPN"))
    with pytest.raises(ValueError, match="decimals"):
        client.international.create_with_attachment(replace(BUSINESS, amount=Decimal("1.001")))
    assert server.seen == []


@pytest.mark.parametrize(
    ("ask", "path", "query"),
    [
        (
            lambda client: client.international.exchange_rates("C2B"),
            f"{CREATE}/exchange-rates",
            [("transaction_type", "C2B")],
        ),
        (
            lambda client: client.international.exchange_rates("B2B", ("GBR", "JPN")),
            f"{CREATE}/exchange-rates",
            [("country_iso_code", "GBR,JPN"), ("transaction_type", "B2B")],
        ),
        (
            lambda client: client.international.form_data("C2C", "GBR"),
            f"{CREATE}/form-data",
            [("country_iso_code", "GBR"), ("transaction_type", "C2C")],
        ),
        (lambda client: client.international.list(), CREATE, []),
        (
            lambda client: client.international.list(pagination=50, page=3, sort="-destination_country"),
            CREATE,
            [("pagination", "50"), ("page", "3"), ("sort", "-destination_country")],
        ),
        (lambda client: client.international.get("7"), f"{CREATE}/7", []),
        (lambda client: client.international.get("a/b?c"), f"{CREATE}/a%2Fb%3Fc", []),
    ],
)
def test_questions_about_transfers_abroad(
    server: TinyServer, client: FlipClient, ask: Ask, path: str, query: list[tuple[str, str]]
) -> None:
    shown = {**MADE, "data": [], "country_iso_code": "GBR", "currency_code": "GBP"}
    if "%" in path:
        shown["id"] = "a/b?c"
    server.otherwise = reply(200, [] if path.endswith("exchange-rates") else shown)
    ask(client)
    (seen,) = server.seen
    assert (seen.method, seen.path, seen.query) == ("GET", path, query)
    assert not {"idempotency-key", "x-timestamp"} & set(seen.headers)


@pytest.mark.parametrize("transfer_id", ["", ".", ".."])
def test_a_question_that_names_no_transfer_is_not_sent(
    server: TinyServer, client: FlipClient, transfer_id: str
) -> None:
    with pytest.raises(ValueError, match="address"):
        client.international.get(transfer_id)
    with pytest.raises(ValueError, match="names no transfer"):
        client.international.find_by_key("")
    assert server.seen == []
