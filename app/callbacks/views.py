"""Pages of the inbox: what Flip sent, what became of it, and working one again."""

from flask import Blueprint, Flask, flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from app.audit.verbs import name_verbs
from app.callbacks import queries, service
from app.callbacks.bodies import readable
from app.callbacks.endpoints import blueprint as knock
from app.callbacks.forms import ReplayForm
from app.callbacks.models import ReceiptVerdict
from app.callbacks.notes import told
from app.callbacks.queries import Filters
from app.flip.callbacks import Kind
from app.lib.errors import NotFound, Refused
from app.lib.labels import mark
from app.lib.masking import mask_text
from app.outbox.models import WorkState
from app.web.guard import needs
from app.web.navigation import Entry
from app.web.pages import go_to, page
from app.web.paging import neighbours, page_size, tab_asked_for, tabs_for

blueprint = Blueprint("callbacks", __name__, url_prefix="/callbacks")

TAB_LABELS = {
    "all": mark("All"),
    "working": mark("Being worked"),
    "applied": mark("Applied"),
    "attention": mark("Need a look"),
    "set_aside": mark("Set aside"),
}


def open_room(app: Flask) -> None:
    """Open the addresses and put the inbox into the menu."""
    app.register_blueprint(knock)
    name_verbs({"callbacks.replay": mark("had a callback worked again")})
    app.register_blueprint(blueprint)
    app.jinja_env.filters |= {"note_told": told, "masked_text": mask_text}
    app.extensions["navigation"].add(
        Entry("callbacks.index", mark("Callbacks"), "bell", "callbacks.read", 60)
    )


@blueprint.get("/")
@needs("callbacks.read")
def index() -> Response:
    """Every callback, newest first, by what became of it."""
    kind = request.args.get("kind", "")
    filters = Filters(tab_asked_for(queries.TABS), kind if kind in {known.value for known in Kind} else "")
    keep = {"kind": filters.kind}
    found = queries.receipts_page(filters, request.args.get("at"), page_size())
    return page(
        "callbacks/index.html",
        part="callbacks/_table.html",
        receipts=found,
        tabs=tabs_for(TAB_LABELS, filters.tab, queries.counts(filters), **keep),
        filters=filters,
        kinds=Kind,
        refused=queries.refused_lately(),
        pages=neighbours(found),
        verdicts=ReceiptVerdict,
        states=WorkState,
    )


@blueprint.get("/<int(max=9223372036854775807):receipt_id>")
@needs("callbacks.read")
def show(receipt_id: int) -> Response:
    """One callback as it came, and what became of it."""
    return _show(receipt_id, ReplayForm())


@blueprint.post("/<int(max=9223372036854775807):receipt_id>/replay")
@needs("callbacks.replay")
def replay(receipt_id: int) -> Response:
    """Have one callback worked again."""
    form = ReplayForm()
    if not form.validate_on_submit():
        return _show(receipt_id, form, status=422)
    try:
        service.replay(
            receipt_id,
            person_id=current_user.id,
            person_name=current_user.display_name,
            reason=form.reason.data or "",
        )
    except Refused as refusal:
        form.take(refusal)
        return _show(receipt_id, form, status=422)
    flash(_("The callback is being worked again."), "good")
    return go_to(url_for("callbacks.show", receipt_id=receipt_id))


def _show(receipt_id: int, form: ReplayForm, status: int = 200) -> Response:
    receipt = queries.receipt(receipt_id)
    if receipt is None:
        raise NotFound
    return page(
        "callbacks/show.html",
        status=status,
        receipt=receipt,
        body=readable(receipt.data, masked=not current_user.may("accounts.reveal")),
        replays=queries.replays_of(receipt_id),
        verdict=ReceiptVerdict(receipt.verdict) if receipt.verdict else None,
        form=form,
        states=WorkState,
    )
