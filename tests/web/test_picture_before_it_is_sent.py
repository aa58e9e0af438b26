"""P41, in a real browser: a picture is looked at before it is sent, and what is none never leaves."""

import threading
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from flask import request
from PIL import Image, ImageFilter
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from app.vault.picture_problems import TOO_MANY_BYTES
from app.vault.pictures import take_in
from app.web import assets
from tests import pictures
from tests.web.gallery_app import gallery

pytestmark = pytest.mark.browser


ARRIVED: list[bytes] = []


def keep() -> None:
    """Put aside the picture that came with a form."""
    if request.method == "POST":
        ARRIVED.append(request.files["card"].read())


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The gallery, served; the pictures that reach it are in ARRIVED."""
    assets.build()
    app = gallery()
    app.before_request(keep)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


class Desk:
    """A page with a picture to choose, what was complained of, and what was sent."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.complaints: list[str] = []
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(f"{address}/form")

    def choose(self, content: bytes, name: str = "card.jpg", kind: str = "image/jpeg") -> str:
        """Choose a file; what is said of it once it was looked at."""
        self.page.set_input_files("#card", {"name": name, "mimeType": kind, "buffer": content})
        told = self.page.locator("#card-told[aria-busy=false] p")
        told.first.wait_for()
        return " ".join(told.all_inner_texts())

    def send(self) -> bytes | None:
        """Press the button; the picture as it arrived, None when nothing was sent."""
        ARRIVED.clear()
        self.page.get_by_role("button", name="Create bill").click()
        self.page.wait_for_timeout(400)
        self.page.wait_for_load_state()
        return ARRIVED[0] if ARRIVED else None

    def shows_a_preview(self) -> bool:
        """True when something is drawn on the canvas."""
        drawn = "c => !c.hidden && c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some(v => v)"
        return bool(self.page.locator("#card-preview").evaluate(drawn))


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    """One window for all these tests."""
    page = chromium.new_page(viewport={"width": 1280, "height": 1200}, locale="en-GB")
    page.set_default_timeout(10_000)
    yield page
    page.close()


@pytest.fixture
def desk(page: Page, address: str) -> Iterator[Desk]:
    """A fresh form, of which nothing was complained at the end."""
    desk = Desk(page, address)
    yield desk
    assert desk.complaints == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(b"%PDF-1.7 not a picture", "neither a JPEG nor a PNG", id="a document"),
        pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "neither a JPEG nor a PNG", id="svg"),
        pytest.param(b"\0\0\0\x18ftypheic" + bytes(90), "HEIC", id="heic"),
        pytest.param(b"\xff\xd8\xff\xe0" + b"x" * 900, "damaged", id="no real jpeg"),
        pytest.param(pictures.too_small(), "200 × 150 pixels; each side must be between 256", id="too small"),
    ],
)
def test_P41_a_wrong_file_is_refused_before_it_leaves_the_browser(
    desk: Desk, content: bytes, words: str
) -> None:
    assert words in desk.choose(content)
    assert desk.send() is None
    assert desk.page.evaluate("document.activeElement.id") == "card"
    assert not desk.shows_a_preview()
    assert "will be sent: 1,200 × 760" in desk.choose(pictures.card()).replace("1200", "1,200")
    assert desk.send() == pictures.card()


def test_P41_a_large_photo_is_made_smaller_and_said_so(desk: Desk) -> None:
    said = desk.choose(pictures.too_large())
    assert "made smaller here" in said
    assert "2.1" in said
    sent = desk.send()
    assert sent is not None
    assert len(sent) < TOO_MANY_BYTES
    assert take_in(sent).width == 1400


def test_P41_a_photo_with_too_many_pixels_is_made_smaller(desk: Desk) -> None:
    wide = pictures.jpeg(Image.open(BytesIO(pictures.card(7))).resize((6000, 3800)), quality=60)
    assert "6000 × 3800" in desk.choose(wide)
    sent = desk.send()
    assert sent is not None
    assert take_in(sent).width == 4096


def test_P41_a_good_picture_goes_as_it_is_and_is_shown(desk: Desk) -> None:
    said = desk.choose(pictures.card())
    assert "1200 × 760" in said
    assert "blurred" not in said
    assert "dark" not in said
    assert desk.shows_a_preview()
    assert desk.send() == pictures.card()


@pytest.mark.parametrize(
    ("change", "word"),
    [
        pytest.param(lambda sheet: sheet.filter(ImageFilter.GaussianBlur(8)), "blurred", id="blurred"),
        pytest.param(lambda sheet: sheet.point(lambda light: light // 8), "dark", id="dark"),
        pytest.param(lambda sheet: sheet.point(lambda light: 240 + light // 17), "bright", id="bright"),
    ],
)
def test_a_picture_nobody_could_read_is_hinted_at_and_still_sent(desk: Desk, change: Any, word: str) -> None:
    poor = pictures.jpeg(change(Image.open(BytesIO(pictures.card()))))
    assert f"looks {word}" in desk.choose(poor).replace("too ", "")
    assert desk.send() == poor


def test_a_phone_is_told_to_open_its_camera(desk: Desk) -> None:
    box = desk.page.locator("#card")
    assert box.get_attribute("capture") == "environment"
    assert box.get_attribute("accept") == "image/jpeg,image/png"
