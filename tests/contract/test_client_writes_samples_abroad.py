"""Given the values of a sample request about transfers abroad, the client sends its address and fields."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from app.flip.client import FlipClient
from app.flip.international import (
    Attachment,
    NewBeneficiary,
    NewBusinessTransfer,
    NewConsumerTransfer,
    NewSender,
)
from tests.flip.tiny_server import Seen, TinyServer, reply

pytestmark = pytest.mark.alike

SAMPLES = Path(__file__).parent / "samples"
PAPER = Attachment(b"%PDF\r\n--", "pdf")
CONSUMER = NewConsumerTransfer(
    idempotency_key="idem-key-1",
    transaction_type="C2C",
    destination_country="GBR",
    amount=Decimal("52.63"),
    beneficiary=NewBeneficiary(
        account_number="1122333300",
        full_name="John Smith",
        bank_id="1807",
        bank_name="Allica Bank",
        email="emial@email.com",
        msisdn="09584008222",
        nationality="IDN",
        province="United Kingdom",
        city="Manchester",
        address="Mosley St Manchester",
        postal_code="M2",
        relationship="SON",
        source_of_funds="BUSINESS",
        remittance_purposes="EDUCATION",
        sort_code="506967",
        region="10274",
        id_number="44943733088",
        id_expiration_date=date(2022, 11, 29),
    ),
    sender=NewSender(
        name="John Doe",
        country="100252",
        place_of_birth="100230",
        date_of_birth=date(1963, 12, 1),
        address="Some Address Street 123",
        city="Sender City",
        identity_type="nat_id",
        identity_number="1234789012347890",
        job="entrepreneur",
        email="sender@mail.com",
        phone_number="+628123456789",
    ),
)
BUSINESS = NewBusinessTransfer(
    idempotency_key="idem-key-1",
    transaction_type="B2B",
    destination_country="MYS",
    amount=Decimal("300.60"),
    beneficiary=NewBeneficiary(
        account_number="1187710200",
        full_name="Jane Doe",
        bank_id="2122",
        document_reference_number="doc_reference_123456",
        remittance_purposes="TRAVEL",
    ),
    attachment=PAPER,
)
MADE = {
    "id": 10,
    "status": "PENDING",
    "amount": 1,
    "beneficiary_amount": 1,
    "beneficiary_currency_code": "GBP",
}
FORM = {"country_iso_code": "GBR", "currency_code": "GBP"}
Ask = Callable[[FlipClient], object]
ASKS: dict[str, tuple[Ask, object]] = {
    "create-c2c.request.form": (lambda client: client.international.create(CONSUMER), MADE),
    "create-b2b.request.form": (lambda client: client.international.create_with_attachment(BUSINESS), MADE),
    "exchange-rates.request.form": (lambda client: client.international.exchange_rates("C2C"), []),
    "form-data.request.form": (lambda client: client.international.form_data("C2C", "GBR"), FORM),
}


@pytest.fixture
def server() -> Iterator[TinyServer]:
    server = TinyServer()
    yield server
    server.stop()


@pytest.fixture
def client(server: TinyServer) -> Iterator[FlipClient]:
    client = FlipClient(
        api_url=server.url,
        kyc_url="",
        secret_key="key-of-the-contract",
        clock=lambda: datetime(2022, 1, 1, 8, 2, 15, tzinfo=UTC),
    )
    yield client
    client.close()


@pytest.mark.parametrize("name", ASKS)
def test_request_samples_about_transfers_abroad_are_sent(
    server: TinyServer, client: FlipClient, name: str
) -> None:
    head, *lines = (SAMPLES / "docs-2023/international" / name).read_text(encoding="utf-8").splitlines()
    method, path = head.removeprefix("# ").split()
    headers = [line.removeprefix("# header ").split(": ") for line in lines if line.startswith("#")]
    values = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    ask, answer = ASKS[name]
    server.otherwise = reply(200, answer)
    ask(client)
    (seen,) = server.seen
    assert (seen.method, seen.path) == (method, f"/api{path}")
    assert {header.lower(): text for header, text in headers}.items() <= seen.headers.items()
    assert sent(seen) == values


def sent(seen: Seen) -> dict[str, str]:
    """What was sent, with the sample's sign in the place of the file."""
    if seen.headers.get("content-type", "").startswith("multipart/"):
        parts = seen.parts
        assert parts.pop("attachment_data") == ("attachment_data.pdf", "application/pdf", PAPER.content)
        return {name: str(value) for name, value in parts.items()} | {"attachment_data": "(binary)"}
    pairs = seen.form if seen.method == "POST" else seen.query
    assert len(dict(pairs)) == len(pairs)
    return dict(pairs)


def test_no_request_sample_about_transfers_abroad_is_forgotten() -> None:
    there = [file.name for file in SAMPLES.rglob("international/*.form")]
    assert sorted(there) == sorted(ASKS)
