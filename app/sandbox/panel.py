"""The operator's pages: everything the sandbox holds, and a form for everything that can be done to it."""

from flask import Blueprint, Response, abort, request

from app.sandbox import deliveries
from app.sandbox.banks import MESSAGES
from app.sandbox.banks import banks as all_banks
from app.sandbox.context import here
from app.sandbox.faults import DEEDS
from app.sandbox.ledger import balance
from app.sandbox.pages import page
from app.sandbox.panel_guard import foreign_host, token
from app.sandbox.records import PAYMENTS, Bill, Payment
from app.sandbox.store import Connection

blueprint = Blueprint("panel", __name__, url_prefix="/panel")
ON_A_PAGE = 50


@blueprint.before_request
def guard() -> None:
    if foreign_host():
        abort(403)


def draw(section: str, status: int = 200, **values: object) -> Response:
    return page(f"panel/{section}.html", status, section=section, token=token(), **values)


@blueprint.get("")
def overview() -> Response:
    with here().store.reading() as db:
        movements = db.execute("SELECT * FROM movements ORDER BY id DESC LIMIT 20").fetchall()
        held, counts = balance(db), _counts(db)
    switches, now = here().switches.now, here().calendar.now()
    return draw("overview", switches=switches, now=now, balance=held, movements=movements, counts=counts)


@blueprint.get("/bills")
def bills() -> Response:
    with here().store.reading() as db:
        rows = db.execute(
            "SELECT * FROM bills WHERE seq < ? ORDER BY seq DESC LIMIT ?", page_slice()
        ).fetchall()
    return draw("bills", bills=[Bill(**dict(row)) for row in rows[:ON_A_PAGE]], more=len(rows) > ON_A_PAGE)


@blueprint.get("/payments")
def payments() -> Response:
    query = f"{PAYMENTS} WHERE payments.seq < ? ORDER BY payments.seq DESC LIMIT ?"
    with here().store.reading() as db:
        rows = db.execute(query, page_slice()).fetchall()
    held = [Payment(**dict(row)) for row in rows[:ON_A_PAGE]]
    return draw("payments", payments=held, more=len(rows) > ON_A_PAGE)


@blueprint.get("/banks")
def banks() -> Response:
    with here().store.reading() as db:
        return draw("banks", banks=all_banks(db, here().traffic()), statuses=list(MESSAGES))


@blueprint.get("/faults")
def faults() -> Response:
    return draw("faults", faults=here().faults.listing(), deeds=DEEDS)


@blueprint.get("/callbacks")
def callbacks() -> Response:
    before, limit = page_slice()
    with here().store.reading() as db:
        rows = deliveries.listing(db, limit=limit, before=before)
    return draw("callbacks", deliveries=rows[:ON_A_PAGE], more=len(rows) > ON_A_PAGE)


def page_slice() -> tuple[int, int]:
    """The row number before which to read, and one row more than a page shows."""
    return request.args.get("before", 2**62, type=int), ON_A_PAGE + 1


def _counts(db: Connection) -> dict[str, int]:
    tables = {"bills": "bills", "payments": "payments", "transfers": "transfers", "inquiries": "inquiries"}
    tables |= {"agents": "agents", "international": "international"}
    tables |= {"callbacks": "deliveries", "faults": "faults"}
    count = "SELECT COUNT(*) AS rows FROM "
    return {word: int(db.execute(count + table).fetchone()["rows"]) for word, table in tables.items()}
