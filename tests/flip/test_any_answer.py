"""Whatever JSON an answer is, it becomes an object of ours or one of our errors, and no other exception."""

import json
from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.flip.bills import BillChanges, NewBill
from app.flip.client import FlipClient
from app.flip.disbursements import NewDisbursement
from app.flip.errors import FlipError
from app.flip.transport import Reply, Request
from tests.flip.abroad import BUSINESS, CONSUMER

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
values = st.recursive(scalars, lambda inner: st.lists(inner, max_size=3), max_leaves=4)
keys = st.sampled_from(
    [
        *("link_id", "link_url", "title", "type", "amount", "redirect_url", "expired_date", "status", "step"),
        *(
            "is_address_required",
            "customer",
            "bill_payment",
            "payment_method",
            "receiver_bank_account",
            "name",
        ),
        *("id", "sender_bank", "created_at", "total_data", "data", "balance", "bank_code", "fee", "queue"),
        *(
            "reason",
            "timestamp",
            "recipient_name",
            "sender",
            "sender_job",
            "date_of_birth",
            "idempotency_key",
        ),
        *("account_holder", "inquiry_key", "102"),
        *("beneficiary_amount", "beneficiary_currency_code", "exchange_rate", "beneficiary", "iban"),
        *("flip_exchange_rate", "flip_transfer_fee", "flip_cutoff_time", "arrival_message", "is_active"),
        *("country_iso_code", "currency_code", "banks", "special_identifiers", "regions", "iso_code"),
        *("maintenance", "operational", "confirmed_at", "code", "errors", "attribute", "message", "raw"),
    ]
)
objects = st.recursive(
    st.dictionaries(keys, values, max_size=12),
    lambda inner: st.dictionaries(keys, inner, max_size=6),
    max_leaves=6,
)
answers = (
    objects | st.lists(objects, max_size=3) | st.fixed_dictionaries({"data": st.lists(objects, max_size=3)})
)
TRANSFER = NewDisbursement(idempotency_key="key-1", bank_code="bca", account_number="1", amount_idr=10_000)
statuses = st.sampled_from([200, 200, 200, 400, 401, 404, 422, 503])


class Scripted:
    """A transport that answers everything alike."""

    def __init__(self) -> None:
        self.reply = Reply(status=200, headers={}, body=b"")

    def send(self, request: Request) -> Reply:
        return self.reply

    def close(self) -> None:
        """Nothing is open."""


transport = Scripted()


@pytest.fixture(scope="module")
def client() -> Iterator[FlipClient]:
    client = FlipClient(api_url="http://flip.example", kyc_url="", secret_key="key", transport=transport)
    yield client
    client.close()


@settings(
    derandomize=True,
    max_examples=200,
    deadline=1000,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(answers, statuses)
def test_any_json_is_an_object_or_an_error_of_ours(client: FlipClient, answer: object, status: int) -> None:
    transport.reply = Reply(status=status, headers={}, body=json.dumps(answer).encode())
    for ask in (
        lambda: client.bills.create(NewBill(title="Coffee")),
        lambda: client.bills.get("1"),
        lambda: client.bills.edit("1", BillChanges()),
        lambda: client.payments.confirm("1"),
        client.bills.list,
        client.payments.all,
        lambda: client.disbursements.create(TRANSFER),
        lambda: client.disbursements.get_by_key("key-1"),
        lambda: client.disbursements.get("1", version=2),
        lambda: client.disbursements.queue("1"),
        lambda: client.inquiries.ask("bca", "1"),
        client.disbursements.list,
        lambda: client.international.create(CONSUMER),
        lambda: client.international.create_with_attachment(BUSINESS),
        lambda: client.international.get("1"),
        lambda: client.international.find_by_key("key-1"),
        lambda: client.international.form_data("C2C", "GBR"),
        lambda: client.international.exchange_rates("C2C"),
        client.places.cities,
        client.general.balance,
        client.general.banks,
        client.general.operational,
        client.general.maintenance,
    ):
        with suppress(FlipError):
            ask()
