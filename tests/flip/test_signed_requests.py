"""With a signing key every call about transfers is signed over exactly what is sent, and no other call."""

from collections.abc import Callable, Iterator
from datetime import date
from urllib.parse import parse_qsl

import pytest

from app.flip.agent_transfers import NewAgentDisbursement
from app.flip.bills import NewBill
from app.flip.client import FlipClient
from app.flip.disbursements import DisbursementQuery, NewDisbursement
from app.flip.errors import FlipNotSent, NotSentReason
from app.flip.signature import verify
from app.flip.special import NewSpecialDisbursement
from tests.flip.abroad import BUSINESS, CONSUMER, MADE
from tests.flip.people import AGENT, JPEG
from tests.flip.tiny_server import TinyServer, reply
from tests.flip.vectors import BY_NAME, TEST_PRIVATE_KEY, TEST_PUBLIC_KEY

Ask = Callable[[FlipClient], object]
TRANSFER = NewDisbursement(
    idempotency_key="key-1",
    bank_code="bca",
    account_number="0001122333300",
    amount_idr=50_000,
    remark='Gaji "é" 🎉 a/b\\c\x7f\u2028 + %',
    recipient_city="391",
    beneficiary_emails=("a@mail.com", "b@mail.com"),
)
SPECIAL = NewSpecialDisbursement(
    transfer=TRANSFER,
    direction="DOMESTIC_SPECIAL_TRANSFER",
    sender_country="100252",
    sender_name="Café Ñandú",
    sender_address="",
    sender_job="company",
    sender_date_of_birth=date(1992, 1, 1),
)
FOUND = {"id": 7, "amount": 50000, "status": "PENDING", "idempotency_key": "key-1", "queue": 3, "data": []}
SIGNED: dict[str, Ask] = {
    "POST /v3/disbursement": lambda client: client.disbursements.create(TRANSFER),
    "POST /v3/special-disbursement": lambda client: client.special_disbursements.create(SPECIAL),
    "GET /v3/disbursement": lambda client: client.disbursements.list(
        DisbursementQuery(page=2, sort="-id", remark="a/b é+&=", timestamp="2017-08-28 14:")
    ),
    "GET /v2/disbursement": lambda client: client.disbursements.list(version=2),
    "GET /v3/get-disbursement": lambda client: client.disbursements.get_by_key("key-1"),
    "GET /v2/disbursement/7": lambda client: client.disbursements.get("7", version=2),
    "GET /v2/disbursement/7/queue": lambda client: client.disbursements.queue("7"),
    "POST /v3/agent-disbursements": lambda client: client.agent_disbursements.create(
        NewAgentDisbursement(transfer=TRANSFER, agent_id="497"), version=3
    ),
    "GET /v2/agent-disbursements": lambda client: client.agent_disbursements.list(),
    "GET /v2/agent-disbursements/7": lambda client: client.agent_disbursements.get("7"),
}
UNSIGNED: dict[str, Ask] = {
    "POST /v2/disbursement/bank-account-inquiry": lambda client: client.inquiries.ask("bca", "1"),
    "GET /v2/disbursement/city-list": lambda client: client.places.cities(),
    "GET /v2/disbursement/country-list": lambda client: client.places.countries(),
    "GET /v2/disbursement/city-country-list": lambda client: client.places.cities_and_countries(),
    "GET /v2/general/balance": lambda client: client.general.balance(),
    "GET /v2/general/banks": lambda client: client.general.banks(),
    "GET /v2/general/maintenance": lambda client: client.general.maintenance(),
    "GET /v2/pwf/payment": lambda client: client.payments.all(),
    "POST /v2/pwf/bill": lambda client: client.bills.create(NewBill(title="Coffee")),
    "POST /v2/agents": lambda client: client.agents.create(AGENT),
    "POST /v2/international-disbursement": lambda client: client.international.create(CONSUMER),
    "POST /v2/international-disbursement/create-with-attachment": lambda client: (
        client.international.create_with_attachment(BUSINESS)
    ),
    "GET /v2/international-disbursement": lambda client: client.international.list(),
    "GET /v2/international-disbursement/7": lambda client: client.international.get("7"),
    "PUT /kyc/users/7/repairPhoto": lambda client: client.kyc.repair_photo("7", JPEG),
}
ANSWERS = {
    "GET /v2/general/banks": [],
    "GET /v2/general/balance": {"balance": 1},
    "GET /v2/general/maintenance": {"maintenance": False},
    "POST /v2/pwf/bill": {"link_id": 1},
    "POST /v2/agents": {"id": 7, "kyc_status": "BASIC_DATA"},
    "POST /v2/international-disbursement": MADE,
    "POST /v2/international-disbursement/create-with-attachment": MADE,
    "GET /v2/international-disbursement/7": MADE,
    "PUT /kyc/users/7/repairPhoto": {"image_url": ""},
}


