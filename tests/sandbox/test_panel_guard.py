"""The panel listens to this machine and its own pages only."""

import re

import pytest
import requests

from tests.sandbox.bench import Bench


def _token(bench: Bench) -> str:
    found = re.search(r'name="token" value="([^"]+)"', bench.http.get(bench.url + "/panel").text)
    assert found
    return found[1]


@pytest.mark.parametrize("path", ["/panel", "/panel/bills", "/panel/api/books"])
def test_a_foreign_host_name_is_refused(bench: Bench, path: str) -> None:
    for host, status in (("evil.example.com", 403), ("localhost:99", 200), ("127.0.0.1:5001", 200)):
        assert requests.get(bench.url + path, headers={"Host": host}, timeout=5).status_code == status


def test_a_form_of_another_site_cannot_speak_to_the_json(bench: Bench) -> None:
    form = bench.http.post(bench.url + "/panel/api/reset", data={"a": "1"})
    plain = bench.http.post(bench.url + "/panel/api/reset", data="{}", headers={"Content-Type": "text/plain"})
    assert (form.status_code, plain.status_code) == (415, 415)
    for headers in (
        {"Origin": "https://evil.example.com"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "null"},
    ):
        assert bench.http.post(bench.url + "/panel/api/reset", json={}, headers=headers).status_code == 403
    assert bench.http.post(bench.url + "/panel/api/reset").status_code == 200


def test_a_form_needs_the_visitors_own_token_and_our_origin(bench: Bench) -> None:
    token = _token(bench)
    url = bench.url + "/panel/balance"
    for form, headers in (
        ({"amount": "5"}, {}),
        ({"amount": "5", "token": "x"}, {}),
        ({"amount": "5", "token": token}, {"Origin": "https://evil.example.com"}),
        ({"amount": "5", "token": token}, {"Sec-Fetch-Site": "same-site"}),
    ):
        bench.http.post(url, data=form, headers=headers)
    assert bench.api("GET", "/general/balance").json()["balance"] == 950_000_000_000
    good = bench.http.post(
        url, data={"amount": "5", "token": token}, headers={"Sec-Fetch-Site": "same-origin"}
    )
    assert good.status_code == 200
    assert bench.api("GET", "/general/balance").json()["balance"] == 950_000_000_005


def test_the_cookie_is_kept_from_scripts_and_other_sites(bench: Bench) -> None:
    cookie = requests.get(bench.url + "/panel", timeout=5).headers["Set-Cookie"]
    for part in ("bendahara_sandbox=", "HttpOnly", "SameSite=Strict", "Path=/panel"):
        assert part in cookie
