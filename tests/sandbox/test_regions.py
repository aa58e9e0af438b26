"""Countries, provinces, cities and districts of the KYC host, each list within the one before."""

import pytest

from tests.sandbox.agent_steps import kyc, kyc_codes
from tests.sandbox.bench import Bench

LISTS = [("provinces", "country_id"), ("cities", "province_id"), ("districts", "city_id")]


def _ids(bench: Bench, listed: str, **within: object) -> dict[str, int]:
    rows = kyc(bench, "GET", f"/{listed}", data=within).json()[listed]
    assert all(set(row) == {"id", "name"} and row["name"].strip() for row in rows)
    assert len({row["id"] for row in rows}) == len(rows)
    return {row["name"]: row["id"] for row in rows}


def test_the_known_ids_are_there(bench: Bench) -> None:
    assert _ids(bench, "countries")["Indonesia"] == 1
    assert _ids(bench, "provinces", country_id=1)["Aceh"] == 1
    assert _ids(bench, "cities", province_id=1)["Kabupaten Simeulue"] == 1
    assert _ids(bench, "districts", city_id=1)["Teupah Selatan"] == 1
    assert _ids(bench, "provinces")["Jawa Barat"] == 12
    assert _ids(bench, "cities", province_id=12)["Kota Depok"] == 184
    assert _ids(bench, "districts", city_id=184)["Sukmajaya"] == 1234


def test_all_of_indonesia_can_be_chosen_down_to_a_district(bench: Bench) -> None:
    provinces = _ids(bench, "provinces", country_id=1)
    assert len(provinces) == 38
    for province, number in provinces.items():
        cities = _ids(bench, "cities", province_id=number)
        assert len(cities) >= 2, province
        for city, within in cities.items():
            assert len(_ids(bench, "districts", city_id=within)) >= 2, city


def test_no_region_is_in_two_others_and_none_is_lost(bench: Bench) -> None:
    outer = _ids(bench, "countries")
    assert len(outer) > 3
    for listed, field in LISTS:
        whole = kyc(bench, "GET", f"/{listed}").json()[listed]
        around = kyc(bench, "GET", f"/{_above(listed)}").json()[_above(listed)]
        parts = [kyc(bench, "GET", f"/{listed}", data={field: row["id"]}).json()[listed] for row in around]
        assert sorted(row["id"] for rows in parts for row in rows) == sorted(row["id"] for row in whole)


@pytest.mark.parametrize(("listed", "field"), LISTS)
def test_an_unknown_region_holds_nothing_and_no_number_is_refused(
    bench: Bench, listed: str, field: str
) -> None:
    assert kyc(bench, "GET", f"/{listed}", data={field: 99999}).json() == {listed: []}
    reply = kyc(bench, "GET", f"/{listed}", data={field: "Jawa"})
    assert (reply.status_code, kyc_codes(reply)) == (400, [4001])


def _above(listed: str) -> str:
    return {"provinces": "countries", "cities": "provinces", "districts": "cities"}[listed]
