"""The customer's pages, clicked through by hand: details, method, instruction, payment."""

import re

import requests

from tests.sandbox.bench import Bench, Merchant

WHO = {"sender_name": "Siti Aminah", "sender_email": "siti@example.com"}


def _page(bench: Bench, bill: dict[str, object]) -> str:
    return bench.url + "/pay/" + str(bill["link_url"]).rpartition("/")[2]


def _choose(bench: Bench, bill: dict[str, object], method: str, **more: str) -> requests.Response:
    form = WHO | {"stage": "method", "method": method} | more
    return bench.http.post(_page(bench, bill), data=form)


def _pay(bench: Bench, instruction: requests.Response) -> requests.Response:
    token = re.search(r'name="id" value="(\w+)"', instruction.text)
    assert token
    return bench.http.post(f"{bench.url}/pay/transaction/consolidated", data={"id": token[1]})


def test_a_step_1_link_asks_for_details_then_method_then_shows_the_number(bench: Bench) -> None:
    bill = bench.bill(step=1, amount=45000, redirect_url="https://shop.example.com/done")
    details = bench.http.get(_page(bench, bill))
    assert 'name="sender_email"' in details.text
    methods = bench.http.post(_page(bench, bill), data=WHO | {"stage": "details"})
    assert "virtual_account" in methods.text
    instruction = _choose(bench, bill, "bni:virtual_account")
    (row,) = bench.api("GET", f"/pwf/{bill['link_id']}/payment").json()["data"]
    assert row["virtual_account_number"] in instruction.text
    assert (row["sender_name"], row["sender_bank"], row["status"]) == ("Siti Aminah", "bni", "PENDING")


def test_paying_leads_back_to_the_shop_and_tells_the_merchant(bench: Bench, merchant: Merchant) -> None:
    bill = bench.bill(step=1, amount=45000, redirect_url="https://shop.example.com/done")
    done = _pay(bench, _choose(bench, bill, "qris:wallet_account"))
    assert done.headers["Refresh"] == "5; url=https://shop.example.com/done"
    assert 'href="https://shop.example.com/done"' in done.text
    assert merchant.told()[0]["status"] == "SUCCESSFUL"


def test_what_was_typed_stays_beside_its_errors(bench: Bench) -> None:
    bill = bench.bill(step=1, is_phone_number_required=1, is_address_required=1)
    typed = {"sender_name": "<b>Siti</b>", "sender_email": "siti", "amount": "5.000", "stage": "details"}
    reply = bench.http.post(_page(bench, bill), data=typed, headers={"Accept-Language": "en"})
    assert reply.status_code == 422
    for text in (
        "&lt;b&gt;Siti&lt;/b&gt;",
        'value="siti"',
        'value="5.000"',
        "at least Rp 10.000",
        "8 to 16 digits",
    ):
        assert text in reply.text
    for name in ("sender_email", "amount", "sender_phone_number", "sender_address"):
        assert f'id="{name}-error"' in reply.text


def test_an_open_amount_is_what_the_customer_types(bench: Bench) -> None:
    bill = bench.bill(step=1)
    _choose(bench, bill, "dana:wallet_account", amount="Rp 1.250.000")
    assert bench.api("GET", f"/pwf/{bill['link_id']}/payment").json()["data"][0]["amount"] == 1250000


def test_a_step_2_link_opens_at_the_methods(bench: Bench) -> None:
    bill = bench.bill(step=2, amount=45000, **WHO)
    assert 'value="alfamart:online_to_offline_account"' in bench.http.get(_page(bench, bill)).text
    assert "FLIP" in _choose(bench, bill, "alfamart:online_to_offline_account").text


def test_a_step_3_link_opens_the_instruction_and_ends_with_the_result(bench: Bench) -> None:
    link_id, _ = bench.direct_bill()
    bill = bench.api("GET", f"/pwf/{link_id}/bill").json()
    instruction = bench.http.get(_page(bench, bill))
    row = bench.api("GET", f"/pwf/{link_id}/payment").json()["data"][0]
    assert row["virtual_account_number"] in instruction.text
    assert row["payment_url"].endswith(instruction.url.rpartition("id=")[2])
    done = _pay(bench, instruction)
    assert "Refresh" not in done.headers
    assert "Lunas" in bench.http.get(done.url, headers={"Accept-Language": "id-ID,id"}).text


def test_a_single_bill_is_paid_once_and_a_multiple_again(bench: Bench) -> None:
    single, multiple = bench.bill(step=1, amount=45000), bench.bill(step=1, amount=45000, type="MULTIPLE")
    first, second = (_choose(bench, single, "bni:virtual_account") for _ in range(2))
    _pay(bench, first)
    assert _pay(bench, second).status_code == 409
    assert "already paid" in bench.http.get(_page(bench, single)).text
    for _ in range(2):
        _pay(bench, _choose(bench, multiple, "bni:virtual_account"))
    statuses = [
        row["status"] for row in bench.api("GET", f"/pwf/{multiple['link_id']}/payment").json()["data"]
    ]
    assert statuses == ["SUCCESSFUL", "SUCCESSFUL"]
    assert bench.api("GET", f"/pwf/{single['link_id']}/payment").json()["data"][0]["status"] == "PENDING"


def test_closed_and_expired_links_say_so_and_take_nothing(bench: Bench) -> None:
    closed, expired = bench.bill(step=1, amount=45000), bench.bill(step=1, amount=45000)
    bench.api("PUT", f"/pwf/{closed['link_id']}/bill", data={"status": "INACTIVE"})
    bench.panel("POST", f"/bills/{expired['link_id']}/expire")
    assert "This bill is closed" in _choose(bench, closed, "bni:virtual_account").text
    assert "This bill has expired" in _choose(bench, expired, "bni:virtual_account").text
    assert bench.api("GET", "/pwf/payment").json()["total_data"] == 0


def test_pages_come_in_the_language_asked_for(bench: Bench) -> None:
    page = _page(bench, bench.bill(step=1))
    assert 'lang="id"' in bench.http.get(page, headers={"Accept-Language": "id,en;q=0.5"}).text
    assert 'lang="en"' in bench.http.get(page, headers={"Accept-Language": "fr"}).text
    assert "Data Anda" in bench.http.get(page + "?lang=id").text
    assert "Data Anda" in bench.http.get(page).text, "the choice is remembered"


def test_every_page_carries_the_strict_policy(bench: Bench) -> None:
    for path in (
        "/pay/nothing-1",
        _page(bench, bench.bill(step=1)).removeprefix(bench.url),
        "/api/v2/general/balance",
    ):
        reply = bench.http.get(bench.url + path)
        assert reply.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'")
        assert reply.headers["X-Content-Type-Options"] == "nosniff"
    assert "form-action 'self'" in reply.headers["Content-Security-Policy"]
