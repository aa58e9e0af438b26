"""The key opens the door, and only the key (reference: README, Authentication)."""

import base64

import pytest

from tests.sandbox.bench import KEY, Bench, MakeBench

NEWER = {"name": "Unauthorized", "message": "Your request was made with invalid credentials.", "status": 401}
GENERAL = {"name": "Unauthorized", "message": "You are requesting with an invalid credential.", "status": 401}


def _header(text: str, scheme: str = "Basic") -> dict[str, str]:
    return {"Authorization": f"{scheme} {base64.b64encode(text.encode()).decode()}"}


@pytest.mark.parametrize("header", [_header(f"{KEY}:"), _header(f"{KEY}::"), _header(f"{KEY}:x", "basic")])
def test_the_part_before_the_first_colon_is_the_key(bench: Bench, header: dict[str, str]) -> None:
    assert bench.api("GET", "/general/balance", auth=None, headers=header).status_code == 200


@pytest.mark.parametrize(
    "header",
    [
        {},
        _header(KEY),
        _header(f"{KEY} + :"),
        _header(f"{KEY}x:"),
        _header(f":{KEY}"),
        _header(f"{KEY}:", "Bearer"),
        {"Authorization": "Basic ???"},
        {"Authorization": "Basic"},
    ],
)
def test_anything_else_is_401_with_the_products_own_text(bench: Bench, header: dict[str, str]) -> None:
    general = bench.api("GET", "/general/balance", auth=None, headers=header)
    assert (general.status_code, general.json()) == (401, GENERAL)
    bills = bench.api("GET", "/pwf/bill", auth=None, headers=header)
    assert (bills.status_code, bills.json()) == (401, NEWER)


def test_the_known_pair_of_the_documentation_fits(make_bench: MakeBench) -> None:
    key = "JDJ5JDEzJDBkRTB6T2tBdk8uQWcvRDU2TTY0TmVQd0NrNC5POVF5elZuQnpJUTJvdWc4a2t0Tm44RnlT"
    bench = make_bench(secret_key=key, background=False)
    known = "SkRKNUpERXpKREJrUlRCNlQydEJkazh1UVdjdlJEVTJUVFkwVG1WUWQwTnJOQzVQT1ZG"
    known += "NWVsWnVRbnBKVVRKdmRXYzRhMnQwVG00NFJubFQ6"
    headers = {"Authorization": f"Basic {known}"}
    assert bench.api("GET", "/pwf/bill", auth=None, headers=headers).status_code == 200
