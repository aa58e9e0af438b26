"""Cities and countries: the three lists, and what the panel changes in them (reference: general)."""

from tests.sandbox.bench import Bench


def test_codes_are_keys_in_their_order(bench: Bench) -> None:
    cities, countries, both = (
        bench.api("GET", f"/disbursement/{name}-list").json() for name in ("city", "country", "city-country")
    )
    assert (cities["102"], cities["391"], cities["1291"]) == (
        "Kab. Bekasi",
        "Kota Jakarta Pusat",
        "Kota Surabaya",
    )
    assert (countries["100000"], countries["100252"]) == ("Afghanistan", "Indonesia")
    assert list(both) == list(cities) + list(countries)
    assert [int(code) for code in cities] == sorted(int(code) for code in cities)
    assert both == cities | countries


def test_the_lists_can_be_changed(bench: Bench) -> None:
    changed = bench.panel(
        "POST", "/places", city={"777": "Kota Baru", "102": None}, country={"100252": "RI"}
    ).json()
    cities = bench.api("GET", "/disbursement/city-list", prefix="/api/v3").json()
    assert (cities["777"], "102" in cities, changed["city"]) == ("Kota Baru", False, cities)
    assert bench.api("GET", "/disbursement/country-list").json()["100252"] == "RI"
    unfit: list[dict[str, object]] = [{"town": {}}, {"city": []}, {"city": {"x": "Y"}}, {"city": {"777": 5}}]
    for wrong in unfit:
        assert bench.panel("POST", "/places", **wrong).status_code == 422
    bench.panel("POST", "/reset")
    assert "102" in bench.api("GET", "/disbursement/city-list").json()
