"""Rupiah as people type them, as people read them, and in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.lib.money import LARGEST_IDR, NotAnAmount, format_idr, parse_idr, terbilang

pytestmark = pytest.mark.alike

READ = [
    ("1250000", 1_250_000),
    ("1.250.000", 1_250_000),
    ("1,250,000", 1_250_000),
    ("1,25jt", 1_250_000),
    ("1.25jt", 1_250_000),
    ("1,25 JT", 1_250_000),
    ("1,25 juta", 1_250_000),
    ("15rb", 15_000),
    ("2,5 ribu", 2_500),
    ("50k", 50_000),
    ("1,5 miliar", 1_500_000_000),
    ("Rp 10.000", 10_000),
    ("rp10.000", 10_000),
    ("Rp. 10.000,-", 10_000),
    ("IDR 10.000", 10_000),
    ("10.000,00", 10_000),
    ("  10.000  ", 10_000),
    (str(LARGEST_IDR), LARGEST_IDR),
]

REFUSED = [
    "",
    "nol",
    "0",
    "-5000",
    "1,5",
    "12.50",
    "10.000,50",
    "1.250,000",
    "1,250.00",
    "1.25.000",
    "1e6",
    "0x10",
    ",",
    ".",
    "jt",
    "10 000",
    "1,2345678jt",
    str(LARGEST_IDR + 1),
    "9" * 5_000,
    "²",
    "1\x00000",
    "NaN",
    "Infinity",
]

TWO_READINGS = ["1.250jt", "1,250jt", "12.500 rb", "1m", "1,5 M"]

WORDS = [
    (0, "nol rupiah"),
    (1, "satu rupiah"),
    (10, "sepuluh rupiah"),
    (11, "sebelas rupiah"),
    (12, "dua belas rupiah"),
    (20, "dua puluh rupiah"),
    (21, "dua puluh satu rupiah"),
    (100, "seratus rupiah"),
    (111, "seratus sebelas rupiah"),
    (1_000, "seribu rupiah"),
    (1_001, "seribu satu rupiah"),
    (2_000, "dua ribu rupiah"),
    (10_000, "sepuluh ribu rupiah"),
    (100_000, "seratus ribu rupiah"),
    (1_000_000, "satu juta rupiah"),
    (1_250_000, "satu juta dua ratus lima puluh ribu rupiah"),
    (11_000_000_000, "sebelas miliar rupiah"),
    (1_000_000_000_000, "satu triliun rupiah"),
    (-10_000, "minus sepuluh ribu rupiah"),
]

VALUES = {"satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8}
VALUES |= {"sembilan": 9, "sepuluh": 10, "sebelas": 11, "nol": 0}
SCALES = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "triliun": 10**12}


def from_words(text: str) -> int:
    """Read terbilang back, the way a person would."""
    total, part, digit = 0, 0, 0
    spelt_out = text.removesuffix(" rupiah").replace("seratus", "satu ratus").replace("seribu", "satu ribu")
    for word in spelt_out.split():
        if word in VALUES:
            digit = VALUES[word]
        elif word == "belas":
            part, digit = part + 10 + digit, 0
        elif word == "puluh":
            part, digit = part + 10 * digit, 0
        elif word == "ratus":
            part, digit = part + 100 * digit, 0
        else:
            total, part, digit = total + (part + digit) * SCALES[word], 0, 0
    return total + part + digit


@pytest.mark.parametrize(("typed", "amount_idr"), READ)
def test_an_amount_is_read_as_it_was_meant(typed: str, amount_idr: int) -> None:
    assert parse_idr(typed) == amount_idr


@pytest.mark.parametrize("typed", REFUSED)
def test_what_is_no_whole_amount_is_refused(typed: str) -> None:
    with pytest.raises(NotAnAmount):
        parse_idr(typed)


@pytest.mark.parametrize("typed", TWO_READINGS)
def test_what_two_people_read_differently_is_refused(typed: str) -> None:
    """A thousand times too much is one dot away."""
    with pytest.raises(NotAnAmount):
        parse_idr(typed)


@given(st.integers(1, LARGEST_IDR))
def test_P11_what_is_written_reads_back_as_the_same_rupiah(amount_idr: int) -> None:
    assert parse_idr(format_idr(amount_idr)) == amount_idr
    assert parse_idr(str(amount_idr)) == amount_idr


@given(st.text(max_size=40))
def test_P11_any_text_is_a_whole_positive_amount_or_refused(typed: str) -> None:
    try:
        amount = parse_idr(typed)
    except NotAnAmount:
        return
    assert type(amount) is int
    assert 0 < amount <= LARGEST_IDR


@pytest.mark.parametrize(("amount_idr", "words"), WORDS)
def test_the_amount_in_words(amount_idr: int, words: str) -> None:
    assert terbilang(amount_idr) == words


@given(st.integers(1, LARGEST_IDR))
def test_the_words_say_the_amount_and_no_other(amount_idr: int) -> None:
    assert from_words(terbilang(amount_idr)) == amount_idr


def test_a_negative_amount_keeps_its_sign() -> None:
    assert format_idr(-1_250_000) == "-Rp 1.250.000"
    assert format_idr(0) == "Rp 0"
