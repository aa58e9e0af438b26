"""A callback is recognised by its keys, wherever it was sent and whatever else it carries."""

import pytest

from app.flip.callbacks import Kind, recognise


@pytest.mark.parametrize(
    "value",
    [
        {},
        [],
        [1],
        [{}],
        "text",
        None,
        {"id": 1},
        {"id": 1, "status": "DONE"},
        {"bank_code": "bca", "status": "DISTURBED"},
        [{"bank_code": "bca", "status": "DISTURBED", "message": "…"}, 3],
        [{"agent_id": 1, "kyc_status": "APPROVED"}],
        {"something": "new", "of": "Flip's"},
    ],
)
def test_unknown_kinds_are_not_guessed(value: object) -> None:
    assert recognise(value) is None


def test_a_single_bank_without_its_array_is_a_bank_status() -> None:
    assert recognise({"bank_code": "bca", "status": "DISTURBED", "message": "…"}) is Kind.BANK_STATUS


def test_the_values_are_the_last_parts_of_our_addresses() -> None:
    assert [kind.value for kind in Kind] == [
        "disbursement",
        "inquiry",
        "payment",
        "international",
        "agent",
        "bank-status",
    ]
