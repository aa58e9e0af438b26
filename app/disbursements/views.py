"""Pages of the disbursements room: the list, and one payout with its live part."""

from flask import Blueprint, Flask, request, url_for
from werkzeug.wrappers import Response

from app.agents.queries import agent as agent_of
from app.disbursements import queries, showing
from app.disbursements.models import TransferKind
from app.disbursements.queries import Filters
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

blueprint = Blueprint("disbursements", __name__, url_prefix="/disbursements")

TAB_LABELS = {
    "all": mark("All"),
    "drafts": mark("Drafts"),
    "awaiting": mark("Waiting for approval"),
    "under_way": mark("Under way"),
    "done": mark("Arrived"),
    "failed": mark("Not sent or given back"),
    "decide": mark("Need a look"),
}


def open_room(app: Flask) -> None:
    """Open the pages and put disbursements into the menu."""
    app.register_blueprint(blueprint)
    add_page(Kind.DISBURSEMENT, KindPage(mark("Disbursements"), "disbursements.show", PayoutStatus))
    app.extensions["navigation"].add(
        Entry("disbursements.index", mark("Disbursements"), "send", "disbursements.read", 30)
    )


@blueprint.get("/")
@needs("disbursements.read")
def index() -> Response:
    """The payouts, by status, name, account and remark, and by kind and agent."""
    filters = _filters()
    found = queries.disbursements_page(filters, request.args.get("at"), page_size())
    agent = filters.agent.public_id if filters.agent else None
    keep = {"q": filters.words, "kind": filters.kind, "agent": agent}
    return page(
        "disbursements/index.html",
        part="disbursements/_table.html",
        payouts=found,
        pages=neighbours(found),
        tabs=tabs_for(TAB_LABELS, filters.tab, queries.counts(filters), **keep),
        filters=filters,
        kinds=TransferKind,
        names={bank.code: bank.name for bank in queries.banks()},
    )


def _filters() -> Filters:
    agent = request.args.get("agent", "")
    kind = request.args.get("kind", "")
    return Filters(
        tab=tab_asked_for(queries.TABS),
        words=words_asked_for(),
        kind=kind if kind in set(TransferKind) else "",
        agent=agent_of(agent) if agent.isprintable() else None,
    )


@blueprint.get("/number/<int(max=9223372036854775807):row_id>")
@needs("disbursements.read")
def by_number(row_id: int) -> Response:
    """To the payout with this row number, which callbacks know."""
    found = queries.public_id_of(row_id)
    if found is None:
        raise NotFound
    return go_to(url_for("disbursements.show", public_id=found))


@blueprint.get("/<public_id>")
@needs("disbursements.read")
def show(public_id: str) -> Response:
    """One payout: where it stands, whose turn it is, and its story."""
    return show_payout(public_id)


@blueprint.get("/<public_id>/live")
@needs("disbursements.read")
def live(public_id: str) -> Response:
    """The live part of a payout: 204 while nothing is new."""
    version = showing.version(public_id)
    return unchanged(version) or fragment("disbursements/_payout.html", shown=showing.gather(public_id))


def show_payout(
    public_id: str,
    *,
    approving: ApproveForm | None = None,
    rejecting: RejectForm | None = None,
    settling: SettleForm | None = None,
    trouble: Refused | None = None,
    status: int = 200,
) -> Response:
    """The page of one payout, with the form that could not be carried out, or what went wrong."""
    shown = showing.gather(public_id)
    forms = deciding_on_page(
        shown, approving=approving, rejecting=rejecting, settling=settling, trouble=trouble
    )
    return page("disbursements/show.html", status=status, shown=shown, **forms)


add_decisions(blueprint, show_payout, write="disbursements.write")
