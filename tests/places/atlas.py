"""A few regions as Flip lists them, and what was promised because of them."""

from sqlalchemy import func, select

from app.extensions import db
from app.outbox.models import OutboxWork
from app.places import service
from app.places.statuses import INDONESIA, RegionLevel

COUNTRY, PROVINCE, CITY, DISTRICT = RegionLevel


def take(level: RegionLevel, parent_id: str, *listed: tuple[str, str]) -> None:
    """Take in a list of Flip's."""
    service.take_regions(level, parent_id, dict(listed))


def take_the_first_two() -> None:
    """What the clockwork reads by itself: two countries, and two provinces of one of them."""
    take(COUNTRY, "", (INDONESIA, "Indonesia"), ("2", "Malaysia"))
    take(PROVINCE, INDONESIA, ("1", "Aceh"), ("12", "Jawa Barat"))


def take_depok() -> None:
    """The whole way down to a district of Depok, and its neighbour Bogor without districts."""
    take_the_first_two()
    take(CITY, "12", ("184", "Kota Depok"), ("190", "Kota Bogor"))
    take(DISTRICT, "184", ("1234", "Sukmajaya"), ("1235", "Beji"))


def promised() -> int:
    """How often the reading of a list was promised."""
    db.session.rollback()
    query = select(func.count(OutboxWork.id)).where(OutboxWork.kind == "places.read_regions")
    return db.session.scalar(query) or 0
