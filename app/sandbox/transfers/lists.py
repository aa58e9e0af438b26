"""The list of transfers: every filter, order and page (reference: disbursement, Reading)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.sandbox.answers import Complaint, Refused
from app.sandbox.checks import number
from app.sandbox.store import Connection
from app.sandbox.transfers.errors import complaint
from app.sandbox.transfers.records import Transfer
from app.sandbox.transfers.shapes import shape

DEFAULT_SIZE = 20
EXACT = ("id", "amount", "status", "direction")
LIKE = (
    "timestamp",
    "bank_code",
    "account_number",
    "recipient_name",
    "remark",
    "time_served",
    "created_from",
)
Query = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class View:
    """Which transfers a list holds, and what it can be asked for."""

    exact: tuple[str, ...] = EXACT
    like: tuple[str, ...] = LIKE
    sorts: tuple[str, ...] = EXACT + LIKE
    among: str = "1 = 1"


ALL = View()


def transfer_page(db: Connection, query: Query, version: int, view: View = ALL) -> dict[str, object]:
    """One page with its envelope, newest first unless asked otherwise. :raises Refused: for bad page, size or
    order; unknown filters are ignored (our choice).
    """
    if complaints := list(_complaints(query, view.sorts)):
        raise Refused(complaints)
    size, page = int(query.get("pagination") or DEFAULT_SIZE), int(query.get("page") or 1)
    where, values = _where(query, view)
    (total,) = db.execute(f"SELECT COUNT(*) FROM transfers WHERE {where}", values).fetchone()
    text = f"SELECT * FROM transfers WHERE {where} ORDER BY {_order(query)} LIMIT ? OFFSET ?"
    rows = db.execute(text, (*values, size, (page - 1) * size)).fetchall()
    return {
        "total_data": total,
        "data_per_page": len(rows),
        "total_page": -(-total // size),
        "page": page,
        "data": [shape(Transfer(**dict(row)), version) for row in rows],
    }


def _where(query: Query, view: View) -> tuple[str, list[str]]:
    """Exact ones compare as text, the others hold the value anywhere, whatever its case."""
    exact, like = ([name for name in names if query.get(name)] for names in (view.exact, view.like))
    parts = [f"CAST({name} AS TEXT) = ?" for name in exact] + [f"{name} LIKE ? ESCAPE '\\'" for name in like]
    values = [query[name] for name in exact] + [f"%{_literally(query[name])}%" for name in like]
    return " AND ".join((view.among, *parts)), values


def _literally(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _order(query: Query) -> str:
    wanted = query.get("sort") or "-timestamp"
    way = "DESC" if wanted.startswith("-") else "ASC"
    return f"{wanted.removeprefix('-')} {way}, seq {way}"


def _complaints(query: Query, sorts: tuple[str, ...]) -> Iterator[Complaint]:
    for name in ("pagination", "page"):
        if query.get(name) and not 0 < (number(query[name]) or 0) <= 10**9:
            yield complaint(name, 1032)
    if query.get("sort") and query["sort"].removeprefix("-") not in sorts:
        yield complaint("sort", 1041)
