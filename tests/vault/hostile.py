"""The corpus of hostile files, built when a test asks; none of them lies in the repository."""

from itertools import chain

from tests.vault import hostile_bombs, hostile_damage, hostile_kinds, hostile_polyglots
from tests.vault.file_parts import Hostile

WINDOW = 16


def corpus() -> dict[str, Hostile]:
    """Every hostile file by its name."""
    rooms = (hostile_polyglots, hostile_kinds, hostile_bombs, hostile_damage)
    pairs = list(chain.from_iterable(room.files() for room in rooms))
    named = dict(pairs)
    assert len(named) == len(pairs), "two files of one name"
    return named


def foreign_bytes(kept: bytes, *foreign: bytes, window: int = WINDOW) -> list[bytes]:
    """The windows of so many bytes of any foreign content that stand in what was kept."""
    windows = {kept[at : at + window] for at in range(len(kept) - window + 1)}
    return [
        payload[at : at + window]
        for payload in foreign
        for at in range(len(payload) - window + 1)
        if payload[at : at + window] in windows
    ]
