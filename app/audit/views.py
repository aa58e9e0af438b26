"""The audit log's page: who did what, and whether the chain holds."""

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Blueprint, Flask, Response, request, url_for

from app.audit import chain, queries
from app.audit.forms import FilterForm
from app.audit.models import AuditEntry
from app.audit.verbs import actor_named, named, plainly
from app.db.paging import Page
from app.lib.labels import mark
from app.web.guard import needs
from app.web.navigation import Entry
from app.web.pages import go_to, page

bp = Blueprint("audit", __name__)


@dataclass(frozen=True)
class Pager:
    """Addresses of the neighbouring pages, with the filters kept."""

    newer_href: str | None
    older_href: str | None


def open_room(app: Flask) -> None:
    """Register the page and its entry in the menu."""
    app.register_blueprint(bp)
    app.jinja_env.filters |= {"verb": named, "actor": actor_named, "plain": plainly}
    app.extensions["navigation"].add(Entry("audit.index", mark("Audit"), "list-check", "audit.read", 90))


@bp.get("/audit")
@needs("audit.read")
def index() -> Response:
    """What was done, newest first."""
    form = FilterForm(request.args)
    form.offer(queries.person_names(), queries.verbs())
    filters = form.filters()
    entries = queries.entries(filters, request.args.get("cursor"))
    last_check = queries.last_check()
    return page(
        "audit/index.html",
        form=form,
        narrowed=filters.any,
        entries=entries,
        pager=_pager(entries, form),
        last_check=last_check,
        problems=chain.problems_of(last_check),
        waiting=queries.waiting_for_seal(),
    )


@bp.post("/audit/check")
@needs("audit.read")
def check() -> Response:
    """Read the whole chain now."""
    chain.check()
    return go_to(url_for("audit.index"))


def _pager(entries: Page[AuditEntry], form: FilterForm) -> Pager:
    kept = {name: request.args[name] for name in form.data if request.args.get(name)}
    return Pager(_address(entries.newer, kept), _address(entries.older, kept))


def _address(cursor: str | None, kept: dict[str, str]) -> str | None:
    return f"{url_for('audit.index')}?{urlencode({**kept, 'cursor': cursor})}" if cursor else None
