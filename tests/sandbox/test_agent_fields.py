"""The fields of an agent: everything wrong is named at once, with the documented codes."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from tests.sandbox.agent_steps import AGENT, agent_in, ask_agent, new_agent
from tests.sandbox.bench import KEY, Bench

REQUIRED = list(AGENT)
WRONG = [
    ("name", "<b>Siti", 2003),
    ("name", "Siti?", 2003),
    ("name", "Siti-Rahayu", 2004),
    ("name", "S" * 51, 2001),
    ("identity_type", "sim", 1041),
    ("identity_number", "3" * 17, 2001),
    ("identity_number", "3276.0141", 2004),
    ("identity_number", "3276 0141", 2004),
    ("birth_date", "1990-10-31", 1039),
    ("birth_date", "31-02-1990", 1040),
    ("birth_date", "31-10-2999", 1040),
    ("birth_place", "Depok!", 2004),
    ("birth_place", "D" * 256, 2001),
    ("country_id", "Indonesia", 1034),
    ("province_id", "-1", 1038),
    ("city_id", "1.5", 1038),
    ("district_id", "9" * 20, 1038),
    ("address", "Jalan Margonda, No. 1", 2003),
    ("address", "J" * 301, 2001),
    ("gender", "1", 1041),
    ("occupation", "ENTREPRENEUR", 1041),
    ("phone_number", "6281234567890", 1041),
    ("phone_number", "0812", 2001),
    ("phone_number", "0" + "8" * 24, 2001),
    ("phone_number", "+6281234", 2001),
    ("phone_number", "0812-3456-7890", 1041),
    ("use_identity_address", "2", 1041),
    ("residence_country_id", "x", 1034),
    ("residence_district_id", "x", 1038),
    ("residence_address", "Jalan #1", 2003),
    ("email", "siti@", 1041),
]


def test_everything_that_is_missing_is_named_at_once(bench: Bench) -> None:
    assert bench.errors(bench.api("POST", "/agents")) == [(name, 1001) for name in REQUIRED]
    assert bench.errors(ask_agent(bench, name=" ", gender="x")) == [("name", 1001), ("gender", 1041)]


@pytest.mark.parametrize(("name", "value", "code"), WRONG)
def test_a_field_that_does_not_fit_is_refused_with_its_code(
    bench: Bench, name: str, value: str, code: int
) -> None:
    assert bench.errors(ask_agent(bench, **{name: value})) == [(name, code)]
    assert bench.panel("GET", "/books").json()["agents"] == []


@pytest.mark.parametrize(
    "fits",
    [
        {"name": "S" * 50},
        {"identity_type": "passport", "identity_number": "A" * 20},
        {"birth_date": "29-02-2000"},
        {"address": "Jl. Merdeka 1/2 - (belakang) RT.01"},
        {"address": "J" * 300},
        {"phone_number": "0" + "8" * 23},
        {"phone_number": "+" + "6" * 25},
        {"email": "", "residence_address": ""},
        {"nationality": "unknown parameters are ignored"},
    ],
)
def test_what_just_fits_is_taken(bench: Bench, fits: dict[str, object]) -> None:
    assert ask_agent(bench, **fits).status_code == 200


def test_an_identity_number_and_a_phone_number_belong_to_one_agent(bench: Bench) -> None:
    first = new_agent(bench, phone_number="085674563456", identity_number="11")
    twice = ask_agent(bench, phone_number="+6285674563456", identity_number="11")
    assert bench.errors(twice) == [("identity_number", 2002), ("phone_number", 2002)]
    itself = {"phone_number": "085674563456", "identity_number": "11"}
    assert ask_agent(bench, "PUT", f"/agents/{first['id']}", **itself).status_code == 200
    second = new_agent(bench)["id"]
    assert bench.errors(ask_agent(bench, "PUT", f"/agents/{second}", **itself))[0] == (
        "identity_number",
        2002,
    )


def test_of_ten_at_once_with_one_number_one_is_created(bench: Bench) -> None:
    """Each thread has a session of its own, so that they really come side by side."""

    def ask(number: int) -> int:
        fields = AGENT | {"phone_number": f"08123456{number:04}"}
        url = f"{bench.url}/api/v2/agents"
        return requests.post(url, data=fields, auth=(KEY, ""), timeout=20).status_code

    with ThreadPoolExecutor(10) as pool:
        assert sorted(pool.map(ask, range(10))) == [200] + [422] * 9


def test_fields_come_before_the_state(bench: Bench) -> None:
    agent = agent_in(bench, "APPROVED")
    assert bench.errors(ask_agent(bench, "PUT", f"/agents/{agent}", name="?")) == [("name", 2003)]


def test_a_short_address_is_refused_by_the_strict_switch_alone(bench: Bench) -> None:
    assert new_agent(bench, address="jakarta")["address"] == "jakarta"
    bench.panel("POST", "/switches", strict_addresses=True)
    assert bench.errors(ask_agent(bench, address="jakarta")) == [("address", 2001)]


def test_an_unknown_region_is_refused_by_the_strict_switch_alone(bench: Bench) -> None:
    unknown = {"country_id": 99, "province_id": 99, "city_id": 9999, "district_id": 999999}
    assert new_agent(bench, **unknown)["city_name"] == ""
    bench.panel("POST", "/switches", strict_regions=True)
    assert bench.errors(ask_agent(bench, **unknown)) == [
        ("country_id", 1034),
        ("province_id", 1038),
        ("city_id", 1038),
        ("district_id", 1038),
    ]
    elsewhere = ask_agent(bench, province_id=1)
    assert bench.errors(elsewhere) == [("city_id", 1038)], "Depok is not in Aceh"
    assert ask_agent(bench, use_identity_address=1).status_code == 200
