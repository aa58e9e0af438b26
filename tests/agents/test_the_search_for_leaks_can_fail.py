"""The search for stretches of pictures finds one window of 32 bytes, wherever and however it lies."""

import os
import random
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.agents import leaks
from tests.agents.leaks import WINDOW, Pictures, deleted_but_open, files_below
from tests.pictures import card, selfie

pytestmark = pytest.mark.alike

PICTURES = Pictures(card(), selfie())
NOISE = random.Random(8).randbytes(100_000)


def planted(piece: bytes, at: int) -> bytes:
    return NOISE[:at] + piece + NOISE[at:]


@pytest.mark.parametrize("start", [0, 1, 15, 16, 17, 31, 5_000, 77_777, len(card()) - WINDOW])
@pytest.mark.parametrize("at", [0, 1, 33, 50_000, len(NOISE)])
def test_one_window_is_found_wherever_it_begins(start: int, at: int) -> None:
    assert PICTURES.are_in(planted(card()[start : start + WINDOW], at))


@pytest.mark.parametrize("start", range(9_000, 9_016))
def test_a_byte_less_is_no_window(start: int) -> None:
    assert not PICTURES.are_in(planted(selfie()[start : start + WINDOW - 1], 40_000))


@pytest.mark.parametrize(
    "as_text",
    [lambda piece: piece.hex().encode(), lambda piece: repr(piece).encode(), b64encode],
    ids=["hexadecimal", "printed", "base64"],
)
@pytest.mark.parametrize("start", [7_000, 7_001, 7_002])
def test_a_stretch_written_as_text_is_found(as_text: Callable[[bytes], bytes], start: int) -> None:
    assert PICTURES.are_in(planted(as_text(selfie()[start : start + 2 * WINDOW]), 3))


def test_noise_and_empty_files_are_clean(tmp_path: Path) -> None:
    (tmp_path / "noise").write_bytes(NOISE)
    (tmp_path / "zeros").write_bytes(bytes(100_000))
    (tmp_path / "empty").touch()
    assert leaks.leaks(PICTURES, files_below(tmp_path)) == []


def test_a_window_across_two_readings_of_a_file_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leaks, "_AT_ONCE", 1_000)
    for at in (968, 969, 985, 999, 1_000):
        (tmp_path / ".deep").mkdir(exist_ok=True)
        file = tmp_path / ".deep" / "file"
        file.write_bytes(planted(card()[300 : 300 + WINDOW], at))
        assert leaks.leaks(PICTURES, files_below(tmp_path)) == [str(file)]


def test_a_file_deleted_but_open_is_searched(tmp_path: Path) -> None:
    with (tmp_path / "gone").open("w+b") as file:
        file.write(planted(card()[:WINDOW], 9))
        file.flush()
        (tmp_path / "gone").unlink()
        assert leaks.leaks(PICTURES, files_below(tmp_path)) == []
        assert len(leaks.leaks(PICTURES, deleted_but_open(os.getpid()))) == 1
