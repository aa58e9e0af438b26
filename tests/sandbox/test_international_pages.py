"""The panel's pages about money abroad: what is held is shown, and every form does its work."""

import re

import requests

from tests.sandbox.abroad_steps import abroad, company_abroad, held, rate, shown
from tests.sandbox.bench import Bench, Merchant

CODE = "<script>alert(1)</script>"


def _page(bench: Bench, section: str = "international", language: str = "en") -> str:
    reply = bench.http.get(f"{bench.url}/panel/{section}?lang={language}")
    assert reply.status_code == 200
    return reply.text


def _do(bench: Bench, path: str, **form: object) -> requests.Response:
    found = re.search(r'name="token" value="([^"]+)"', _page(bench, "rates"))
    assert found
    return bench.http.post(f"{bench.url}/panel/{path}", data={"token": found[1]} | form)


def test_an_empty_page_says_so(bench: Bench) -> None:
    assert "No transfers abroad yet" in _page(bench)
    assert "Belum ada transfer luar negeri" in _page(bench, language="id")


def test_transfers_are_finished_by_hand(bench: Bench, merchant: Merchant) -> None:
    first, second = abroad(bench), company_abroad(bench)
    assert "52.63 GBP" in _page(bench)
    assert "Done." in _do(bench, f"international/{first['id']}", do="SUCCESSFUL", reason="DECLINED").text
    cancelled = _do(bench, f"international/{second['id']}", do="CANCELLED", reason="BARRED_SENDER")
    assert "Done." in cancelled.text
    assert [shown(bench, row)["status"] for row in (first, second)] == ["SUCCESSFUL", "CANCELLED"]
    assert "(BARRED_SENDER)" in _page(bench)
    assert re.search(r'href="/receipts/international/\w+\.svg"', _page(bench))
    assert "not possible" in _do(bench, f"international/{first['id']}", do="CANCELLED").text


def test_a_file_is_shown_as_hash_and_size(bench: Bench) -> None:
    company_abroad(bench)
    attachment = held(bench)[0]["attachment"]
    assert isinstance(attachment, dict)
    assert attachment["sha256"] in _page(bench)


def test_what_a_merchant_sent_is_shown_as_text(bench: Bench) -> None:
    row = {"id": 1, "reason": CODE, "idempotency_key": CODE, "beneficiary": {"full_name": CODE, "bank": CODE}}
    bench.panel("POST", "/load", international=[row])
    assert "alert(1)" in _page(bench)
    assert "<script>" not in _page(bench)


def test_rates_are_set_and_given_back_by_hand(bench: Bench) -> None:
    form = {"shown_rate": "19000.55", "fee": "80.000", "active": "1"}
    assert "Done." in _do(bench, "rates/GBR", rate="20000", **form).text
    assert rate(bench)["flip_exchange_rate"] == 20000
    assert "Set by hand." in _page(bench, "rates")
    _do(bench, "rates/GBR", rate="20000", shown_rate="20000", fee="90000")
    gbp = rate(bench)
    assert (gbp["flip_exchange_rate"], gbp["flip_transfer_fee"], gbp["is_active"]) == (20000, 90000, False)
    _do(bench, "rates/GBR", rate="", shown_rate="20000", fee="90000")
    assert rate(bench)["flip_exchange_rate"] == 19000.55
    assert "not possible" in _do(bench, "rates/GBR", **form | {"rate": "much"}).text
    assert "not possible" in _do(bench, "rates/IDN", rate="1", **form).text


def test_an_untouched_rate_goes_on_moving(bench: Bench) -> None:
    bench.panel("POST", "/switches", moving_rates="always")
    now = str(rate(bench)["flip_exchange_rate"])
    _do(bench, "rates/GBR", rate=now, shown_rate=now, fee="80000", active="1")
    assert "Set by hand." not in _page(bench, "rates")


def test_the_overview_counts_them_and_leads_there(bench: Bench) -> None:
    abroad(bench)
    overview = bench.http.get(f"{bench.url}/panel").text
    assert re.search(r'href="/panel/international">Transfers abroad</a></dt>\s*<dd>1</dd>', overview)


def test_older_transfers_are_on_the_next_page(bench: Bench) -> None:
    bench.panel("POST", "/load", international=[{"id": 1000 + number} for number in range(1, 53)])
    assert ">1003<" in _page(bench)
    assert ">1002<" not in _page(bench)
    assert ">1002<" in bench.http.get(f"{bench.url}/panel/international?before=3").text
