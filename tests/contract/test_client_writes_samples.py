"""Given the values of a sample request, the client sends the sample: its method, path, names and spelling."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from app.flip.bills import BillChanges, NewBill
from app.flip.client import FlipClient
from app.flip.disbursements import DisbursementQuery, NewDisbursement
from app.flip.payments import PaymentQuery
from app.flip.signature import payload
from app.flip.special import NewSpecialDisbursement
from tests.flip.tiny_server import TinyServer, reply
from tests.flip.vectors import BY_NAME, TEST_PRIVATE_KEY

pytestmark = pytest.mark.alike

SAMPLES = Path(__file__).parent / "samples"
EXPIRY = datetime(2022, 12, 30, 15, 50, tzinfo=timezone(timedelta(hours=7)))
PERIOD = PaymentQuery(
    start_date=date(2020, 1, 1),
    end_date=date(2020, 12, 12),
    pagination=50,
    page=1,
    sort_by="created_at",
    sort_type="sort_desc",
)
STEP1 = NewBill(
    title="Test New Bill", type="SINGLE", step=1, amount_idr=45_000, redirect_url="https://example.com"
)
STEP2 = NewBill(
    title="Test New Bill step 2",
    type="SINGLE",
    step=2,
    amount_idr=45_000,
    redirect_url="https://example.com",
    sender_name="Jon Snow",
    sender_email="jon.snow@example.com",
    sender_phone_number="0812345678",
    sender_address="jakarta selatan",
)
STEP3 = NewBill(
    title="test",
    type="SINGLE",
    step=3,
    amount_idr=45_000,
    redirect_url="https://example.com",
    sender_name="Jon Snow",
    sender_email="jon.snow@example.com",
    sender_bank="mandiri",
    sender_bank_type="virtual_account",
)
COFFEE_TABLE = NewBill(
    title="Coffee Table", amount_idr=900_000, expires_at=EXPIRY, redirect_url="https://someurl.com"
)
CHANGES = BillChanges(
    title="Coffee Table",
    amount_idr=900_000,
    type="SINGLE",
    expires_at=EXPIRY,
    redirect_url="https://someurl.com",
    status="INACTIVE",
    is_address_required=False,
    is_phone_number_required=False,
)
SEED = NewDisbursement(
    idempotency_key=None,
    account_number="0437051936",
    bank_code="bni",
    amount_idr=10_000,
    remark="testing",
    recipient_city="391",
)
SEED_WITH_KEY = replace(SEED, idempotency_key="8anU9saqIU798wOo")
V3 = NewDisbursement(
    idempotency_key="idem-key-1",
    account_number="1122333300",
    bank_code="bni",
    amount_idr=10_000,
    remark="some remark",
    recipient_city="391",
    beneficiary_emails=("test@mail.com", "user@mail.com"),
)
SPECIAL = NewSpecialDisbursement(
    transfer=SEED,
    sender_country="100252",
    sender_place_of_birth="391",
    sender_date_of_birth=date(1992, 1, 1),
    sender_identity_type="nat_id",
    sender_name="paijo",
    sender_address="taman bakokekok di jalan bakokekok 15 no.2 - 230",
    sender_identity_number="123456789",
    sender_job="private_employee",
    direction="DOMESTIC_SPECIAL_TRANSFER",
)
SPECIAL_V3 = replace(
    SPECIAL,
    transfer=replace(V3, account_number="1122333301"),
    sender_name="John Doe",
    sender_address="Some Address Street 123",
    sender_job="entrepreneur",
)
FILTERED = DisbursementQuery(pagination=10, page=5, sort="-id", status="PENDING", bank_code="bni")
DONE = DisbursementQuery(pagination=10, page=1, sort="id", status="DONE")
ASKS: dict[str, Callable[[FlipClient], object]] = {
    "accept-payment/create-step1.request.form": lambda client: client.bills.create(STEP1),
    "accept-payment/create-step2.request.form": lambda client: client.bills.create(STEP2),
    "accept-payment/create-step3.request.form": lambda client: client.bills.create(STEP3),
    "docs-2023/accept-payment/create.request.form": lambda client: client.bills.create(COFFEE_TABLE),
    "docs-2023/accept-payment/edit.request.form": lambda client: client.bills.edit("1", CHANGES),
    "docs-2023/accept-payment/payments-of-bill.request.form": lambda client: client.payments.of_bill(
        "1", PERIOD
    ),
    "docs-2023/accept-payment/payments.request.form": lambda client: client.payments.all(
        PaymentQuery(**{**vars(PERIOD), "reference_id": "REF12345"})
    ),
    "general/banks-filter.request.form": lambda client: client.general.banks("bca"),
    "general/bank-account-inquiry.request.form": lambda client: client.inquiries.ask("bca", "5465327020"),
    "docs-2023/general/bank-account-inquiry.request.form": lambda client: client.inquiries.ask(
        "bca", "5465327020", "aVncCDdKW9dciRvH9qSH"
    ),
    "disbursement/create.request.form": lambda client: client.disbursements.create(SEED, version=2),
    "disbursement/create-idempotent.request.form": lambda client: client.disbursements.create(
        SEED_WITH_KEY, version=2
    ),
    "disbursement/create-signed.request.form": lambda client: client.disbursements.create(SEED, version=2),
    "disbursement/list-filtered.request.form": lambda client: client.disbursements.list(FILTERED, version=2),
    "disbursement/special-create.request.form": lambda client: client.special_disbursements.create(
        SPECIAL, version=2
    ),
    "docs-2023/disbursement/create-v3.request.form": lambda client: client.disbursements.create(V3),
    "docs-2023/disbursement/list-v3.request.form": lambda client: client.disbursements.list(DONE),
    "docs-2023/disbursement/get-v3-by-id.request.form": lambda client: client.disbursements.get("10"),
    "docs-2023/disbursement/get-v3-by-key.request.form": lambda client: client.disbursements.get_by_key(
        "idem-key-1"
    ),
    "docs-2023/disbursement/special-create-v3.request.form": lambda client: (
        client.special_disbursements.create(SPECIAL_V3)
    ),
}
# Listed with their reasons in deviations.md.
ALWAYS_SENT = {"step": "1", "is_address_required": "0", "is_phone_number_required": "0"}
SECONDS_DROPPED = {"expired_date": "2022-12-30 15:50"}
SIGNATURE = {"YOUR_GENERATED_SIGNATURE": BY_NAME["seed_disbursement"].signature}
PLACEHOLDERS = {"disbursement/list-placeholders.request.form"}
# Held to in test_client_writes_agent_samples.py.
OF_AGENTS = {
    "docs-2023/disbursement/agent-create.request.form",
    "docs-2023/disbursement/agent-list.request.form",
}
# Fits every call at once.
ANSWER = {
    "link_id": 1,
    "id": 10,
    "amount": 10_000,
    "status": "PENDING",
    "idempotency_key": "idem-key-1",
    "data": [],
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
        signing_key=TEST_PRIVATE_KEY,
        clock=lambda: datetime(2022, 1, 1, 8, 2, 15, tzinfo=UTC),
    )
    yield client
    client.close()


def sample(name: str) -> tuple[str, str, dict[str, str]]:
    """Method, path and values of a sample."""
    head, *lines = (SAMPLES / name).read_text(encoding="utf-8").splitlines()
    _, method, path = head.split()
    pairs = [line.partition("=") for line in lines if line and not line.startswith("#")]
    return method, path, {key: value for key, _, value in pairs}


def headers(name: str) -> dict[str, str]:
    """The headers that a sample shows beside those of every call."""
    lines = (SAMPLES / name).read_text(encoding="utf-8").splitlines()
    shown = [line.removeprefix("# header ") for line in lines if line.startswith("# header ")]
    return {key.lower(): SIGNATURE.get(value, value) for key, value in (line.split(": ") for line in shown)}


@pytest.mark.parametrize("name", ASKS)
def test_request_samples_are_sent(server: TinyServer, client: FlipClient, name: str) -> None:
    method, path, values = sample(name)
    server.otherwise = reply(200, [] if path.endswith("banks") else ANSWER)
    ASKS[name](client)
    (seen,) = server.seen
    assert (seen.method, seen.path) == (method, f"/api{path}")
    sent = seen.query if method == "GET" else seen.form
    assert len(dict(sent)) == len(sent)
    expected = {**values, **{key: SECONDS_DROPPED[key] for key in SECONDS_DROPPED if key in values}}
    if path.endswith("/pwf/bill"):
        expected = {**ALWAYS_SENT, **expected}
    assert dict(sent) == expected
    assert headers(name).items() <= seen.headers.items()
    if method != "GET":
        assert seen.headers["content-type"] == "application/x-www-form-urlencoded"


def test_no_request_sample_is_forgotten() -> None:
    there = {
        str(file.relative_to(SAMPLES))
        for part in ("", "docs-2023/", "docs-2025/")
        for folder in ("accept-payment", "disbursement", "general")
        for file in (SAMPLES / f"{part}{folder}").glob("*.form")
    }
    assert there == {*ASKS, *PLACEHOLDERS, *OF_AGENTS}


def test_the_sample_of_a_signature_is_signed(server: TinyServer, client: FlipClient) -> None:
    server.otherwise = reply(200, ANSWER)
    client.disbursements.create(SEED, version=2)
    text = (SAMPLES / "disbursement/signature-payload.txt").read_bytes()
    assert payload(server.seen[0].form) == text
    assert server.seen[0].headers["x-signature"] == BY_NAME["seed_disbursement"].signature
