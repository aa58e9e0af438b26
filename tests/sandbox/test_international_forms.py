"""What a country's form asks for, and that exactly this is asked for on create (reference: international,
form-data).
"""

import pytest

from tests.sandbox.abroad_steps import CALL, abroad, ask_abroad, fields_for, form_data, rates, set_rate
from tests.sandbox.bench import Bench

KEYS = ["country_iso_code", "currency_code", "beneficiary_relationships", "source_of_funds"]
KEYS += ["remittance_purposes", "banks", "special_identifiers", "regions", "nationality_countries"]


def _ask(bench: Bench, **query: str) -> list[tuple[str, int]]:
    return bench.errors(bench.api("GET", f"{CALL}/form-data", params=query))


@pytest.mark.parametrize(
    ("country", "identifiers"),
    [
        ("GBR", ["sort_code"]),
        ("IRL", ["sort_code", "iban"]),
        ("IND", ["ifs_code"]),
        ("AUS", ["bsb_number"]),
        ("JPN", ["branch_number"]),
        ("DEU", ["iban"]),
        ("TUR", ["iban"]),
        ("USA", ["ach_code"]),
        ("SGP", []),
        ("CHN", []),
    ],
)
def test_each_country_has_its_identifiers(bench: Bench, country: str, identifiers: list[str]) -> None:
    form = form_data(bench, country)
    assert list(form.raw) == KEYS
    assert str(form.raw["country_iso_code"]) == country
    assert form.special_identifiers == identifiers
    assert len(form.banks) >= 1
    assert len(form.raw["beneficiary_relationships"]) == 21
    assert len(form.raw["nationality_countries"]) == 249
    purposes = ["FAMILY_SUPPORT", "SALARY_PAYMENT", "EDUCATION", "TRAVEL"]
    assert list(form.raw["remittance_purposes"]) == purposes


def test_only_china_has_regions_and_only_for_consumers(bench: Bench) -> None:
    regions = form_data(bench, "CHN").regions
    assert {"id": 10274, "name": "Beijing"} in regions
    assert len(regions) == 31
    assert form_data(bench, "CHN", "B2B").regions == form_data(bench, "GBR").regions == []


def test_several_countries_are_a_list(bench: Bench) -> None:
    query = {"country_iso_code": "GBR,JPN", "transaction_type": "C2C"}
    held = bench.api("GET", f"{CALL}/form-data", params=query).json()
    assert {form["currency_code"] for form in held} == {"GBP", "JPY"}


def test_a_wrong_country_or_type_is_refused(bench: Bench) -> None:
    assert _ask(bench, transaction_type="C2C") == [("country_iso_code", 1068)]
    assert _ask(bench, transaction_type="C2C", country_iso_code="XXX") == [("country_iso_code", 1068)]
    assert _ask(bench, transaction_type="A2A", country_iso_code="GBR") == [("transaction_type", 1069)]
    for country, kind in (("CHN", "C2B"), ("LVA", "B2B"), ("PHL", "C2C"), ("VNM", "C2B")):
        assert _ask(bench, transaction_type=kind, country_iso_code=country) == [("transaction_type", 1069)]


def test_what_the_form_asks_for_is_enough_for_every_country(bench: Bench) -> None:
    set_rate(bench, "AUS", active=True)
    countries = [str(row["country_iso_code"]) for row in rates(bench)]
    for country in countries:
        made = abroad(bench, **fields_for(bench, country))
        assert made["destination_country"] == country
    assert len(countries) == 49


def test_what_the_form_asks_for_is_needed(bench: Bench) -> None:
    set_rate(bench, "AUS", active=True)
    for country in (str(row["country_iso_code"]) for row in rates(bench)):
        fields = fields_for(bench, country)
        for name in form_data(bench, country).special_identifiers:
            missing = ask_abroad(bench, **fields | {f"beneficiary_{name}": None})  # type: ignore[arg-type]
            assert bench.errors(missing) == [(f"beneficiary_{name}", 1001)]
    china = fields_for(bench, "CHN")
    for wrong, code in ((None, 1001), ("1", 1041), ("Beijing", 1041)):
        reply = ask_abroad(bench, **china | {"beneficiary_region": wrong})  # type: ignore[arg-type]
        assert bench.errors(reply) == [("beneficiary_region", code)]
