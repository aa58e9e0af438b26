"""P41: a good picture of every legal kind is taken in: upright, legible, below 2 MB, nothing beside it."""

import threading
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageOps, ImageStat

from app.vault.picture_problems import BadPicture, Problem
from app.vault.pictures import TakenIn, take_in
from tests import pictures
from tests.vault.file_parts import exif, segment, where_taken, with_segments

pytestmark = pytest.mark.alike


def corners(width: int = 400, height: int = 300) -> Image.Image:
    """A picture whose four corners differ: red, green, blue, white, from the upper left as one reads."""
    sheet = Image.new("RGB", (width, height))
    half = (width // 2, height // 2)
    for place, colour in enumerate(("red", "lime", "blue", "white")):
        sheet.paste(colour, (place % 2 * half[0], place // 2 * half[1], width, height))
    return sheet


def kept(taken: TakenIn) -> Image.Image:
    """The picture that was taken in, opened."""
    picture = Image.open(BytesIO(taken.content))
    picture.load()
    assert (picture.format, picture.mode, picture.size) == ("JPEG", "RGB", (taken.width, taken.height))
    return picture


def differs(one: Image.Image, other: Image.Image) -> float:
    """How far two pictures are apart, 0 to 255."""
    return max(ImageStat.Stat(ImageChops.difference(one, other)).mean)


LEGAL: dict[str, Callable[[Image.Image], bytes]] = {
    "JPEG": pictures.jpeg,
    "progressive JPEG": lambda one: pictures.jpeg(one, progressive=True),
    "JPEG with all its colours": lambda one: pictures.jpeg(one, subsampling=0),
    "JPEG with restarts": lambda one: pictures.jpeg(one, restart_marker_blocks=4),
    "JPEG for print": lambda one: pictures.jpeg(one.convert("CMYK")),
    "JPEG with a profile": lambda one: pictures.jpeg(one, icc_profile=b"x" * 3000),
    "PNG": pictures.png,
    "PNG with clear parts": lambda one: pictures.png(_clear_at_corner(one)),
    "PNG of few colours": lambda one: pictures.png(one.quantize(64)),
    "PNG of few colours, one of them clear": lambda one: pictures.png(_few_and_clear(one), transparency=0),
}


def _clear_at_corner(one: Image.Image) -> Image.Image:
    sheet = one.convert("RGBA")
    sheet.paste((9, 9, 9, 0), (one.width - 80, one.height - 80, one.width, one.height))
    return sheet


def _few_and_clear(one: Image.Image) -> Image.Image:
    few = one.quantize(8)
    palette = list(few.getpalette() or [])
    few = few.point([shade + 1 for shade in range(255)] + [255])
    few.putpalette([7, 7, 7, *palette])
    few.paste(0, (one.width - 80, one.height - 80, one.width, one.height))
    return few


@pytest.mark.parametrize("kind", LEGAL)
def test_P41_a_legal_picture_is_taken_in_as_it_looks(kind: str) -> None:
    sheet = corners()
    taken = take_in(LEGAL[kind](sheet))
    assert (taken.width, taken.height, taken.media_type) == (400, 300, "image/jpeg")
    assert differs(kept(taken), sheet) < 8


@pytest.mark.parametrize(
    ("mode", "level"), [("L", 120), ("1", 255), ("I;16", 120 * 257), ("LA", (120, 255))], ids=str
)
def test_P41_grey_keeps_its_level(mode: str, level: Any) -> None:
    taken = take_in(pictures.png(Image.new(mode, (300, 260), level)))
    grey = 255 if mode == "1" else 120
    assert ImageStat.Stat(kept(taken)).mean == pytest.approx([grey] * 3, abs=2)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("big", [True, False], ids=["big end first", "little end first"])
def test_P41_a_turned_photo_stands_upright(kind: str, orientation: int, big: bool) -> None:
    told = Image.Exif()
    told.endian = ">" if big else "<"
    told[0x0112] = orientation
    sheet = corners()
    sent = pictures.jpeg(sheet, exif=told) if kind == "JPEG" else pictures.png(sheet, exif=told)
    taken = kept(take_in(sent))
    wanted = ImageOps.exif_transpose(Image.open(BytesIO(sent))).convert("RGB")
    assert taken.size == wanted.size
    assert differs(taken, wanted) < 8


@pytest.mark.parametrize("orientation", [0, 9, 65_535])
def test_an_orientation_that_is_none_turns_nothing(orientation: int) -> None:
    block = exif((0x0112, 3, 1, orientation.to_bytes(2, "big") + b"\0\0"))
    taken = take_in(with_segments(pictures.jpeg(corners()), segment(0xE1, b"Exif\0\0" + block)))
    assert differs(kept(taken), corners()) < 8


def test_P41_the_place_it_was_taken_is_gone() -> None:
    sent = with_segments(pictures.card(), segment(0xE1, where_taken()))
    assert Image.open(BytesIO(sent)).getexif().get_ifd(0x8825)
    assert not kept(take_in(sent)).getexif()


@pytest.mark.parametrize("sides", [(256, 256), (4096, 256), (256, 4096), (4096, 4096)])
def test_P41_the_least_and_the_most_sides_are_taken(sides: tuple[int, int]) -> None:
    taken = take_in(pictures.jpeg(Image.new("RGB", sides, "teal"), quality=50))
    assert (taken.width, taken.height) == sides


@pytest.mark.parametrize(
    ("sides", "problem"),
    [
        ((255, 400), Problem.TOO_SMALL),
        ((400, 255), Problem.TOO_SMALL),
        ((4097, 400), Problem.TOO_WIDE),
        ((400, 4097), Problem.TOO_WIDE),
    ],
)
@pytest.mark.parametrize("kind", [pictures.jpeg, pictures.png])
def test_P41_one_pixel_too_few_or_too_many_is_refused_with_both_measures(
    sides: tuple[int, int], problem: Problem, kind: Callable[[Image.Image], bytes]
) -> None:
    with pytest.raises(BadPicture) as refused:
        take_in(kind(Image.new("RGB", sides)))
    assert (refused.value.problem, refused.value.measured, refused.value.allowed) == (
        problem,
        sides,
        (256, 4096),
    )
    assert f"{sides[0]} × {sides[1]} pixels" in refused.value.message % refused.value.values


def test_P41_the_size_is_checked_before_anything_is_parsed() -> None:
    whole = pictures.card()
    assert take_in(whole + bytes(1_999_999 - len(whole))).width == 1200
    with pytest.raises(BadPicture) as refused:
        take_in(whole + bytes(2_000_000 - len(whole)))
    assert refused.value.problem is Problem.TOO_LARGE
    assert (refused.value.measured, refused.value.allowed) == ((2_000_000,), (2_000_000,))
    with pytest.raises(BadPicture, match="empty"):
        take_in(b"")


@pytest.mark.parametrize("make", [pictures.card, pictures.selfie])
def test_P41_a_card_stays_legible(make: Callable[[], bytes]) -> None:
    sent = make()
    assert differs(kept(take_in(sent)), Image.open(BytesIO(sent))) < 4


def test_P41_what_grows_beyond_2_mb_is_made_smaller_until_it_fits() -> None:
    grain = Image.effect_noise((1900, 1500), 90)
    sent = pictures.png(grain.quantize(4))
    assert len(sent) < 2_000_000
    taken = take_in(sent)
    assert len(taken.content) < 2_000_000
    assert min(taken.width, taken.height) >= 256
    assert taken.width / taken.height == pytest.approx(1900 / 1500, abs=0.01)


def test_P41_many_at_once_all_come_out_right() -> None:
    cards, taken = {seed: pictures.card(seed, 700, 500) for seed in range(50, 58)}, {}

    def one(seed: int) -> None:
        taken[seed] = take_in(cards[seed])

    threads = [threading.Thread(target=one, args=(seed,)) for seed in cards]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert {seed: len(found.content) for seed, found in taken.items()} == {
        seed: len(take_in(card).content) for seed, card in cards.items()
    }


def test_P40_what_was_taken_in_prints_no_pixels() -> None:
    assert repr(take_in(pictures.card())) == "TakenIn(media_type='image/jpeg', width=1200, height=760)"
