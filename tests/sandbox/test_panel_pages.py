"""The operator's pages: everything held is shown, every form does its work and says so."""

import re

import pytest
import requests

from tests.sandbox.bench import Bench, Merchant


def _do(bench: Bench, path: str, **form: object) -> requests.Response:
    found = re.search(r'name="token" value="([^"]+)"', bench.http.get(bench.url + "/panel").text)
    assert found
    return bench.http.post(f"{bench.url}/panel{path}", data={"token": found[1]} | form)


@pytest.mark.parametrize(
    "section",
    [
        *("", "/bills", "/payments", "/transfers", "/inquiries", "/international", "/agents"),
        *("/banks", "/rates", "/faults", "/callbacks"),
    ],
)
@pytest.mark.parametrize("lang", ["en", "id"])
def test_every_page_stands_empty_and_full_in_both_languages(bench: Bench, section: str, lang: str) -> None:
    def draw() -> str:
        reply = bench.http.get(f"{bench.url}/panel{section}?lang={lang}")
        assert reply.status_code == 200
        return reply.text

    assert {"en": "Practice: no real money", "id": "Latihan: tidak ada uang"}[lang] in draw()
    _, payment_id = bench.direct_bill(title="<script>alert(1)</script>".replace("<", "(").replace(">", ")"))
    bench.panel("POST", "/load", payments=[{"id": "X<script>", "bill_title": "<script>alert(2)</script>"}])
    bench.panel("POST", f"/payments/{payment_id}", status="SUCCESSFUL", settle=True)
    bench.panel("POST", "/faults", do="delay", match="<script>")
    assert "<script>" not in draw()


def test_a_payment_is_forced_and_settled_by_hand(bench: Bench, merchant: Merchant) -> None:
    _, payment_id = bench.direct_bill()
    assert "Done." in _do(bench, f"/payments/{payment_id}", do="SUCCESSFUL").text
    assert merchant.told()[0]["status"] == "SUCCESSFUL"
    assert "Done." in _do(bench, f"/payments/{payment_id}", do="settle").text
    assert bench.payment(payment_id)["settlement_status"] == "Settled"
    assert "already" in _do(bench, f"/payments/{payment_id}", do="FAILED").text


def test_the_forms_of_the_overview_change_the_switches(bench: Bench) -> None:
    clock = {"mode": "practice", "speed": "60", "offset": "0", "maintenance": "1", "operational": "no"}
    _do(bench, "/clock", **clock)
    expected = {"mode": "practice", "speed": 60, "offset": 0, "maintenance": True, "operational": False}
    assert bench.panel("GET", "/clock").json() == expected
    _do(bench, "/courier", shuffle="1", duplicate="2", delay="0.5")
    courier = {"send": False, "shuffle": True, "duplicate": 2, "delay": 0.5}
    assert bench.panel("GET", "/callbacks").json() == courier
    assert "not possible" in _do(bench, "/clock", **(clock | {"speed": "0"})).text
    _do(bench, "/balance", amount="1.000.000")
    assert bench.panel("GET", "/books").json()["balance"] == 950_001_000_000


def test_banks_faults_bills_and_deliveries_have_their_forms(bench: Bench, merchant: Merchant) -> None:
    _do(bench, "/banks/bca", status="DISTURBED", queue="9", fee="6500")
    assert bench.api("GET", "/general/banks?code=bca").json()[0]["fee"] == 6500
    merchant.wait_for(1)
    fault = {"match": "GET /pwf", "do": "status", "status": "503", "seconds": "0", "rate": "1", "times": "3"}
    _do(bench, "/faults", **fault)
    (held,) = bench.panel("GET", "/faults").json()["faults"]
    assert (held["match"], held["status"], held["times_left"]) == ("GET /pwf", 503, 3)
    _do(bench, "/faults/remove", number=held["id"])
    assert bench.panel("GET", "/faults").json()["faults"] == []
    link_id = bench.bill()["link_id"]
    _do(bench, f"/bills/{link_id}/expire")
    assert bench.api("GET", f"/pwf/{link_id}/bill").json()["status"] == "INACTIVE"
    (delivery,) = bench.panel("GET", "/deliveries").json()["deliveries"]
    assert "The answer was: 200" in _do(bench, f"/callbacks/{delivery['id']}/resend").text


def test_emptying_asks_to_be_sure(bench: Bench) -> None:
    bench.bill()
    _do(bench, "/reset")
    assert len(bench.api("GET", "/pwf/bill").json()) == 1
    _do(bench, "/reset", sure="1")
    assert bench.api("GET", "/pwf/bill").json() == []
