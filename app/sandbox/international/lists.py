"""The list of transfers abroad: filters, order and page (reference: international, Reading)."""

from collections.abc import Iterator, Mapping

from app.sandbox.answers import Complaint, Refused
from app.sandbox.checks import number
from app.sandbox.international.errors import complaint
from app.sandbox.international.records import Transfer
from app.sandbox.international.shapes import shape
from app.sandbox.store import Connection

DEFAULT_SIZE = 20
SORTS = ("id", "amount", "source_country", "destination_country", "status")
Query = Mapping[str, str]


def transfer_page(db: Connection, query: Query) -> dict[str, object]:
    """One page with its envelope, by id unless asked otherwise. What can be sorted by can be filtered by as
    well, exactly (our choice). :raises Refused: for bad page, size or order.
    """
    if complaints := list(_complaints(query)):
        raise Refused(complaints)
    size, page = int(query.get("pagination") or DEFAULT_SIZE), int(query.get("page") or 1)
    wanted = [name for name in SORTS if query.get(name)]
    where = " AND ".join(["1 = 1", *(f"CAST({name} AS TEXT) = ?" for name in wanted)])
    values = [query[name] for name in wanted]
    (total,) = db.execute(f"SELECT COUNT(*) FROM international WHERE {where}", values).fetchone()
    text = f"SELECT * FROM international WHERE {where} ORDER BY {_order(query)} LIMIT ? OFFSET ?"
    rows = db.execute(text, (*values, size, (page - 1) * size)).fetchall()
    return {
        "total_data": total,
        "data_per_page": len(rows),
        "total_page": -(-total // size),
        "page": page,
        "data": [shape(Transfer(**dict(row))) for row in rows],
    }


def _sort(query: Query) -> str:
    """Newer documentation calls the parameter ``sort_by``."""
    return query.get("sort") or query.get("sort_by") or "id"


def _order(query: Query) -> str:
    wanted = _sort(query)
    way = "DESC" if wanted.startswith("-") else "ASC"
    return f"{wanted.removeprefix('-')} {way}, seq {way}"


def _complaints(query: Query) -> Iterator[Complaint]:
    for name in ("pagination", "page"):
        if query.get(name) and not 0 < (number(query[name]) or 0) <= 10**9:
            yield complaint(name, 1020)
    if _sort(query).removeprefix("-") not in SORTS:
        yield complaint("sort" if query.get("sort") else "sort_by", 1041)
