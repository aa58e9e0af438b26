"""Countries, provinces, cities and districts by the ids of the KYC host (reference: agents, KYC host
calls).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_FILE = Path(__file__).parents[1] / "data" / "regions.json"
# By kind and id: the id of the region around it (0 for countries) and the name.
_HELD: Mapping[str, Mapping[str, tuple[int, str]]] = json.loads(_FILE.read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Level:
    """One step of an address: its list, its id field, the id field of the region around it."""

    listed: str
    field: str
    around: str = ""


LEVELS = (
    Level("countries", "country_id"),
    Level("provinces", "province_id", "country_id"),
    Level("cities", "city_id", "province_id"),
    Level("districts", "district_id", "city_id"),
)


def listing(level: Level, around: int | None) -> list[dict[str, object]]:
    """All regions of a level, or those within one region, in the order of their ids."""
    held = _HELD[level.listed].items()
    return [{"id": int(key), "name": name} for key, (within, name) in held if around in (None, within)]


def region_name(level: Level, region_id: int | None) -> str:
    """Empty for none and for an unknown one (our choice)."""
    return _HELD[level.listed].get(str(region_id), (0, ""))[1]


def is_within(level: Level, region_id: int, around: int) -> bool:
    """Whether a region is known, and lies in the one around it."""
    return _HELD[level.listed].get(str(region_id), (None, ""))[0] == around
