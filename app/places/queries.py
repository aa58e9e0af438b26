"""Reads of places and of the regions of agents, for forms and pages."""

from datetime import datetime, timedelta

from sqlalchemy import Select, func, select

from app.extensions import db
from app.lib import clock
from app.places.models import Place, Region, RegionList
from app.places.statuses import PlaceKind, RegionLevel

Pair = tuple[str, str]


def cities() -> list[Pair]:
    """Code and name of every city and regency that Flip lists now, by name."""
    return _offered(PlaceKind.CITY)


def countries() -> list[Pair]:
    """Code and name of every country that Flip lists now, by name."""
    return _offered(PlaceKind.COUNTRY)


def cities_and_countries() -> list[Pair]:
    """Both, the cities first: where somebody was born (general: city-country-list)."""
    return cities() + countries()


def name_of(kind: PlaceKind | None, code: str | None) -> str | None:
    """What a code names, listed still or not; with None for the kind, whichever of them it is."""
    if not code:
        return None
    query = select(Place.name).where(Place.code == code)
    if kind is not None:
        query = query.where(Place.kind == kind)
    return db.session.scalar(query.order_by(Place.kind).limit(1))


def heard_at() -> datetime | None:
    """When the lists were last read, the older of them; None while one was never read."""
    newest = select(Place.kind, func.max(Place.heard_at)).group_by(Place.kind)
    read = {row[0]: row[1] for row in db.session.execute(newest)}
    return min(read.values()) if set(read) == set(PlaceKind) else None


def age() -> timedelta | None:
    """How old the lists are; None while one was never read."""
    at = heard_at()
    return None if at is None else clock.now() - at


def regions(level: RegionLevel, parent_id: str | None = None) -> list[Pair]:
    """Flip's id and name of the regions it lists now, by name: those of one parent, or all of a level."""
    query = select(Region.flip_id, Region.name).where(Region.level == level, Region.gone_at.is_(None))
    return _by_name(query if parent_id is None else query.where(Region.parent_flip_id == parent_id))


def region(level: RegionLevel, flip_id: str | None) -> Region | None:
    """What is known of a region, listed still or not."""
    return db.session.scalar(select(Region).where(Region.level == level, Region.flip_id == (flip_id or "")))


def region_name(level: RegionLevel, flip_id: str | None) -> str | None:
    """What an id names, listed still or not."""
    known = region(level, flip_id)
    return known.name if known else None


def region_path(
    country_id: str | None, province_id: str | None, city_id: str | None, district_id: str | None
) -> str:
    """The names of an address's regions, the narrowest first; an id without a name is left out."""
    ids = (country_id, province_id, city_id, district_id)
    names = [region_name(level, flip_id) for level, flip_id in zip(RegionLevel, ids, strict=True)]
    return ", ".join(name for name in reversed(names) if name)


def region_list(level: RegionLevel, parent_id: str = "") -> RegionList | None:
    """How asking for one list went; None while Flip was never asked. Countries have no parent."""
    return db.session.scalar(
        select(RegionList).where(RegionList.level == level, RegionList.parent_flip_id == parent_id)
    )


def region_age(level: RegionLevel, parent_id: str = "") -> timedelta | None:
    """How old one list is; None while it was never read."""
    known = region_list(level, parent_id)
    return clock.now() - known.read_at if known and known.read_at else None


def _offered(kind: PlaceKind) -> list[Pair]:
    return _by_name(select(Place.code, Place.name).where(Place.kind == kind, Place.gone_at.is_(None)))


def _by_name(query: Select[str, str]) -> list[Pair]:
    pairs = [(row[0], row[1]) for row in db.session.execute(query)]
    # Here and not in the database, where the two would order capitals differently.
    return sorted(pairs, key=lambda pair: (pair[1].casefold(), pair[0]))
