"""Rates and form data in every spelling that was ever seen, and what is never guessed of them."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from app.flip.client import FlipClient
from app.flip.corridors import ExchangeRate, FormData
from app.flip.errors import FlipRefused, FlipUnknown
from app.flip.json_text import Unreadable, parse_answer
from tests.flip.tiny_server import TinyServer, reply

RATES = "GET /v2/international-disbursement/exchange-rates"
FORM_DATA = "GET /v2/international-disbursement/form-data"
CORRIDOR = {
    "currency_code": "GBP",
    "country_iso_code": "GBR",
    "flip_exchange_rate": 19000,
    "flip_transfer_fee": 80000,
    "is_active": True,
}
FORM = {"country_iso_code": "GBR", "currency_code": "GBP"}


def corridor(**fields: object) -> ExchangeRate:
    return ExchangeRate.read({**CORRIDOR, **fields})


def form(**fields: object) -> FormData:
    return FormData.read({**FORM, **fields})


@pytest.mark.parametrize(
    ("shown", "rate"),
    [("19000.55", "19000.55"), ("19000", "19000"), ('"19000.55"', "19000.55"), ("0.65432101", "0.65432101")],
)
def test_a_rate_is_exact(shown: str, rate: str) -> None:
    answer = parse_answer(f'{{"flip_exchange_rate": {shown}, "flip_transfer_fee": 80000.0}}'.encode())
    assert isinstance(answer, dict)
    assert corridor(**answer).exchange_rate == Decimal(rate)
    assert corridor(**answer).fee_idr == 80_000


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("flip_exchange_rate", None),
        ("flip_exchange_rate", 0),
        ("flip_exchange_rate", -1),
        ("flip_exchange_rate", "19.000"),
        ("flip_transfer_fee", "80.000"),
        ("flip_transfer_fee", None),
        ("is_active", None),
        ("is_active", "perhaps"),
        ("currency_code", ""),
        ("country_iso_code", None),
    ],
)
def test_a_corridor_that_does_not_say_what_counts_is_unreadable(field: str, value: object) -> None:
    with pytest.raises(Unreadable, match=field):
        corridor(**{field: value})
    with pytest.raises(Unreadable, match=field):
        ExchangeRate.read({name: value for name, value in CORRIDOR.items() if name != field})


def test_what_a_corridor_may_leave_out() -> None:
    bare = corridor()
    assert (bare.minimum_amount, bare.maximum_amount, bare.cutoff_at, bare.arrival_at) == (None,) * 4
    assert (bare.arrival_message, bare.notes, bare.payment_speed) == ({}, None, "")
    odd = corridor(minimum_amount="1.000", arrival_message="soon", flip_cutoff_time="(not set)", new={"a": 1})
    assert (odd.minimum_amount, odd.arrival_message, odd.cutoff_at) == (None, {}, None)
    assert odd.raw["new"] == {"a": 1}
    assert odd.raw["arrival_message"] == "soon"


def test_the_offset_of_the_corridors_is_that_of_jakarta() -> None:
    times = corridor(flip_cutoff_time="2021-12-06 01:00:00+700", flip_arrival_time="2021-12-07 12:00:00+700")
    assert times.cutoff_at == datetime(2021, 12, 5, 18, 0, tzinfo=UTC)
    assert times.arrival_at == datetime(2021, 12, 7, 5, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("flag", "active"), [(True, True), (1, True), ("1", True), (False, False), (0, False)]
)
def test_every_spelling_of_an_active_corridor(flag: object, active: bool) -> None:
    assert corridor(is_active=flag).is_active is active


def test_P19_one_unreadable_corridor_does_not_hide_the_others(server: TinyServer, client: FlipClient) -> None:
    odd = {**CORRIDOR, "flip_exchange_rate": "?"}
    server.on(RATES, reply(200, [odd, CORRIDOR]))
    rates = client.international.exchange_rates("C2C")
    assert [rate.country_iso_code for rate in rates] == ["GBR"]
    assert rates.unreadable == [odd]


@pytest.mark.parametrize(
    ("shown", "names"),
    [
        (["sort_code", "iban"], ("sort_code", "iban")),
        ({"sort_code": "", "iban": None}, ("sort_code", "iban")),
        ({"0": "sort_code", "2": "iban"}, ("sort_code", "iban")),
        (["sort_code", None, 7, "something_new"], ("sort_code", "something_new")),
        ([], ()),
        ({}, ()),
        (None, ()),
        ("sort_code", ()),
    ],
)
def test_special_identifiers_in_every_spelling(shown: object, names: tuple[str, ...]) -> None:
    assert form(special_identifiers=shown).special_identifiers == names


@pytest.mark.parametrize(
    ("shown", "regions"),
    [
        (
            [{"id": 10274, "name": "Beijing"}, {"id": "2", "name": "Tibet"}],
            {"10274": "Beijing", "2": "Tibet"},
        ),
        ({"10274": "Beijing"}, {"10274": "Beijing"}),
        ({"id": 10274, "name": "Beijing"}, {"10274": "Beijing"}),
        ([{"id": 1, "name": None}, {"id": 2, "name": ""}, "Beijing", None], {}),
        ([], {}),
        ({}, {}),
        (None, {}),
    ],
)
def test_regions_in_every_spelling(shown: object, regions: dict[str, str]) -> None:
    assert form(regions=shown).regions == regions


def test_nationalities_are_an_array_or_one_alone() -> None:
    one = {"iso_code": "AFG", "name": "Afghanistan", "country_code": "AF"}
    for shown in ([one], one):
        assert form(nationality_countries=shown).nationality_countries == {"AFG": "Afghanistan"}


@pytest.mark.parametrize(
    "name", ["beneficiary_relationships", "source_of_funds", "remittance_purposes", "banks"]
)
def test_maps_keep_their_order_and_an_empty_one_may_be_an_array(name: str) -> None:
    shown = {"2122": "B", "101": "A", "7": None}
    assert list(getattr(form(**{name: shown}), name).items()) == [("2122", "B"), ("101", "A")]
    assert getattr(form(**{name: []}), name) == getattr(form(), name) == {}


def test_form_data_come_alone_or_as_the_only_one(server: TinyServer, client: FlipClient) -> None:
    for answer in (FORM, [FORM]):
        server.on(FORM_DATA, reply(200, answer))
        assert client.international.form_data("C2C", "GBR").currency_code == "GBP"


@pytest.mark.parametrize("answer", [{**FORM, "country_iso_code": "JPN"}, [], [FORM, FORM], {}, None, "text"])
def test_form_data_of_another_country_are_no_answer(
    server: TinyServer, client: FlipClient, answer: object
) -> None:
    server.on(FORM_DATA, reply(200, answer))
    with pytest.raises(FlipUnknown):
        client.international.form_data("C2C", "GBR")


@pytest.mark.parametrize(("attribute", "code"), [("country_iso_code", 1068), ("transaction_type", 1069)])
def test_an_unknown_country_or_type_is_refused(
    server: TinyServer, client: FlipClient, attribute: str, code: int
) -> None:
    complaint = {"attribute": attribute, "code": code, "message": "…"}
    server.otherwise = reply(422, {"code": "VALIDATION_ERROR", "errors": [complaint]})
    for ask in (
        lambda: client.international.exchange_rates("C2C", ("ZZZ",)),
        lambda: client.international.form_data("C2C", "ZZZ"),
    ):
        with pytest.raises(FlipRefused) as caught:
            ask()
        assert [(error.attribute, error.code) for error in caught.value.errors] == [(attribute, code)]
