"""P34, P35: every answer of every kind carries the policy and its fellows, and cookies are kept close."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from werkzeug.test import TestResponse

from app.config import from_environment
from app.factory import create_app
from app.web.guard import signed_in
from app.web.headers import POLICY
from tests.users.bench import Browser, House, build
from tests.world import TOKEN

pytestmark = pytest.mark.alike

FELLOWS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
Ask = Callable[[House, Browser], TestResponse]

ANSWERS: dict[str, Ask] = {
    "a page": lambda house, browser: browser.get("/"),
    "the door": lambda house, browser: house.browser().get("/sign-in"),
    "a redirect": lambda house, browser: house.browser().get("/bills/"),
    "a fragment": lambda house, browser: browser.get("/overview/live", **{"HX-Request": "true"}),
    "a form refused": lambda house, browser: browser.post("/bills/", title=""),
    "a missing token": lambda house, browser: browser.post_raw("/bills/"),
    "403": lambda house, browser: browser.get("/people"),
    "404": lambda house, browser: browser.get("/nothing"),
    "405": lambda house, browser: browser.get("/sign-out"),
    "401": lambda house, browser: house.browser().get("/", **{"HX-Request": "true"}),
    "413": lambda house, browser: browser.post_raw("/bills/", title="x" * 1_100_000),
    "a callback taken": lambda house, browser: browser.post_raw("/callbacks/payment", token=TOKEN, data="{}"),
    "a callback refused": lambda house, browser: browser.post_raw(
        "/callbacks/payment", token="no", data="{}"
    ),
    "no such callback": lambda house, browser: browser.post_raw("/callbacks/nothing", token=TOKEN),
    "a static file": lambda house, browser: browser.get("/static/css/app.css"),
    "a static file unchanged": lambda house, browser: unchanged(browser),
    "no such static file": lambda house, browser: browser.get("/static/css/nothing.css"),
    "health": lambda house, browser: browser.get("/healthz"),
    "metrics": lambda house, browser: browser.get("/metrics"),
    "500": lambda house, browser: broken(house, browser),
}


def unchanged(browser: Browser) -> TestResponse:
    first = browser.get("/static/css/app.css")
    answer = browser.get("/static/css/app.css", **{"If-Modified-Since": first.headers["Last-Modified"]})
    assert answer.status_code == 304
    return answer


def broken(house: House, browser: Browser) -> TestResponse:
    house.app.view_functions["users.me"] = break_down
    return browser.get("/me")


@signed_in
def break_down() -> str:
    """A view with a fault nobody foresaw."""
    raise ZeroDivisionError("nobody foresaw this")


@pytest.mark.parametrize("kind", ANSWERS)
def test_p34_every_answer_carries_the_policy(house: House, kind: str) -> None:
    answer = ANSWERS[kind](house, house.as_("staff"))
    if kind.isdigit():
        assert answer.status_code == int(kind)
    assert answer.headers.getlist("Content-Security-Policy") == [POLICY]
    assert {name: answer.headers.get(name) for name in FELLOWS} == FELLOWS


def test_p34_the_policy_allows_nothing_inline_and_nothing_from_elsewhere() -> None:
    rules = dict(rule.split(" ", 1) for rule in POLICY.split("; "))
    assert "unsafe" not in POLICY
    assert rules["default-src"] == "'none'"
    assert rules["frame-ancestors"] == rules["base-uri"] == "'none'"
    assert set(" ".join(rules.values()).split()) == {"'none'", "'self'", "data:"}
    assert [name for name, sources in rules.items() if "data:" in sources] == ["img-src"]


def test_pages_are_never_stored_and_static_files_for_ever(house: House) -> None:
    browser = house.as_("staff")
    page = browser.get("/")
    assert page.headers["Cache-Control"] == "no-store"
    assert "HX-Request-Type" in page.headers["Vary"]
    addresses = re.findall(r'(?:src|href)="(/static/[^"]+)"', page.text)
    assert len(addresses) > 5
    for address in addresses:
        assert "?v=" in address, address
        answer = browser.get(address)
        assert answer.status_code == 200, address
        assert "max-age=31536000" in answer.headers["Cache-Control"]


def in_earnest(tmp_path: Path) -> House:
    """A house as it stands outside of `local`."""
    return House(
        build(
            tmp_path,
            FLIP_ENVIRONMENT="production",
            FLIP_SECRET_KEY="JDJ5JDEzJG9hQVZy",
            FLIP_VALIDATION_TOKEN="$2y$13$qTOoMnGVsM7M",
            SECRET_KEY="a" * 48,
            VAULT_KEYS=Fernet.generate_key().decode(),
        )
    )


def test_p35_cookies_outside_of_local_need_tls_and_this_host(tmp_path: Path) -> None:
    answer = in_earnest(tmp_path).browser().get("/sign-in")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-bendahara=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "Domain" not in cookie
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_p35_cookies_in_local_work_without_tls(house: House) -> None:
    answer = house.browser().get("/sign-in")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("bendahara=")
    assert {"HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "Secure" not in cookie
    assert "Strict-Transport-Security" not in answer.headers


@pytest.mark.parametrize("switch", ["language", "theme"])
def test_p35_the_small_cookies_are_kept_close_too(house: House, switch: str) -> None:
    value = {"language": "id", "theme": "dark"}[switch]
    answer = house.browser().post(f"/preferences/{switch}", **{switch: value})
    cookie = next(one for one in answer.headers.getlist("Set-Cookie") if one.startswith(f"{switch}="))
    assert {"HttpOnly", "SameSite=Lax"} <= set(cookie.split("; "))


def test_a_request_keeps_the_id_a_proxy_gave_it_if_it_is_one(tmp_path: Path) -> None:
    app = create_app(from_environment({"INSTANCE": str(tmp_path)}))
    browser = House(app).browser()
    assert browser.get("/healthz", **{"X-Request-ID": "proxy-12345"}).headers["X-Request-ID"] == "proxy-12345"
    for odd in ("short", "x" * 65, "with space in it", "<script>alert</script>"):
        given = browser.get("/healthz", **{"X-Request-ID": odd}).headers["X-Request-ID"]
        assert re.fullmatch(r"[0-9a-f]{16}", given)
