"""The one list over every kind of money movement."""

from collections.abc import Mapping

from flask import Blueprint, Flask, request
from werkzeug.wrappers import Response

from app.lib.labels import mark
from app.timeline.pages import page_of, pages
from app.transactions import queries, showing
from app.transactions.filters import ALL, Filters
from app.transactions.forms import FilterForm
from app.web.guard import needs
from app.web.navigation import Entry
from app.web.pages import page
from app.web.paging import Tab, neighbours, page_size, tab_asked_for, tabs_for

blueprint = Blueprint("transactions", __name__, url_prefix="/transactions")


def open_room(app: Flask) -> None:
    """Open the page and put it into the menu."""
    app.register_blueprint(blueprint)
    app.jinja_env.filters["page_of"] = page_of
    app.extensions["navigation"].add(
        Entry("transactions.index", mark("Transactions"), "arrows-exchange", "transactions.read", 57)
    )


@blueprint.get("/")
@needs("transactions.read")
def index() -> Response:
    """Every money movement, newest first, narrowed by what the address asks for."""
    tab = tab_asked_for({ALL, *pages()})
    form = FilterForm(request.args, meta={"csrf": False}).offer(tab)
    filters = form.filters(tab)
    found = queries.transactions_page(filters, request.args.get("at"), page_size())
    return page(
        "transactions/index.html",
        part="transactions/_table.html",
        form=form,
        filters=filters,
        chips=showing.chips(form, filters),
        rows=showing.rows(found.rows),
        pages=neighbours(found),
        tabs=_tabs(filters, form.kept()),
    )


def _tabs(filters: Filters, kept: Mapping[str, str]) -> list[Tab]:
    counts, tabs = queries.counts(filters), list[Tab]()
    labels = {ALL: mark("All")} | {kind: shown.many for kind, shown in pages().items()}
    for name, label in labels.items():
        stays = {**kept, "status": filters.on(name).status}
        tabs += tabs_for({name: label}, filters.tab, counts, **stays)
    return tabs
