"""Percentages with one decimal as people type and read them."""

import pytest

from app.lib.permille import NotAPercentage, format_permille, parse_permille

pytestmark = pytest.mark.alike

READ = {"2": 20, "2,5": 25, "2.5": 25, " 2,5 % ": 25, "0,1": 1, "0.10": 1, "50%": 500, "007": 70, "2,": None}
READ |= {
    "": None,
    "%": None,
    "2,55": None,
    "-1": None,
    "1.000,5": None,
    "1e3": None,
    "٢": None,
    "9" * 99: None,
}


def test_a_percentage_is_read_as_it_is_typed() -> None:
    for typed, permille in READ.items():
        if permille is None:
            with pytest.raises(NotAPercentage):
                parse_permille(typed)
        else:
            assert parse_permille(typed) == permille, typed


def test_what_is_written_is_read_as_the_same() -> None:
    assert [format_permille(permille) for permille in (1, 20, 25, 500)] == [
        "0,1 %",
        "2,0 %",
        "2,5 %",
        "50,0 %",
    ]
    assert all(parse_permille(format_permille(permille)) == permille for permille in range(1_001))
