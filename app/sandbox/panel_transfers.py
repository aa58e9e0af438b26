"""The operator's pages about money out: transfers and account inquiries."""

from flask import Response

from app.sandbox.context import here
from app.sandbox.panel import ON_A_PAGE, blueprint, draw, page_slice
from app.sandbox.transfers.accounts import FINAL
from app.sandbox.transfers.queues import place
from app.sandbox.transfers.reasons import REASONS
from app.sandbox.transfers.records import Transfer

__all__ = ["blueprint"]


@blueprint.get("/transfers")
def transfers() -> Response:
    query = "SELECT * FROM transfers WHERE seq < ? ORDER BY seq DESC LIMIT ?"
    with here().store.reading() as db:
        rows = db.execute(query, page_slice()).fetchall()
        held = [Transfer(**dict(row)) for row in rows[:ON_A_PAGE]]
        places = {transfer.id: place(db, transfer) for transfer in held}
    more = len(rows) > ON_A_PAGE
    return draw("transfers", transfers=held, places=places, reasons=REASONS, more=more)


@blueprint.get("/inquiries")
def inquiries() -> Response:
    """What was asked, and a form to answer every account that waits."""
    query = "SELECT * FROM inquiries WHERE seq < ? ORDER BY seq DESC LIMIT ?"
    with here().store.reading() as db:
        rows = db.execute(query, page_slice()).fetchall()
    return draw("inquiries", inquiries=rows[:ON_A_PAGE], answers=FINAL, more=len(rows) > ON_A_PAGE)
