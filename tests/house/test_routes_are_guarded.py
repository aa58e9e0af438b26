"""P29: every route says who may call it, and each pair of route and role is asked for real."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from app.users.permissions import PERMISSIONS
from app.web.guard import PUBLIC, SIGNED_IN, guard_of
from tests.house.permission_matrix import NOBODY, ROLES, entries
from tests.users.bench import Browser, House
from tests.world import TOKEN

pytestmark = pytest.mark.alike

DUMMIES = {
    "name": "payment",
    "filename": "img/mark.svg",
    "public_id": "NONE-0",
    "link_id": "0",
    "step": "card",
}
AS_HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}
# What leaves the house is asked last, or the rest would be asked by nobody.
LAST = "/sign-out"


def plain(rule: Rule) -> str:
    """A rule's address with the names of its arguments alone."""
    return re.sub(r"<(?:[^<>:]*:)?(\w+)>", r"<\1>", rule.rule)


def served(app: Flask) -> Iterator[tuple[str, str, str]]:
    """Each method, address and endpoint the app answers, OPTIONS and HEAD aside."""
    for rule in app.url_map.iter_rules():
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            yield method, plain(rule), rule.endpoint


def test_p29_every_route_stands_in_the_matrix_and_every_entry_is_a_route(house: House) -> None:
    assert {(method, route) for method, route, endpoint in served(house.app)} == set(entries())


def test_p29_every_view_says_who_may_call_it(house: House) -> None:
    known = {*PERMISSIONS, PUBLIC, SIGNED_IN}
    silent = {endpoint for _, _, endpoint in served(house.app) if guard_of(house.app, endpoint) not in known}
    assert silent == set()


def test_p29_a_view_that_says_nothing_is_not_served(house: House) -> None:
    house.app.view_functions["users.me"] = lambda: "open to all"
    answer = house.as_("admin").get("/me")
    assert answer.status_code == 500
    assert "open to all" not in answer.text


def address(route: str) -> str:
    return re.sub(r"<(\w+)>", lambda found: DUMMIES.get(found[1], "0"), route)


def answer_class(answer: TestResponse) -> str:
    """What an answer means for whoever asked: let in (be it to nothing), refused, or sent to sign in."""
    if answer.status_code == 403:
        return "refused"
    to_the_door = (answer.headers.get("Location") or answer.headers.get("HX-Redirect") or "").startswith(
        "/sign-in"
    )
    if to_the_door and answer.status_code in (303, 401):
        return "sign in"
    return "let in" if answer.status_code < 500 else f"broken: {answer.status_code}"


def expected(who: str, let_in: frozenset[str]) -> str:
    if who in let_in:
        return "let in"
    return "sign in" if who == NOBODY else "refused"


def ask(browser: Browser, method: str, route: str, token: str, htmx: bool) -> TestResponse:
    headers = browser.headers | (AS_HTMX if htmx else {})
    sent = {"csrf_token": token, "token": TOKEN, "data": "{}"} if method == "POST" else {}
    return browser._open(address(route), method=method, headers=headers, data=sent)


@pytest.mark.parametrize("htmx", [False, True], ids=["page", "fragment"])
@pytest.mark.parametrize("who", [*ROLES, NOBODY])
def test_p29_who_is_let_in_where(house: House, who: str, htmx: bool) -> None:
    browser = house.browser() if who == NOBODY else house.as_(who)
    token = browser.token()
    wrong = {}
    for (method, route), let_in in sorted(entries().items(), key=lambda entry: entry[0][1] == LAST):
        answer = ask(browser, method, route, token, htmx)
        if leads_to_the_door(route, answer):
            continue
        if answer_class(answer) != expected(who, let_in):
            wrong[method, route] = answer_class(answer)
    assert wrong == {}


def leads_to_the_door(route: str, answer: TestResponse) -> bool:
    """Signing out, and a code without a password before it, lead everybody to the door by themselves."""
    return route in ("/sign-out", "/sign-in/code") and answer_class(answer) == "sign in"