@pytest.fixture
def signing(server: TinyServer) -> Iterator[FlipClient]:
    client = FlipClient(
        api_url=server.url, kyc_url=f"{server.url}/kyc", secret_key="key", signing_key=TEST_PRIVATE_KEY
    )
    yield client
    client.close()


@pytest.mark.parametrize("route", SIGNED)
def test_calls_about_transfers_are_signed_over_what_is_sent(
    server: TinyServer, signing: FlipClient, route: str
) -> None:
    server.on(route, reply(200, FOUND))
    SIGNED[route](signing)
    (seen,) = server.seen
    # Read again from the bytes that came, by another parser than ours: as Flip does.
    received = parse_qsl(seen.body.decode("ascii"), keep_blank_values=True) if seen.body else seen.query
    assert verify(TEST_PUBLIC_KEY, received, seen.headers["x-signature"])
    assert bool(received) == (route not in {key for key in SIGNED if "/v2/" in key})


@pytest.mark.parametrize("route", UNSIGNED)
def test_other_calls_are_not_signed(server: TinyServer, signing: FlipClient, route: str) -> None:
    server.on(route, reply(200, ANSWERS.get(route, FOUND)))
    UNSIGNED[route](signing)
    assert "x-signature" not in server.seen[0].headers


@pytest.mark.parametrize("route", SIGNED)
def test_without_a_signing_key_nothing_is_signed(server: TinyServer, client: FlipClient, route: str) -> None:
    server.on(route, reply(200, FOUND))
    SIGNED[route](client)
    assert "x-signature" not in server.seen[0].headers


def test_the_requests_of_the_vectors_carry_their_signatures(server: TinyServer, signing: FlipClient) -> None:
    server.on("POST /v2/disbursement", reply(200, FOUND))
    server.on("GET /v3/disbursement", reply(200, {"data": []}))
    seed = NewDisbursement(
        idempotency_key=None,
        bank_code="bni",
        account_number="0437051936",
        amount_idr=10_000,
        remark="testing",
        recipient_city="391",
    )
    signing.disbursements.create(seed, version=2)
    listed = DisbursementQuery(pagination=10, page=5, sort="-id", status="PENDING", bank_code="bni")
    signing.disbursements.list(listed)
    assert [seen.headers["x-signature"] for seen in server.seen] == [
        BY_NAME["seed_disbursement"].signature,
        BY_NAME["get_list_query"].signature,
    ]


def test_P44_a_signature_that_flip_refuses_stops_everything(server: TinyServer, signing: FlipClient) -> None:
    for route, ask in SIGNED.items():
        server.on(route, reply(403, {"name": "Forbidden", "message": "Signature is invalid.", "status": 403}))
        with pytest.raises(FlipNotSent) as caught:
            ask(signing)
        assert caught.value.reason is NotSentReason.FORBIDDEN
        assert caught.value.stops_everything
        assert caught.value.flip_message == "Signature is invalid."


def test_P40_no_error_holds_the_signing_key(server: TinyServer, signing: FlipClient) -> None:
    server.otherwise = reply(502, raw=b"<html>")
    with pytest.raises(Exception) as caught:
        signing.disbursements.create(TRANSFER)
    assert "PRIVATE" not in repr(vars(caught.value)) + str(caught.value)
    assert "PRIVATE" not in repr(vars(signing))
