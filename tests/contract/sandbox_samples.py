"""The sample files, and what it means that an answer has their form."""

import json
import time
from datetime import UTC, datetime
from pathlib import Path

from tests.sandbox.bench import Bench, Json

SAMPLES = Path(__file__).parent / "samples"
# What the documentation of 2025 added to payment rows, served next to the older keys.
NEWER_KEYS = {"link_id", "settlement_date"}


def sample(name: str) -> Json:
    held = json.loads((SAMPLES / name).read_text(encoding="utf-8"))
    assert isinstance(held, dict)
    return held


def sample_list(name: str) -> list[Json]:
    held = json.loads((SAMPLES / name).read_text(encoding="utf-8"))
    assert isinstance(held, list)
    return held


def form(name: str) -> tuple[str, str, dict[str, str]]:
    """Method, path below the version, and the fields of a sample request."""
    first, *lines = (SAMPLES / name).read_text(encoding="utf-8").splitlines()
    _, method, path = first.split()
    fields = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    return method, path.removeprefix("/v2"), fields


def go_back_to_2022(bench: Bench) -> None:
    """Several samples expire on 2022-12-30, and a date in the past is refused."""
    then = datetime(2022, 12, 1, tzinfo=UTC).timestamp()
    assert bench.panel("POST", "/clock", offset=then - time.time()).status_code == 200


def same_form(ours: object, theirs: object, where: str = "") -> None:
    """The same keys with the same JSON types; ``null`` on either side fits any type."""
    if isinstance(theirs, dict):
        assert isinstance(ours, dict), where
        assert set(ours) - NEWER_KEYS == set(theirs) - NEWER_KEYS, where
        for name in set(ours) & set(theirs):
            same_form(ours[name], theirs[name], f"{where}.{name}")
    elif isinstance(theirs, list):
        assert isinstance(ours, list), where
        for one in ours:
            same_form(one, theirs[0], f"{where}[]")
    elif ours is not None and theirs not in (None, "null"):
        assert type(ours) is type(theirs), where
