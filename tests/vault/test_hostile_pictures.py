"""P41: of a hostile file nothing is stored: it is refused, or its picture drawn anew without its cargo."""

import json
import subprocess
import sys
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from app.vault.picture_problems import LEAST_SIDE, MOST_SIDE, TOO_MANY_BYTES, Problem
from tests.vault.file_parts import SCRIPT, SECRET, pixels
from tests.vault.hostile import corpus, foreign_bytes

pytestmark = pytest.mark.alike

ROOT = Path(__file__).parents[2]
# A true picture of the largest size takes about a second and 300 MB; a hostile one that got through would
# take minutes and gigabytes.
MOST_SECONDS = 15
MOST_MEMORY = 450_000_000
FILES = corpus()


@dataclass(frozen=True)
class Outcome:
    """What became of a file: why it was refused or what was kept, and how long it took."""

    problem: str | None
    kept: bytes | None
    seconds: float
    grown: int


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    """Every file taken in, one after the other, in a process whose memory is measured."""
    folder = tmp_path_factory.mktemp("hostile")
    for number, one in enumerate(FILES.values()):
        (folder / f"{number}.hostile").write_bytes(one.content)
    command = [sys.executable, "-m", "tests.vault.taking_in", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, f"after {len(told)} files: {done.stderr[-2000:]}"
    return dict(zip(FILES, (_outcome(folder, one) for one in told), strict=True))


def _outcome(folder: Path, told: dict[str, Any]) -> Outcome:
    kept = folder / f"{told['number']}.kept"
    content = kept.read_bytes() if kept.exists() else None
    return Outcome(told["problem"], content, told["seconds"], told["grown"])


def test_P41_the_corpus_is_large_and_of_every_kind() -> None:
    assert len(FILES) >= 60
    assert {one.taken for one in FILES.values()} == {True, False, None}


@pytest.mark.parametrize("name", FILES)
def test_P41_a_hostile_file_stores_nothing_foreign(outcomes: dict[str, Outcome], name: str) -> None:
    one, outcome = FILES[name], outcomes[name]
    assert outcome.seconds < MOST_SECONDS
    assert (outcome.problem is None) == (outcome.kept is not None)
    if one.taken is not None:
        assert (outcome.kept is not None) == one.taken, outcome.problem
    if outcome.kept is None:
        assert Problem(outcome.problem or "").label
        return
    assert foreign_bytes(outcome.kept, *one.foreign) == []
    assert len(outcome.kept) < TOO_MANY_BYTES
    assert is_plain(outcome.kept)


def is_plain(kept: bytes) -> bool:
    """True for a JPEG of allowed size that has a picture and nothing beside it."""
    picture = Image.open(BytesIO(kept))
    picture.load()
    beside = set(picture.info) - {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    allowed = all(LEAST_SIDE <= side <= MOST_SIDE for side in picture.size)
    ends = kept.endswith(b"\xff\xd9") and kept.count(b"\xff\xd8\xff") == 1
    return allowed and ends and (picture.format, picture.mode, beside) == ("JPEG", "RGB", set())


def test_P41_what_is_kept_is_made_anew_byte_for_byte(outcomes: dict[str, Outcome]) -> None:
    """Of the uploaded file itself no stretch is kept either, but for the tables every JPEG begins with."""
    for name, outcome in outcomes.items():
        if outcome.kept is not None and name.startswith("JPEG with"):
            sent = pixels(FILES[name].content)
            assert foreign_bytes(pixels(outcome.kept), sent, window=32) == [], name


def test_P41_memory_stays_bounded_over_all_hostile_files(outcomes: dict[str, Outcome]) -> None:
    last = list(outcomes.values())[-1]
    assert last.grown < MOST_MEMORY


def test_the_measure_of_foreign_bytes_can_fail() -> None:
    assert foreign_bytes(b"xx" + SECRET + b"yy", SECRET)
    assert not foreign_bytes(b"xx" + SECRET[:15] + b"yy", SECRET)
    carrying = FILES["JPEG with a script as comment"]
    assert foreign_bytes(carrying.content, SCRIPT)
    assert not is_plain(carrying.content)
