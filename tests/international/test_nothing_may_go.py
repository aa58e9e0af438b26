"""A form that cannot be sent is refused beside its field, and nothing is made of it."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from app.corridors.statuses import TransactionType
from app.international import attachments, changing, content, quoting
from app.lib import clock
from app.lib.errors import Refused
from tests.corridors.rates import POUNDS, promised, take
from tests.international.abroad import BUSINESS, VALUES, all_stored, maker, offer_rates, stored, submit
from tests.users.bench import House, later

JAPAN = VALUES | {"destination_country": "JPN", "currency_code": "JPY", "seen_rate": None}
AMOUNTS: list[tuple[dict[str, Any], str, str, dict[str, object]]] = [
    (VALUES, "1.49", quoting.TOO_LITTLE, {"limit": "GBP 1.50"}),
    (VALUES, "3000.51", quoting.TOO_MUCH, {"limit": "GBP 3,000.50"}),
    (VALUES, "10.005", content.TOO_FINE, {"most": 2}),
    (VALUES, "0", content.NOTHING, {}),
    (VALUES, "-5", content.NOTHING, {}),
    (VALUES, "NaN", content.NOTHING, {}),
    (VALUES, "1000000000000", content.TOO_MUCH, {}),
    (JAPAN, "1000.5", content.NO_DECIMALS, {"most": 0}),
    (JAPAN, "99", quoting.TOO_LITTLE, {"limit": "JPY 100"}),
]


def refused(values: dict[str, Any]) -> Refused:
    """Why this cannot be sent; nothing was made."""
    with pytest.raises(Refused) as refusal:
        submit("form-1", values)
    assert all_stored() == []
    return refusal.value


@pytest.mark.parametrize(("values", "amount", "words", "said"), AMOUNTS, ids=[case[1] for case in AMOUNTS])
def test_an_amount_that_cannot_be_sent_is_refused_beside_it(
    house: House, values: dict[str, Any], amount: str, words: str, said: dict[str, object]
) -> None:
    offer_rates()
    refusal = refused(values | {"amount": Decimal(amount)})
    assert (refusal.fields, refusal.values) == ({"amount": words}, said)


@pytest.mark.parametrize("amount", ["1.5", "1.50", "3000.50"])
def test_the_limits_themselves_can_be_sent(house: House, amount: str) -> None:
    offer_rates()
    assert stored(submit(amount=Decimal(amount))).transaction.foreign_amount == Decimal(amount)


def test_where_flip_names_no_limit_there_is_none(house: House) -> None:
    offer_rates(minimum_amount=None, maximum_amount=None)
    submit("form-1", amount=Decimal("0.01"))
    row = stored(submit("form-2", amount=Decimal("999999999999.99")))
    assert row.transaction.amount_idr == 19_000_549_999_999_810


def test_a_corridor_that_is_closed_or_gone_is_refused_beside_the_country(house: House) -> None:
    offer_rates(is_active=False)
    assert refused(VALUES).fields == {"destination_country": quoting.CLOSED}
    take(POUNDS | {"country_iso_code": "IRL"})
    assert refused(VALUES).fields == {"destination_country": quoting.GONE}
    assert refused(VALUES | {"currency_code": "ZZZ"}).fields == {"destination_country": quoting.GONE}


def test_rates_that_were_never_read_or_long_ago_are_said_above_the_form_and_asked_for(house: House) -> None:
    refusal = refused(VALUES)
    assert (refusal.message, refusal.fields) == (quoting.RATES_UNREAD, {})
    assert promised("corridors.read_rates") == 1
    offer_rates(at=clock.now() - timedelta(minutes=16))
    refusal = refused(VALUES)
    assert (refusal.message, refusal.fields) == (quoting.RATES_UNREAD, {})
    assert promised("corridors.read_rates") == 2
    with later(timedelta(minutes=-2)):
        assert submit()


def test_a_corridor_that_a_new_list_could_not_tell_of_has_no_rate(house: House) -> None:
    offer_rates(at=clock.now() - timedelta(minutes=16))
    take(POUNDS | {"flip_exchange_rate": "who knows"}, POUNDS | {"country_iso_code": "IRL"})
    assert refused(VALUES).message is quoting.RATES_UNREAD


def test_malaysia_wants_the_invoice_of_a_company(house: House) -> None:
    offer_rates()
    assert refused(BUSINESS | {"attachment": None}).fields == {"attachment": attachments.MISSING}
    submit("form-2", BUSINESS)


def test_a_change_is_refused_as_a_submission_is_and_leaves_all_as_it_was(house: House) -> None:
    offer_rates()
    public_id = submit()
    seen = stored(public_id).payout.fingerprint or ""
    for changes, field in (
        ({"amount": Decimal(1)}, "amount"),
        ({"currency_code": "ZZZ"}, "destination_country"),
        (BUSINESS | {"attachment": None}, "attachment"),
    ):
        with pytest.raises(Refused) as refusal:
            changing.edit(public_id, VALUES | changes, maker(), base=seen)
        assert list(refusal.value.fields) == [field]
        assert stored(public_id).payout.fingerprint == seen
    assert [entry.outcome for entry in house.entries("international.edit")] == ["refused"] * 3
    assert TransactionType(stored(public_id).transaction_type) is TransactionType.C2C
