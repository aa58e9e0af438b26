"""Given objects in the books: ids as given, nothing told, and moved on like any other."""

from tests.sandbox.bench import Bench, Merchant

CALLBACK = {
    "id": "FT1",
    "bill_link": "flip.id/$<company_code>/#<product_code>",
    "bill_link_id": 4740,
    "bill_title": "Cimol Goreng",
    "sender_name": "Jon Doe",
    "sender_bank": "bni",
    "sender_email": "email@email.com",
    "amount": 10000,
    "status": "SUCCESSFUL",
    "sender_bank_type": "bank_account",
    "created_at": "2021-11-29 10:10:10",
}


def test_a_callbacks_payment_can_be_asked_for_afterwards(bench: Bench) -> None:
    assert bench.panel("POST", "/load", payments=[CALLBACK]).json() == {
        "bills": 0,
        "payments": 1,
        "disbursements": 0,
        "agents": 0,
        "international": 0,
    }
    page = bench.api("GET", "/pwf/4740/payment").json()
    (row,) = page["data"]
    assert (page["link_id"], row["id"], row["status"], row["amount"]) == (4740, "FT1", "SUCCESSFUL", 10000)
    assert (row["bill_link"], row["created_at"]) == (CALLBACK["bill_link"], "2021-11-29 10:10:10")
    assert bench.api("GET", "/pwf/4740/bill").json()["title"] == "Cimol Goreng"
    assert bench.panel("GET", "/deliveries").json()["deliveries"] == []


def test_a_final_payment_is_told_once_when_its_status_is_asked_for(bench: Bench, merchant: Merchant) -> None:
    bench.panel("POST", "/load", payments=[CALLBACK])
    for _ in range(2):
        assert bench.panel("POST", "/payments/FT1", status="SUCCESSFUL").status_code == 200
    assert merchant.told()[0] == CALLBACK
    assert len(bench.panel("GET", "/deliveries").json()["deliveries"]) == 1


def test_an_open_payment_moves_on(bench: Bench, merchant: Merchant) -> None:
    bench.panel("POST", "/load", payments=[CALLBACK | {"status": "PENDING"}])
    bench.panel("POST", "/payments/FT1", status="FAILED")
    assert merchant.told()[0] == CALLBACK | {"status": "FAILED"}


def test_bills_keep_their_ids_dates_and_links(bench: Bench) -> None:
    bill = {
        "link_id": 1,
        "link_url": "flip.id/$companyname/#coffeetable",
        "title": "Coffee Table",
        "type": "SINGLE",
        "amount": 900000,
        "redirect_url": "https://someurl.com",
        "expired_date": "2022-12-30 15:50:00",
        "created_from": "API",
        "status": "ACTIVE",
        "is_address_required": 0,
        "is_phone_number_required": 0,
        "step": 2,
        "customer": {"name": "Customer a", "email": "customer@gmail.com", "address": None, "phone": None},
    }
    for _ in range(2):
        bench.panel("POST", "/load", bills=[bill])
    assert bench.api("GET", "/pwf/1/bill").json() == bill
    assert len(bench.api("GET", "/pwf/bill").json()) == 1


def test_a_settled_payment_comes_with_its_money_once(bench: Bench) -> None:
    for _ in range(2):
        bench.panel("POST", "/load", payments=[CALLBACK | {"settlement_status": "Settled"}])
    assert bench.api("GET", "/general/balance").json()["balance"] == 950_000_000_000 + 7500


def test_what_cannot_be_read_is_refused_as_a_whole(bench: Bench) -> None:
    for wrong in ({"id": ""}, {"status": "PAID"}, {"amount": -1}, {"link_id": "x", "bill_link_id": None}):
        reply = bench.panel("POST", "/load", payments=[CALLBACK | {"id": "FT2"}, CALLBACK | wrong])
        assert reply.status_code == 422
    assert bench.panel("POST", "/load", payments={"id": "FT1"}).status_code == 422
    assert bench.panel("GET", "/books").json()["payments"] == []


def test_ten_thousand_payments_go_in_at_once(bench: Bench) -> None:
    rows = [CALLBACK | {"id": f"PGPWF{n}", "status": "PENDING"} for n in range(10_000)]
    assert bench.panel("POST", "/load", payments=rows).json()["payments"] == 10_000
    assert bench.api("GET", "/pwf/4740/payment").json()["total_data"] == 10_000
