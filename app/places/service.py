"""Taking in Flip's lists of places and regions, and asking for them anew when a form needs them fresher."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import select

from app.db.base import table_of
from app.db.compare_and_set import change, change_where
from app.db.dialects import upsert
from app.db.transaction import transaction
from app.extensions import db
from app.lib import clock
from app.lib.labels import mark
from app.outbox.promises import promise
from app.places import queries
from app.places.models import Place, Region, RegionList
from app.places.statuses import PlaceKind, RegionLevel

OLD = timedelta(hours=6)
EMPTY = mark("Flip's list came empty")
_table = table_of(Place)
_regions = table_of(Region)


def take_list(kind: PlaceKind, listed: Mapping[str, str]) -> None:
    """Bring the places of a kind up to Flip's list, code → name; what it leaves out is gone, not forgotten.

    A list with nothing in it is a mistake of Flip's rather than the end of all cities: it changes nothing.
    """
    if not listed:
        return
    now, columns = clock.now(), _table.c
    with transaction():
        known = {place.code: place for place in db.session.scalars(select(Place).where(Place.kind == kind))}
        _add(kind, {code: name for code, name in listed.items() if code not in known}, now)
        for code, place in known.items():
            if code in listed and (place.name != listed[code] or place.gone_at is not None):
                change(_table, place.id, name=listed[code], gone_at=None)
        of_kind, standing = columns.kind == kind, columns.code.in_(list(listed))
        change_where(_table, of_kind & standing, heard_at=now)
        change_where(_table, of_kind & ~standing & columns.gone_at.is_(None), gone_at=now)


def _add(kind: PlaceKind, names: Mapping[str, str], now: datetime) -> None:
    if not names:
        return
    rows = [
        {"kind": kind, "code": code, "name": name, "listed_at": now, "heard_at": now}
        for code, name in names.items()
    ]
    db.session.execute(upsert(_table).values(rows).on_conflict_do_nothing())


def renew_if_old() -> None:
    """Have the lists read again when they are older than `OLD`; a form that offers them calls this."""
    at = queries.heard_at()
    if at is not None and clock.now() - at < OLD:
        return
    with transaction():
        # One promise for each age: many open forms ask for one reading.
        promise("places.refresh", {}, once=f"places.refresh:{at.isoformat() if at else 'never'}")


def take_regions(level: RegionLevel, parent_id: str, listed: Mapping[str, str]) -> None:
    """Bring one parent's regions up to Flip's list, id → name; what it leaves out is gone, not forgotten.

    There always are countries and provinces: a list of them with nothing in it changes nothing.
    """
    if not listed and level in (RegionLevel.COUNTRY, RegionLevel.PROVINCE):
        return note_trouble(level, parent_id, EMPTY)
    now, columns = clock.now(), _regions.c
    with transaction() as session:
        if listed:
            place = {"level": level, "parent_flip_id": parent_id, "heard_at": now, "gone_at": None}
            rows = [{"flip_id": flip_id, "name": name, **place} for flip_id, name in listed.items()]
            insert = upsert(_regions)
            # Flip may have moved a region to another parent, or called it otherwise.
            fresh = {name: insert.excluded[name] for name in ("name", *place)}
            session.execute(
                insert.on_conflict_do_update(index_elements=["level", "flip_id"], set_=fresh), rows
            )
        of_list = (columns.level == level) & (columns.parent_flip_id == parent_id)
        left_out = columns.flip_id.not_in(list(listed)) & columns.gone_at.is_(None)
        change_where(_regions, of_list & left_out, gone_at=now)
        _tried(level, parent_id, read_at=now, trouble=None)


def note_trouble(level: RegionLevel, parent_id: str, why: str) -> None:
    """Keep why a list could not be read (English source), for whoever waits for it."""
    with transaction():
        _tried(level, parent_id, trouble=why)


def _tried(level: RegionLevel, parent_id: str, **outcome: object) -> None:
    values = {"tried_at": clock.now(), **outcome}
    insert = upsert(table_of(RegionList)).values(level=level, parent_flip_id=parent_id, **values)
    db.session.execute(insert.on_conflict_do_update(index_elements=["level", "parent_flip_id"], set_=values))


def want_regions(level: RegionLevel, parent_id: str = "", *, again: bool = True) -> None:
    """Have a list read that is not there or old; with `again` also one that was last tried in vain."""
    known = queries.region_list(level, parent_id)
    if known and known.read_at and clock.now() - known.read_at < OLD:
        return
    if known and known.trouble and not again:
        return
    tried = known.tried_at.isoformat() if known else "never"
    with transaction():
        # One promise between two tries: many open forms ask for one reading.
        once = f"places.read_regions:{level}:{parent_id}:{tried}"
        promise("places.read_regions", {"level": level, "parent_id": parent_id}, once=once)
