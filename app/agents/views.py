"""Pages of the agents room: the list, and one agent with the live part."""

from flask import Flask, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from app.agents import queries, showing
from app.agents.blueprint import blueprint
from app.agents.picture_models import Via
from app.agents.pictures import label_of
from app.agents.progress import goes_on
from app.agents.queries import Filters
from app.agents.refusals import words as complaint_words
from app.agents.steps import open_steps
from app.lib.errors import NotFound, Refused
from app.lib.labels import mark
from app.timeline.makers import Maker
from app.web.guard import needs
from app.web.headers import deed_id
from app.web.live import unchanged
from app.web.navigation import Entry
from app.web.pages import fragment, go_to, page
from app.web.paging import neighbours, page_size, tab_asked_for, tabs_for, words_asked_for

TAB_LABELS = {
    "all": mark("All"),
    "filling": mark("Being filled in"),
    "ours": mark("Our turn"),
    "flips": mark("Flip's turn"),
    "verified": mark("Verified"),
    "rejected": mark("Rejected"),
    "suspended": mark("Suspended or blocked"),
    "decide": mark("Need a decision"),
}


def open_room(app: Flask) -> None:
    """Open the pages and put agents into the menu."""
    app.register_blueprint(blueprint)
    app.jinja_env.filters |= {"agent_part": label_of, "agent_complaint": complaint_words}
    app.extensions["navigation"].add(Entry("agents.index", mark("Agents"), "users-group", "agents.read", 40))


def maker() -> Maker:
    """The person of this request."""
    return Maker(current_user.id, current_user.display_name, deed_id())


@blueprint.get("/")
@needs("agents.read")
def index() -> Response:
    """The agents, by whose turn it is, and by name or a whole number."""
    words = words_asked_for()
    filters = Filters(tab_asked_for(queries.TABS), words)
    found = queries.agents_page(filters, request.args.get("at"), page_size())
    keep = {"q": words}
    return page(
        "agents/index.html",
        part="agents/_table.html",
        agents=found,
        pages=neighbours(found),
        tabs=tabs_for(TAB_LABELS, filters.tab, queries.counts(filters), **keep),
        filters=filters,
        goes_on=goes_on,
        open_steps=open_steps,
        standings_of=showing.standings_of,
    )


@blueprint.get("/number/<int(max=9223372036854775807):row_id>")
@needs("agents.read")
def by_number(row_id: int) -> Response:
    """To the agent with this row number, which callbacks know."""
    found = queries.public_id_of(row_id)
    if found is None:
        raise NotFound
    return go_to(url_for("agents.show", public_id=found))


@blueprint.get("/<public_id>")
@needs("agents.read")
def show(public_id: str) -> Response:
    """One agent: where they stand, whose turn it is, their papers and their story."""
    return show_agent(public_id)


@blueprint.get("/<public_id>/live")
@needs("agents.read")
def live(public_id: str) -> Response:
    """The live part of an agent: 204 while nothing is new."""
    version = showing.version(public_id)
    return unchanged(version) or fragment("agents/_agent.html", shown=showing.gather(public_id), via=Via)


def show_agent(
    public_id: str,
    *,
    whole: bool = False,
    part: str | None = "agents/_agent.html",
    trouble: Refused | None = None,
    status: int = 200,
) -> Response:
    """The page of one agent, masked unless `whole`; with what went wrong, if something did."""
    words = _(trouble.message, **trouble.values) if trouble else None
    shown = showing.gather(public_id, whole=whole)
    return page("agents/show.html", part=part, status=status, shown=shown, via=Via, trouble=words)
