"""What the desk says of transfers abroad before somebody lets them go: corridor, quote, an earlier one."""

from datetime import timedelta
from decimal import Decimal

from app.international import changing, quoting
from app.international.deciding import OLD_QUOTE, examine
from app.payouts.kinds import Examined
from tests.corridors.rates import POUNDS, take
from tests.international.abroad import maker, offer_rates, stored, submit
from tests.users.bench import House, later


def said(public_id: str) -> Examined:
    """What is said of one."""
    row_id = stored(public_id).id
    return examine([row_id])[row_id]


def test_nothing_speaks_against_a_fresh_one(house: House) -> None:
    offer_rates()
    assert said(submit()).is_plain
    assert examine([]) == {}


def test_a_quote_of_yesterday_needs_a_reason_or_a_new_quote(house: House) -> None:
    offer_rates()
    public_id = submit()
    with later(timedelta(hours=23, minutes=59)):
        assert said(public_id).is_plain
    with later(timedelta(days=1, seconds=1)):
        found = said(public_id)
        assert (found.doubt, found.forbidden, found.waits) == (OLD_QUOTE, None, False)
        offer_rates()
        changing.take_new_quote(public_id, maker(), base=stored(public_id).payout.fingerprint or "")
        assert said(public_id).is_plain


def test_a_rate_that_moved_either_way_needs_a_reason_or_a_new_quote(house: House) -> None:
    offer_rates()
    public_id = submit()
    moves = {"19380.56": None, "19380.57": OLD_QUOTE, "18620.53": OLD_QUOTE, "19000.55": None}
    for rate, doubt in moves.items():
        offer_rates(flip_exchange_rate=Decimal(rate))
        assert said(public_id).doubt == doubt


def test_a_closed_or_vanished_corridor_forbids_it_and_opens_again(house: House) -> None:
    offer_rates()
    public_id = submit()
    offer_rates(is_active=False)
    assert said(public_id).forbidden == quoting.CLOSED
    take(POUNDS | {"country_iso_code": "IRL"})
    assert said(public_id).forbidden == quoting.GONE
    offer_rates()
    assert said(public_id).is_plain


def test_many_are_examined_each_by_its_own_corridor_in_few_statements(house: House) -> None:
    offer_rates()
    pounds = [submit(f"form-{number}", amount=Decimal(10 + number)) for number in range(5)]
    yen = submit("yen", destination_country="JPN", currency_code="JPY", amount=Decimal(500), seen_rate=None)
    offer_rates(is_active=False)
    row_ids = [stored(public_id).id for public_id in (*pounds, yen)]
    with house.statements() as statements:
        found = examine(row_ids)
    assert [found[row_id].forbidden for row_id in row_ids] == [quoting.CLOSED] * 5 + [None]
    assert len(statements) <= 3
