"""The list of transfers: every filter, order and page (reference: disbursement, Reading)."""

from collections.abc import Iterator, Mapping

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
SORTS = EXACT + LIKE
Query = Mapping[str, str]


def transfer_page(db: Connection, query: Query, version: int) -> dict[str, object]:
    """One page with its envelope, newest first unless asked otherwise. :raises Refused: for bad page, size or
    order; unknown filters are ignored (our choice).
    """
    if complaints := list(_complaints(query)):
        raise Refused(complaints)
    size, page = int(query.get("pagination") or DEFAULT_SIZE), int(query.get("page") or 1)
    where, values = _where(query)
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


def _where(query: Query) -> tuple[str, list[str]]:
    """Exact ones compare as text, the others hold the value anywhere, whatever its case."""
    parts = [f"CAST({name} AS TEXT) = ?" for name in EXACT if query.get(name)]
    parts += [f"{name} LIKE ? ESCAPE '\\'" for name in LIKE if query.get(name)]
    values = [query[name] for name in EXACT if query.get(name)]
    values += [f"%{_literally(query[name])}%" for name in LIKE if query.get(name)]
    return " AND ".join(parts) or "1 = 1", values


def _literally(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _order(query: Query) -> str:
    wanted = query.get("sort") or "-timestamp"
    way = "DESC" if wanted.startswith("-") else "ASC"
    return f"{wanted.removeprefix('-')} {way}, seq {way}"


def _complaints(query: Query) -> Iterator[Complaint]:
    for name in ("pagination", "page"):
        if query.get(name) and not 0 < (number(query[name]) or 0) <= 10**9:
            yield complaint(name, 1032)
    if query.get("sort") and query["sort"].removeprefix("-") not in SORTS:
        yield complaint("sort", 1041)
