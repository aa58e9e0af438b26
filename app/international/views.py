"""Pages of the transfers abroad: the list, and one transfer with its live part."""

from flask import Blueprint, Flask, request, url_for
from werkzeug.wrappers import Response

from app.audit.verbs import name_verbs
from app.corridors.statuses import TransactionType
from app.international import queries, showing
from app.international.queries import Filters
from app.lib.errors import NotFound, Refused
from app.lib.labels import mark
from app.payouts.forms import ApproveForm, RejectForm
from app.payouts.forms_settling import SettleForm
from app.payouts.on_page import deciding_on_page
from app.payouts.routes import add_decisions
from app.payouts.statuses import PayoutStatus
from app.timeline.models import Kind
from app.timeline.pages import KindPage, add_page
from app.web.guard import needs
from app.web.live import unchanged
from app.web.navigation import Entry
from app.web.pages import fragment, go_to, page
from app.web.paging import neighbours, page_size, tab_asked_for, tabs_for, words_asked_for

blueprint = Blueprint("international", __name__, url_prefix="/international")

TAB_LABELS = {
    "all": mark("All"),
    "awaiting": mark("Waiting for approval"),
    "under_way": mark("Under way"),
    "done": mark("Arrived"),
    "failed": mark("Not sent or given back"),
    "decide": mark("Need a look"),
}


def open_room(app: Flask) -> None:
    """Open the pages and put transfers abroad into the menu."""
    app.register_blueprint(blueprint)
    app.extensions["navigation"].add(
        Entry("international.index", mark("International"), "world", "international.read", 36)
    )
    add_page(Kind.INTERNATIONAL, KindPage(mark("Transfers abroad"), "international.show", PayoutStatus))
    name_verbs({"international.view_attachment": mark("looked at the invoice of a transfer abroad")})


@blueprint.get("/")
@needs("international.read")
def index() -> Response:
    """The transfers abroad, by status, name, account and number, and by type and country."""
    filters = _filters()
    found = queries.transfers_page(filters, request.args.get("at"), page_size())
    keep = {"q": filters.words, "kind": filters.kind, "country": filters.country}
    return page(
        "international/index.html",
        part="international/_table.html",
        transfers=found,
        pages=neighbours(found),
        tabs=tabs_for(TAB_LABELS, filters.tab, queries.counts(filters), **keep),
        filters=filters,
        kinds=TransactionType,
        countries=queries.countries(),
    )


def _filters() -> Filters:
    kind, country = request.args.get("kind", ""), request.args.get("country", "")
    return Filters(
        tab=tab_asked_for(queries.TABS),
        words=words_asked_for(),
        kind=kind if kind in set(TransactionType) else "",
        country=country if country.isalpha() and country.isascii() and len(country) == 3 else "",
    )


@blueprint.get("/number/<int(max=9223372036854775807):row_id>")
@needs("international.read")
def by_number(row_id: int) -> Response:
    """To the transfer with this row number, which callbacks know."""
    found = queries.public_id_of(row_id)
    if found is None:
        raise NotFound
    return go_to(url_for("international.show", public_id=found))


@blueprint.get("/<public_id>")
@needs("international.read")
def show(public_id: str) -> Response:
    """One transfer: where it stands, whose turn it is, and its story."""
    return show_transfer(public_id)


@blueprint.get("/<public_id>/live")
@needs("international.read")
def live(public_id: str) -> Response:
    """The live part of a transfer: 204 while nothing is new."""
    version = showing.version(public_id)
    return unchanged(version) or fragment("international/_transfer.html", shown=showing.gather(public_id))


def show_transfer(
    public_id: str,
    *,
    approving: ApproveForm | None = None,
    rejecting: RejectForm | None = None,
    settling: SettleForm | None = None,
    trouble: Refused | None = None,
    status: int = 200,
) -> Response:
    """The page of one transfer, with the form that could not be carried out, or what went wrong."""
    shown = showing.gather(public_id)
    forms = deciding_on_page(
        shown, approving=approving, rejecting=rejecting, settling=settling, trouble=trouble
    )
    return page("international/show.html", status=status, shown=shown, **forms)


add_decisions(blueprint, show_transfer, write="international.write")
