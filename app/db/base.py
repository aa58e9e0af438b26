"""The declarative base every table stands on."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import MetaData, Table, Text
from sqlalchemy.orm import DeclarativeBase, registry

from app.db.types import BigId, UtcDateTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Base(DeclarativeBase):
    """Base of all models; `int` is a big integer, `str` is text, `datetime` is an aware UTC moment."""

    registry: ClassVar[registry] = registry(
        metadata=metadata,
        type_annotation_map={int: BigId, str: Text(), datetime: UtcDateTime()},
    )


def table_of(model: type[Base]) -> Table:
    """The table behind a model, typed as one."""
    table = model.__table__
    assert isinstance(table, Table)
    return table
