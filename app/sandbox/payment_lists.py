"""The two payment lists: filters, order and pages (reference: accept-payment, Payments)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.sandbox.answers import Complaint, Refused
from app.sandbox.calendar import read_day
from app.sandbox.checks import invalid, number
from app.sandbox.records import PAYMENTS, Payment
from app.sandbox.shapes import payment_row
from app.sandbox.store import Connection

DEFAULT_SIZE = 20
A_DAY = 24 * 3600
_SORTS = {
    "id": "payments.id",
    "bill_link": "bill_link",
    "bill_title": "bill_title",
    "sender_bank": "payments.sender_bank",
    "amount": "payments.amount",
    "created_at": "payments.created_at",
}
_WAYS = {"sort_desc": "DESC", "sort_asc": "ASC"}
Query = Mapping[str, str]


@dataclass(frozen=True)
class Condition:
    """A WHERE text and its values."""

    text: str
    values: tuple[object, ...]


def payment_page(db: Connection, query: Query, link_id: int | None = None) -> dict[str, object]:
    """One page of payments with its envelope, newest first unless asked otherwise. :raises Refused: for bad
    filters.
    """
    complaints = list(_complaints(query))
    if complaints:
        raise Refused(complaints)
    size, page = int(query.get("pagination") or DEFAULT_SIZE), int(query.get("page") or 1)
    condition = _condition(query, link_id)
    counting = f"SELECT COUNT(*) AS rows FROM payments WHERE {condition.text}"
    total = int(db.execute(counting, condition.values).fetchone()["rows"])
    rows = _rows(db, query, condition, size=size, page=page)
    return {
        "total_data": total,
        "data_per_page": len(rows),
        "total_page": -(-total // size),
        "page": page,
        "data": [payment_row(payment) for payment in rows],
    }


def _rows(db: Connection, query: Query, condition: Condition, *, size: int, page: int) -> list[Payment]:
    sort, way = _SORTS[query.get("sort_by") or "created_at"], _WAYS[query.get("sort_type") or "sort_desc"]
    text = f"{PAYMENTS} WHERE {condition.text} ORDER BY {sort} {way}, payments.seq {way} LIMIT ? OFFSET ?"
    found = db.execute(text, (*condition.values, size, (page - 1) * size))
    return [Payment(**dict(row)) for row in found]


def _condition(query: Query, link_id: int | None) -> Condition:
    parts: list[tuple[str, object]] = []
    if link_id is not None:
        parts.append(("payments.bill_id = ?", link_id))
    elif query.get("reference_id"):
        parts.append(("payments.reference_id = ?", query["reference_id"]))
    if start := query.get("start_date"):
        parts.append(("payments.created_at >= ?", read_day(start)))
    if end := query.get("end_date"):
        parts.append(("payments.created_at < ?", (read_day(end) or 0) + A_DAY))
    text = " AND ".join(part for part, _ in parts) or "1 = 1"
    return Condition(text, tuple(value for _, value in parts))


def _complaints(query: Query) -> Iterator[Complaint]:
    start_text, end_text = query.get("start_date", ""), query.get("end_date", "")
    start, end = read_day(start_text), read_day(end_text)
    if start_text and start is None:
        yield invalid("start_date", 1055)
    if end_text and end is None:
        yield invalid("end_date", 1056)
    if start is not None and end is not None and end < start:
        yield invalid("end_date", 1057)
    for name, code in (("pagination", 1053), ("page", 1052)):
        if query.get(name) and not 0 < (number(query[name]) or 0) <= 10**9:
            yield invalid(name, code)
    if query.get("sort_by") and query["sort_by"] not in _SORTS:
        yield invalid("sort_by", 1062)
    if query.get("sort_type") and query["sort_type"] not in _WAYS:
        yield invalid("sort_type", 1063)
