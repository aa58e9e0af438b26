"""Pages go over the line compressed, except where that would let another site guess a secret."""

import gzip

import pytest
from werkzeug.test import TestResponse

from tests.users.bench import House

pytestmark = pytest.mark.alike


def asked(house: House, **headers: str) -> TestResponse:
    return house.browser().get("/sign-in", **{"Accept-Encoding": "gzip, br", **headers})


def test_a_page_is_compressed_and_reads_the_same(house: House) -> None:
    plain, pressed = house.browser().get("/sign-in"), asked(house)
    assert pressed.headers["Content-Encoding"] == "gzip"
    assert len(pressed.data) < len(plain.data) / 2
    assert "<h1>Sign in</h1>" in gzip.decompress(pressed.data).decode()
    assert int(pressed.headers["Content-Length"]) == len(pressed.data)


def test_caches_are_told_that_it_depends_on_the_browser(house: House) -> None:
    assert "Accept-Encoding" in house.browser().get("/sign-in").vary
    assert "Accept-Encoding" in asked(house).vary


def test_a_browser_that_cannot_read_it_gets_it_plain(house: House) -> None:
    assert "Content-Encoding" not in house.browser().get("/sign-in").headers
    assert "Content-Encoding" not in asked(house, **{"Accept-Encoding": "br"}).headers


def test_a_page_another_site_has_asked_for_is_not_compressed(house: House) -> None:
    assert "Content-Encoding" not in asked(house, **{"Sec-Fetch-Site": "cross-site"}).headers
    assert "Content-Encoding" in asked(house, **{"Sec-Fetch-Site": "same-origin"}).headers


def test_what_is_no_page_or_hardly_one_is_left_alone(house: House) -> None:
    for path in ("/healthz", "/static/img/mark.svg"):
        assert "Content-Encoding" not in house.browser().get(path, **{"Accept-Encoding": "gzip"}).headers
