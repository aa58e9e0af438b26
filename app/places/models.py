"""The tables of places, and of the regions of agents."""

from datetime import datetime

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base


class Place(Base):
    """A city or a country as Flip lists it (general: city-list, country-list).

    `listed_at` is when Flip first listed it, `heard_at` when it last did, `gone_at` when its list came
    without it. What is gone is offered no more and keeps its name, because older payouts hold its code.
    """

    __tablename__ = "places"
    __table_args__ = (UniqueConstraint("kind", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    code: Mapped[str] = mapped_column(String(64))
    name: Mapped[str]
    listed_at: Mapped[datetime]
    heard_at: Mapped[datetime]
    gone_at: Mapped[datetime | None]


class Region(Base):
    """A country, province, city or district as Flip lists it for agents (agents: GET /provinces and so on).

    Its ids have nothing to do with the codes of `Place`. `parent_flip_id` is the region of the level above
    in whose list it stands, empty for a country; `gone_at` is when that list came without it.
    """

    __tablename__ = "regions"
    __table_args__ = (
        UniqueConstraint("level", "flip_id"),
        Index("ix_regions_level_parent_flip_id", "level", "parent_flip_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    level: Mapped[str] = mapped_column(String(16))
    flip_id: Mapped[str] = mapped_column(String(64))
    parent_flip_id: Mapped[str] = mapped_column(String(64))
    name: Mapped[str]
    heard_at: Mapped[datetime]
    gone_at: Mapped[datetime | None]


class RegionList(Base):
    """That Flip was asked for the regions of one level within one parent, which may be none at all.

    `tried_at` is when it was last asked, `read_at` when it last answered, `trouble` (English source) why
    the last try brought nothing.
    """

    __tablename__ = "region_lists"
    __table_args__ = (UniqueConstraint("level", "parent_flip_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    level: Mapped[str] = mapped_column(String(16))
    parent_flip_id: Mapped[str] = mapped_column(String(64))
    tried_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    trouble: Mapped[str | None]
