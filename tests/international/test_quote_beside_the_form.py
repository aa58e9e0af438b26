"""The quote beside the form: live as one types, with its age, and the rate one saw is the rate one sends."""

import html
import re

from app.corridors import taking
from app.corridors.statuses import TransactionType
from app.corridors.tasks import read_rates
from tests.international.counter import Counter, above

PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}
QUOTE = "/international/quote?type=C2C&country=GBR"


def facts_of(fragment: str) -> str:
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", fragment).split()))


def test_an_amount_is_quoted_as_it_is_typed_with_fee_total_and_age(counter: Counter) -> None:
    for typed in ("52.63", "52,63", " 52.63 "):
        said = facts_of(counter.staff.get(f"{QUOTE}&amount={typed}", **PARTIAL).text)
        for words in (
            *("GBP 52.63", "It costs Rp 999.999", "Rate of GBP 1 Rp 19.000,55", "Rate read", "just now"),
            *("Fee on top Rp 80.000", "Together Rp 1.079.999", "the same day", "GBP 3,000.50"),
            *("sembilan ratus", "Balance at Flip", "Reserved for payouts"),
        ):
            assert words in said, (typed, words)


def test_what_is_no_amount_is_quoted_as_none_and_limits_are_told(counter: Counter) -> None:
    for typed in ("", "a lot", "-5", "52.6311", "9" * 50):
        fragment = counter.staff.get(f"{QUOTE}&amount={typed}", **PARTIAL)
        assert fragment.status_code == 200
        assert "It costs" not in fragment.text
    assert "Above the maximum of GBP 3,000.50" in counter.staff.get(f"{QUOTE}&amount=4000", **PARTIAL).text
    assert "Below the minimum of GBP 1.50" in counter.staff.get(f"{QUOTE}&amount=1", **PARTIAL).text


def test_an_open_form_asks_cheaply_and_hears_of_a_move(counter: Counter) -> None:
    page = counter.form()
    found = re.search(r'hx-get="(/international/quote\?[^"]*seen=[^"]+)"', page)
    assert found
    address = html.unescape(found[1]) + "&amount="
    with counter.world.house.statements() as seen:
        assert counter.staff.get(address, **PARTIAL).status_code == 204
    assert len(seen) <= 14, seen
    counter.world.flip.panel("rates/GBR", {"rate": "20000"})
    read_rates(TransactionType.C2C)
    fragment = counter.staff.get(address, **PARTIAL)
    assert fragment.status_code == 200
    assert 'name="seen_rate" value="20000"' in fragment.text


def test_support_is_not_asked_and_no_corridor_has_no_quote(counter: Counter) -> None:
    assert counter.world.as_("support").get(QUOTE).status_code == 403
    for there in ("type=C2C&country=XXX", "type=XXX&country=GBR", "type=C2C", ""):
        assert counter.staff.get(f"/international/quote?{there}").status_code == 404


def test_a_rate_that_moved_since_one_saw_it_is_told_and_the_next_sending_takes_it(counter: Counter) -> None:
    sent = counter.filled(seen_rate="19000.55")
    counter.world.flip.panel("rates/GBR", {"rate": "20000"})
    read_rates(TransactionType.C2C)
    refused = counter.staff.post("/international/", **sent)
    assert refused.status_code == 422
    assert "The rate moved while you were typing" in above(refused.text)
    assert "Rp 20.000" in above(refused.text)
    now = re.search(r'name="seen_rate" value="([^"]+)"', refused.text)
    assert now
    taken = counter.staff.post("/international/", **(sent | {"seen_rate": now[1]}))
    assert taken.status_code == 303
    transfer = counter.transfer(taken.headers["Location"].rsplit("/", 1)[-1])
    assert str(transfer.quoted_rate) == "20000"
    assert transfer.transaction.amount_idr == 1_052_600


def test_trouble_with_the_rates_and_a_closed_corridor_are_said_beside_the_form(counter: Counter) -> None:
    taking.note_rate_trouble(TransactionType.C2C, taking.EMPTY)
    assert "list came empty" in counter.form()
    counter.world.flip.panel("rates/GBR", {"active": False})
    read_rates(TransactionType.C2C)
    assert "Closed at Flip: nothing can be sent there now" in counter.form()
    refused = counter.send()
    assert refused.status_code == 422
    assert "closed this corridor" in refused.text
