"""What goes with a transfer abroad once it stands: its invoice for those who may see it, and a receipt."""

from flask import Response as FlaskResponse
from flask import request
from werkzeug.wrappers import Response

from app.audit.record import record
from app.db.transaction import transaction
from app.flip.attachments import Attachment as Paper
from app.international import attachments, queries
from app.international.models import InternationalTransfer
from app.international.views import blueprint
from app.lib import clock
from app.lib.errors import NotFound
from app.web.guard import needs
from app.web.pages import page

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store, private",
    # Opened by itself it is a document of its own, in which nothing may load, run or be sent.
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'; sandbox",
}


@blueprint.get("/<public_id>/receipt")
@needs("international.read")
def receipt(public_id: str) -> Response:
    """Our receipt to print, for money that arrived and that nobody disputes."""
    transfer = queries.transfer(public_id)
    if transfer is None or not transfer.has_receipt:
        raise NotFound
    return page(
        "international/receipt.html",
        transfer=transfer,
        sender_name=(transfer.sender or {}).get("name"),
        now=clock.now(),
    )


@blueprint.get("/<public_id>/attachment")
@needs("accounts.reveal")
def attachment(public_id: str) -> Response:
    """The invoice, to be saved and never shown by the browser; each look is written down (P41)."""
    transfer = queries.transfer(public_id)
    found = attachments.paper_of(transfer.id) if transfer else None
    if transfer is None or found is None:
        raise NotFound
    paper = Paper(found.content, found.extension)
    if request.method != "HEAD":
        _write_down(transfer)
    named = {
        "Content-Disposition": f'attachment; filename="{paper.filename(transfer.transaction.public_id)}"'
    }
    # Who asks for the head alone sees nothing.
    content = b"" if request.method == "HEAD" else paper.content
    return FlaskResponse(content, mimetype=paper.media_type, headers=_HEADERS | named)


def _write_down(transfer: InternationalTransfer) -> None:
    with transaction():
        record("international.view_attachment", ("payout", transfer.transaction.public_id))
