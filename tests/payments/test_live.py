"""The live part of a payment: nothing while nothing is new, news at once, silence when all is over."""

import pytest

from app.payments import tasks
from tests.callbacks.bench import body, load, payment
from tests.users.bench import Browser
from tests.world import World


def opened(world: World, **more: object) -> tuple[Browser, str, str]:
    """A browser on the page of a waiting payment, its live address, and the page."""
    load(world, payment(1, "PENDING", **more))
    tasks.catch_up()
    browser, public_id = world.as_("staff"), world.transactions()[0].public_id
    page = browser.get(f"/payments/{public_id}").text
    return browser, public_id, page


def content(page: str) -> str:
    """A page without its frame, which has a live part of its own; a fragment as it is."""
    return page.split("<main", 1)[-1]


def live_address(page: str) -> str:
    return content(page).split('hx-get="', 1)[1].split('"', 1)[0].replace("&amp;", "&")


def test_nothing_new_is_204_with_an_empty_body(world: World) -> None:
    browser, _, page = opened(world)
    answer = browser.get(live_address(page))
    assert (answer.status_code, answer.data) == (204, b"")
    assert answer.headers["Cache-Control"] == "no-store"
    with world.house.statements() as statements:
        browser.get(live_address(page))
    assert len(statements) <= 3


def test_news_is_the_part_alone_with_its_new_address(world: World) -> None:
    browser, _, page = opened(world)
    load(world, payment(1))
    world.knock(body(payment(1)))
    world.work()
    answer = browser.get(live_address(page))
    assert answer.status_code == 200
    assert answer.text.lstrip().startswith('<div id="payment"')
    assert "<html" not in answer.text
    assert "The customer paid" in answer.text
    assert live_address(answer.text) != live_address(page)
    assert browser.get(live_address(answer.text)).status_code == 204


def test_the_page_says_where_the_news_came_from(world: World) -> None:
    browser, public_id, _ = opened(world)
    load(world, payment(1))
    world.knock(body(payment(1)))
    world.work()
    [receipt] = world.receipts()
    assert f"callback no. {receipt.id}" in browser.get(f"/payments/{public_id}").text


@pytest.mark.parametrize(
    ("end", "asks"),
    [
        ({"status": "SUCCESSFUL"}, True),
        ({"status": "SUCCESSFUL", "settlement_status": "Settled"}, False),
        ({"status": "FAILED"}, False),
        ({"status": "CANCELLED"}, False),
    ],
)
def test_it_asks_while_something_may_happen_and_is_silent_after(
    world: World, end: dict[str, str], asks: bool
) -> None:
    browser, public_id, page = opened(world)
    assert "hx-get" in content(page)
    load(world, payment(1) | end)
    tasks.catch_up()
    for address in (f"/payments/{public_id}", f"/payments/{public_id}/live?seen=old"):
        assert ("hx-get=" in content(browser.get(address).text)) is asks


def test_it_goes_on_asking_while_a_contradiction_waits_for_a_person(world: World) -> None:
    browser, public_id, _ = opened(world)
    load(world, payment(1, settlement_status="Settled"))
    world.knock(body(payment(1, "CANCELLED")))
    world.work()
    page = browser.get(f"/payments/{public_id}").text
    assert "hx-get=" in content(page)
    assert "Until a person decides, trust neither." in page


def test_a_live_part_of_nothing_is_not_found(world: World) -> None:
    assert world.as_("staff").get("/payments/PAY-NONE/live?seen=x").status_code == 404
