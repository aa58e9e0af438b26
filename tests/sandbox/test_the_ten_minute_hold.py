"""Without a key, the same account, bank and amount within ten minutes is held (reference: disbursement)."""

import pytest

from tests.sandbox.bench import Bench, Json, Merchant


def _is_held(bench: Bench, transfer: Json) -> bool:
    return bool(bench.panel("GET", f"/disbursements/{transfer['id']}").json()["held"])


def test_the_second_is_held_until_it_is_released(bench: Bench, merchant: Merchant) -> None:
    first, second = bench.transfer(version=2), bench.transfer(version=2)
    assert (second["status"], second["id"] != first["id"]) == ("PENDING", True)
    assert (_is_held(bench, first), _is_held(bench, second)) == (False, True)
    assert bench.balance() == 950_000_000_000 - 60_000
    refused = bench.panel("POST", f"/disbursements/{second['id']}", status="DONE")
    assert (refused.status_code, merchant.got) == (409, [])
    for _ in range(2):
        released = bench.panel("POST", f"/disbursements/{second['id']}", release=True)
        assert (released.status_code, released.json()["held"]) == (200, False)
    bench.panel("POST", f"/disbursements/{second['id']}", status="DONE")
    assert merchant.told()[0]["id"] == second["id"]
    assert bench.panel("POST", f"/disbursements/{second['id']}", release=True).status_code == 409


def test_a_held_one_can_be_cancelled_and_released_and_sent_in_one(bench: Bench) -> None:
    bench.transfer(version=2)
    held = [bench.transfer(version=2) for _ in range(2)]
    bench.panel("POST", f"/disbursements/{held[0]['id']}", status="CANCELLED")
    done = bench.panel("POST", f"/disbursements/{held[1]['id']}", release=True, status="DONE").json()
    assert (done["status"], done["held"]) == ("DONE", False)
    assert bench.balance() == 950_000_000_000 - 60_000


@pytest.mark.parametrize(
    "other", [{"amount": 25001}, {"bank_code": "bni"}, {"account_number": "07700112233"}]
)
def test_another_amount_bank_or_account_is_not_held(bench: Bench, other: Json) -> None:
    bench.transfer(version=2)
    assert not _is_held(bench, bench.transfer(version=2, **other))


@pytest.mark.parametrize("keys", [("a", "b"), ("a", ""), ("", "b")])
def test_a_key_on_either_prevents_the_hold(bench: Bench, keys: tuple[str, str]) -> None:
    made = [bench.transfer(version=2, key=key) for key in keys]
    assert [_is_held(bench, transfer) for transfer in made] == [False, False]


def test_after_ten_minutes_nothing_is_held(bench: Bench) -> None:
    bench.transfer(version=2)
    bench.panel("POST", "/clock", offset=599)
    assert _is_held(bench, bench.transfer(version=2))
    bench.panel("POST", "/clock", offset=1201)
    assert not _is_held(bench, bench.transfer(version=2))
