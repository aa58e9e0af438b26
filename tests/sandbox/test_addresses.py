"""Four prefixes, with and without a slash at the end, and the body of everything that is not there."""

import pytest

from tests.sandbox.bench import Bench

PREFIXES = ["/api/v2", "/api/v3", "/big_sandbox_api/v2", "/big_sandbox_api/v3"]
MISSING = {"name": "Not Found", "message": "Page not found.", "status": 404}


@pytest.mark.parametrize("prefix", PREFIXES)
def test_every_prefix_serves_the_same_calls_with_and_without_slash(bench: Bench, prefix: str) -> None:
    bill = bench.bill()
    for path in ("/general/balance", "/pwf/bill", f"/pwf/{bill['link_id']}/bill", "/pwf/payment"):
        plain, slashed = (bench.api("GET", path + end, prefix=prefix) for end in ("", "/"))
        assert (plain.status_code, slashed.status_code) == (200, 200)
        assert not slashed.history
        assert plain.json() == slashed.json()


@pytest.mark.parametrize("path", ["/nothing", "/pwf", "/pwf/1/2/bill", "//pwf/bill", "/balance/top-up", ""])
def test_an_unknown_address_is_404_even_without_a_key(bench: Bench, path: str) -> None:
    reply = bench.api("GET", path, auth=None)
    assert (reply.status_code, reply.json()) == (404, MISSING)


@pytest.mark.parametrize(("method", "path"), [("DELETE", "/pwf/bill"), ("POST", "/general/balance")])
def test_a_wrong_method_is_405_with_the_body_of_404(bench: Bench, method: str, path: str) -> None:
    reply = bench.api(method, path)
    assert (reply.status_code, reply.json()) == (405, MISSING)
    assert "GET" in reply.headers["Allow"]


def test_an_unknown_bill_is_422_and_an_unknown_payment_404(bench: Bench) -> None:
    for bill_id in ("1", "9" * 19, "9" * 30, "abc", "1.5", "-1"):
        for method, path in (("GET", "bill"), ("PUT", "bill"), ("GET", "payment")):
            reply = bench.api(method, f"/pwf/{bill_id}/{path}")
            assert bench.errors(reply) == [("id", 1050)]
            assert reply.json()["errors"][0]["message"] == "Product Bill Link ID Not Found"
    reply = bench.api("PUT", "/pwf/bill-payment/PGPWF1/confirm")
    assert (reply.status_code, reply.json()) == (404, MISSING)
