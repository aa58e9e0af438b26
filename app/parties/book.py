"""What both books can do: keep somebody once, change who still is as they were seen, offer them no more."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.audit.record import record
from app.db.base import table_of
from app.db.compare_and_set import compare_and_set
from app.db.dialects import upsert
from app.db.transaction import transaction
from app.extensions import db
from app.lib import clock
from app.lib.errors import NotFound, Refused
from app.lib.ids import new_public_id
from app.lib.labels import mark as _
from app.parties.masking import masked
from app.parties.models import Kept

CHANGED = _("Somebody changed this meanwhile. Open it again and look before you change it.")
Row = TypeVar("Row", bound=Kept)


@dataclass(frozen=True)
class Book(Generic[Row]):
    """One of the two books.

    `unique` are the columns that tell one from another, `verb` the first word of the audit's verbs, `subject`
    what the audit calls one of them; `stands` (English source) is said beside `field` of whoever is kept
    already.
    """

    model: type[Row]
    prefix: str
    subject: str
    verb: str
    unique: tuple[str, ...]
    field: str
    stands: str

    def add(self, columns: Mapping[str, Any], maker_id: int, maker_name: str) -> str:
        """Keep somebody new; our public id. :raises Refused: they are kept already, under the name said."""
        with transaction():
            public_id = self._add(columns, maker_id, maker_name)
            if public_id is None:
                raise self._taken(columns)
        return public_id

    def keep(self, columns: Mapping[str, Any], maker_id: int, maker_name: str) -> None:
        """Keep somebody beside another deed: whoever is kept already stays as they are."""
        with transaction():
            self._add(columns, maker_id, maker_name)

    def edit(self, public_id: str, columns: Mapping[str, Any], seen: str) -> None:
        """Change somebody who still is as they were when `seen`, the moment of their last change.

        :raises Refused: changed meanwhile, or somebody else is kept with the same account or identity.
        """
        try:
            with transaction():
                row = self.standing(public_id)
                before = _audited({name: getattr(row, name) for name in columns})
                as_seen = {"updated_at": row.updated_at, "removed_at": None}
                values = dict(columns) | {"updated_at": clock.now()}
                table = table_of(self.model)
                if seen != row.version or not compare_and_set(table, row.id, expect=as_seen, values=values):
                    raise Refused(CHANGED)
                record(f"{self.verb}.edit", (self.subject, public_id), before=before, after=_audited(columns))
        except IntegrityError as error:
            raise self._taken(columns) from error

    def remove(self, public_id: str) -> None:
        """Offer somebody no more; transfers to or from them stay as they are."""
        with transaction():
            row = self.standing(public_id)
            before = _audited({"name": row.name, "note": row.note, "details": row.details})
            gone = {"removed_at": clock.now()}
            if compare_and_set(table_of(self.model), row.id, expect={"removed_at": None}, values=gone):
                record(f"{self.verb}.remove", (self.subject, public_id), before=before)

    def standing(self, public_id: str) -> Row:
        """One of them; :raises NotFound: there is none, or it was removed."""
        model = self.model
        query = select(model).where(model.public_id == public_id, model.removed_at.is_(None))
        found = db.session.scalar(query.execution_options(populate_existing=True))
        if found is None:
            raise NotFound
        return found

    def same(self, columns: Mapping[str, Any]) -> Row | None:
        """Who is kept with the same account or identity."""
        model = self.model
        alike = [getattr(model, name) == columns[name] for name in self.unique]
        return db.session.scalar(select(model).where(*alike, model.removed_at.is_(None)))

    def _add(self, columns: Mapping[str, Any], maker_id: int, maker_name: str) -> str | None:
        now, public_id = clock.now(), new_public_id(self.prefix)
        made = {"maker_id": maker_id, "maker_name": maker_name, "created_at": now, "updated_at": now}
        table = table_of(self.model)
        statement = upsert(table).values(public_id=public_id, **columns, **made)
        standing = self.model.removed_at.is_(None)
        statement = statement.on_conflict_do_nothing(index_elements=list(self.unique), index_where=standing)
        if db.session.execute(statement.returning(table.c.id)).scalar_one_or_none() is None:
            return None
        record(f"{self.verb}.add", (self.subject, public_id), after=_audited(columns))
        return public_id

    def _taken(self, columns: Mapping[str, Any]) -> Refused:
        other = self.same(columns)
        values = {"name": other.name if other else "?"}
        return Refused(self.stands, fields={self.field: self.stands}, values=values)


def _audited(columns: Mapping[str, Any]) -> dict[str, Any]:
    kept = ("transaction_type", "country_iso_code", "bank_name", "name", "note")
    return {name: columns[name] for name in kept if name in columns} | masked(columns["details"])
