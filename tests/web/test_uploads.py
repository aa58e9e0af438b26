"""P40, P41: uploads stay in memory, are bounded by the route that takes them, and are answered in words."""

import tempfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import request
from werkzeug.test import TestResponse

from app.vault.picture_problems import BadPicture, Problem
from app.vault.pictures import TakenIn
from app.web.forms import Form
from app.web.guard import public
from app.web.headers import POLICY
from app.web.picture_field import PictureField
from app.web.pictures import picture_response
from app.web.uploads import MOST_BYTES, picture_in, uploads
from tests import pictures
from tests.users.bench import Browser, House

pytestmark = pytest.mark.alike


class CardForm(Form):
    """A picture one must give, and one that one may."""

    card = PictureField("Card", camera="environment")
    more = PictureField("More", needed=False)


class Studio:
    """Routes that take pictures, and what they took."""

    def __init__(self, house: House) -> None:
        self.taken: list[Any] = []
        self.house = house
        app = house.app
        app.add_url_rule("/raw", "raw", uploads()(public(lambda: self.raw())), methods=["POST"])
        app.add_url_rule("/form", "card_form", uploads()(public(lambda: self.form())), methods=["POST"])
        app.add_url_rule("/small", "small", public(lambda: self.raw()), methods=["POST"])
        app.add_url_rule("/seen", "seen", public(lambda: picture_response(pictures.card())))

    def raw(self) -> str:
        """Take the picture of a request."""
        try:
            self.taken.append(picture_in("card"))
        except BadPicture as bad:
            self.taken.append(bad.problem)
        self.taken += [type(file.stream) for file in request.files.values()]
        return "taken"

    def form(self) -> str:
        """Take the pictures of a form."""
        form = CardForm()
        form.validate()
        self.taken += [form.card.data, form.more.data, form.errors]
        return str(form.card())


@pytest.fixture
def studio(house: House) -> Studio:
    """A house with routes that take pictures."""
    return Studio(house)


def send(browser: Browser, path: str, content: bytes | None, name: str = "card.jpg") -> TestResponse:
    files = {} if content is None else {"card": (BytesIO(content), name)}
    return browser.post(path, **files)


def test_P40_an_upload_never_reaches_the_disk(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = studio.house.app.wsgi_app

    def diskless(*call: Any) -> Any:
        with monkeypatch.context() as patch:
            patch.setattr(tempfile, "tempdir", str(Path("/nowhere/at/all")))
            return inner(*call)

    monkeypatch.setattr(studio.house.app, "wsgi_app", diskless)
    big = pictures.jpeg(pictures.noise(5, 1300, 900), quality=95)
    assert 1_000_000 < len(big) < 2_000_000
    assert send(studio.house.browser(), "/raw", big).status_code == 200
    taken, stream = studio.taken
    assert isinstance(taken, TakenIn)
    assert (taken.width, taken.height) == (1300, 900)
    assert stream is BytesIO


def test_P41_a_picture_over_the_limit_is_measured_and_refused(studio: Studio) -> None:
    send(studio.house.browser(), "/raw", pictures.too_large())
    assert studio.taken[0] is Problem.TOO_LARGE


@pytest.mark.parametrize(("content", "name"), [(None, ""), (b"", "")], ids=["no field", "nothing chosen"])
def test_nothing_chosen_is_said_so(studio: Studio, content: bytes | None, name: str) -> None:
    send(studio.house.browser(), "/raw", content, name)
    assert studio.taken[0] is Problem.NOTHING


def test_P41_more_than_the_route_takes_is_413_with_the_size(studio: Studio) -> None:
    answer = send(studio.house.browser(), "/raw", bytes(MOST_BYTES))
    assert answer.status_code == 413
    assert "at most 3 MB" in answer.text
    assert studio.taken == []


def test_a_route_that_takes_no_files_keeps_the_small_limit(studio: Studio) -> None:
    answer = send(studio.house.browser(), "/small", bytes(1_100_000))
    assert answer.status_code == 413
    assert "at most 1 MB" in answer.text


def test_the_answer_to_too_much_is_in_the_persons_language(studio: Studio) -> None:
    browser = studio.house.browser()
    browser.headers["Accept-Language"] = "id"
    assert "paling banyak 3 MB" in send(browser, "/raw", bytes(MOST_BYTES)).text


def test_P41_a_form_holds_what_was_taken_in(studio: Studio) -> None:
    shown = send(studio.house.browser(), "/form", pictures.card()).text
    card, more, errors = studio.taken
    assert isinstance(card, TakenIn)
    assert card.content != pictures.card()
    assert (more, errors) == (None, {})
    assert 'accept="image/jpeg,image/png"' in shown
    assert 'capture="environment"' in shown


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(pictures.too_small(), "This picture is 200 × 150 pixels; each side must be", id="small"),
        pytest.param(pictures.too_large(), "MB; it has to be smaller than 2 MB.", id="large"),
        pytest.param(b"<svg/>", "neither a JPEG nor a PNG", id="no picture"),
        pytest.param(None, "Choose a picture or take one.", id="nothing"),
    ],
)
def test_P41_a_form_says_beside_the_field_what_is_wrong(
    studio: Studio, content: bytes | None, words: str
) -> None:
    send(studio.house.browser(), "/form", content)
    card, _more, errors = studio.taken
    assert card is None
    assert list(errors) == ["card"]
    assert words in errors["card"][0]


def test_measures_are_written_in_the_persons_language(studio: Studio) -> None:
    browser = studio.house.browser()
    browser.headers["Accept-Language"] = "id"
    send(browser, "/form", pictures.too_large())
    assert "2,18 MB" in studio.taken[2]["card"][0]


def test_P40_what_was_taken_in_does_not_print_its_content(studio: Studio) -> None:
    send(studio.house.browser(), "/form", pictures.card())
    assert "xff" not in repr(studio.taken[0])


def test_P41_a_picture_is_served_to_be_shown_and_nothing_else(studio: Studio) -> None:
    answer = studio.house.browser().get("/seen")
    assert answer.data == pictures.card()
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers.getlist("X-Content-Type-Options") == ["nosniff"]
    assert answer.headers.getlist("Cache-Control") == ["no-store, private"]
    assert answer.headers["Content-Disposition"] == 'inline; filename="picture.jpg"'
    [policy] = answer.headers.getlist("Content-Security-Policy")
    assert {"default-src 'none'", "sandbox", "frame-ancestors 'none'"} <= set(policy.split("; "))
    assert policy != POLICY
    assert answer.headers["X-Frame-Options"] == "DENY"
