"""Bills as they are created, read back, listed and edited (reference: accept-payment)."""

import pytest

from tests.sandbox.bench import Bench

HEAD = [
    "link_id",
    "link_url",
    "title",
    "type",
    "amount",
    "redirect_url",
    "expired_date",
    "created_from",
    "status",
]
HEAD += ["is_address_required", "is_phone_number_required", "step"]
DIRECT = {"step": 3, "amount": 45000, "sender_name": "Jon Snow", "sender_email": "jon@example.com"}


def test_a_bill_of_step_1_has_the_documented_fields(bench: Bench) -> None:
    bill = bench.bill(title="Test New Bill ", amount=45000)
    assert list(bill) == HEAD
    assert bill["title"] == "Test New Bill "
    assert str(bill["link_url"]).startswith("127.0.0.1:5001/pay/testnewbill-")
    assert (bill["redirect_url"], bill["expired_date"], bill["status"], bill["step"]) == (
        "",
        None,
        "ACTIVE",
        1,
    )


def test_an_open_amount_reads_as_nothing(bench: Bench) -> None:
    assert bench.bill(amount="")["amount"] == 0


def test_ids_have_nineteen_digits_and_grow(bench: Bench) -> None:
    first, second = bench.bill()["link_id"], bench.bill()["link_id"]
    assert isinstance(first, int)
    assert isinstance(second, int)
    assert len(str(first)) == len(str(second)) == 19
    assert first < second < 2**63


def test_short_ids_can_be_switched_on(bench: Bench) -> None:
    bench.panel("POST", "/switches", id_style="short")
    assert [bench.bill()["link_id"] for _ in range(2)] == [1, 2]
    assert bench.direct_bill()[1] == "PGPWF1"


def test_a_bill_of_step_2_repeats_its_customer(bench: Bench) -> None:
    who = {"sender_name": "Jon", "sender_email": "jon@example.com", "sender_phone_number": "0812345678"}
    bill = bench.bill(step=2, amount=45000, **who)
    expected = {"name": "Jon", "email": "jon@example.com", "address": None, "phone": "0812345678"}
    assert bill["customer"] == expected
    assert bench.api("GET", f"/pwf/{bill['link_id']}/bill").json() == bill


@pytest.mark.parametrize(
    ("bank", "kind", "status", "digits"),
    [
        ("mandiri", "virtual_account", "PENDING", 17),
        ("bsm", "virtual_account", "PENDING", 16),
        ("bca", "bank_account", "NOT_CONFIRMED", 10),
        ("ovo", "wallet_account", "PENDING", 0),
        ("qris", "wallet_account", "PENDING", 0),
        ("alfamart", "online_to_offline_account", "PENDING", 14),
        ("credit_card", "credit_card_account", "PENDING", 0),
    ],
)
def test_step_3_brings_the_payment_along(
    bench: Bench, bank: str, kind: str, status: str, digits: int
) -> None:
    bill = bench.bill(**DIRECT, sender_bank=bank, sender_bank_type=kind)
    attempt = bill["bill_payment"]
    assert isinstance(attempt, dict)
    account = attempt["receiver_bank_account"]
    assert attempt["status"] == status
    assert len(account["account_number"] or "") == digits
    assert ("qr_code_data" in account) is (bank == "qris")
    assert (1 <= attempt["unique_code"] <= 999) is (kind == "bank_account")
    assert (account["account_holder"] == "Jon Snow") is (kind != "bank_account")
    assert str(bill["payment_url"]).startswith("http://127.0.0.1:5001/pay/transaction/")
    read = bench.api("GET", f"/pwf/{bill['link_id']}/bill").json()
    assert read["payment_method"] == {"sender_bank": bank, "sender_bank_type": kind}
    assert "bill_payment" not in read


def test_the_list_is_bare_and_newest_first(bench: Bench) -> None:
    made = [bench.bill(title=f"Kopi {n}")["link_id"] for n in range(3)]
    assert [bill["link_id"] for bill in bench.api("GET", "/pwf/bill").json()] == made[::-1]


def test_an_edit_changes_what_is_given_and_nothing_else(bench: Bench) -> None:
    bill = bench.bill(amount=45000, expired_date="2099-01-01 10:00", redirect_url="https://example.com")
    path = f"/pwf/{bill['link_id']}/bill"
    assert bench.api("PUT", path, data={"title": "Teh", "status": ""}).json() == bill | {"title": "Teh"}
    opened = bench.api("PUT", path, data={"amount": "", "expired_date": ""}).json()
    assert (opened["amount"], opened["expired_date"], opened["redirect_url"]) == (
        0,
        None,
        "https://example.com",
    )
    closed = bench.api("PUT", path, data={"status": "INACTIVE", "is_address_required": "1"}).json()
    assert (closed["status"], closed["is_address_required"]) == ("INACTIVE", 1)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"status": "CLOSED"}, ("status", 1060)),
        ({"title": "Kopi; teh"}, ("title", 1061)),
        ({"amount": "5000"}, ("amount", 1058)),
        ({"amount": ""}, ("amount", 1001)),
        ({"type": "MULTIPLE"}, ("type", 1045)),
        ({"expired_date": "2001-01-01"}, ("expired_date", 1047)),
        ({"redirect_url": "ftp://example.com"}, ("redirect_url", 1059)),
    ],
)
def test_an_edit_obeys_the_rules_of_create(
    bench: Bench, change: dict[str, str], expected: tuple[str, int]
) -> None:
    link_id, _ = bench.direct_bill()
    assert bench.errors(bench.api("PUT", f"/pwf/{link_id}/bill", data=change)) == [expected]


def test_an_expired_bill_opens_again_only_with_a_new_date(bench: Bench) -> None:
    path = f"/pwf/{bench.bill()['link_id']}/bill"
    bench.panel("POST", f"/bills/{path.split('/')[2]}/expire")
    assert bench.api("GET", path).json()["status"] == "INACTIVE"
    assert bench.errors(bench.api("PUT", path, data={"status": "ACTIVE"})) == [("status", 1048)]
    again = bench.api("PUT", path, data={"status": "ACTIVE", "expired_date": "2099-01-01 10:00"})
    assert again.json()["status"] == "ACTIVE"


def test_a_paid_single_bill_does_not_open_again(bench: Bench) -> None:
    link_id, payment_id = bench.direct_bill()
    bench.panel("POST", f"/payments/{payment_id}", status="SUCCESSFUL")
    assert bench.errors(bench.api("PUT", f"/pwf/{link_id}/bill", data={"status": "ACTIVE"})) == [
        ("status", 1049)
    ]


def test_a_switch_serves_links_in_flips_own_form(bench: Bench) -> None:
    bench.panel("POST", "/switches", flip_links=True)
    assert str(bench.bill()["link_url"]).startswith("flip.id/pwf-sandbox/$bendahara/#kopi-")
