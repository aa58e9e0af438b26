"""Pages of the inquiries room: ask, the list of answers, and one inquiry with its live part."""

from typing import Any

from flask import Blueprint, Flask, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.inquiries import queries, service
from app.inquiries.forms import AskForm
from app.inquiries.models import KIND
from app.inquiries.queries import Filters
from app.inquiries.statuses import InquiryStatus
from app.lib.errors import NotFound
from app.lib.labels import mark
from app.timeline.makers import Maker
from app.timeline.queries import events_of
from app.timeline.stories import stories
from app.web.guard import needs
from app.web.headers import deed_id
from app.web.live import unchanged, version_of
from app.web.navigation import Entry
from app.web.pages import fragment, go_to, page
from app.web.paging import neighbours, page_size, words_asked_for

blueprint = Blueprint("inquiries", __name__, url_prefix="/inquiries")


def open_room(app: Flask) -> None:
    """Open the pages and put inquiries into the menu."""
    app.register_blueprint(blueprint)
    app.extensions["navigation"].add(
        Entry("inquiries.index", mark("Inquiries"), "user-search", "inquiries.read", 55)
    )


@blueprint.get("/")
@needs("inquiries.read")
def index() -> Response:
    """The form to ask, and every inquiry, newest first."""
    form = AskForm(formdata=None)
    return _index(form)


@blueprint.post("/")
@needs("inquiries.ask")
def create() -> Response:
    """Ask who holds an account; Flip is asked after the commit."""
    form = AskForm()
    form.offer(queries.banks_to_choose())
    if not form.validate_on_submit():
        return _index(form, status=422)
    public_id = service.ask(
        form.bank_code.data, form.account_number.data or "", form.typed_name.data, _asker()
    )
    return go_to(url_for("inquiries.show", public_id=public_id))


@blueprint.get("/<public_id>")
@needs("inquiries.read")
def show(public_id: str) -> Response:
    """One inquiry: what the bank said, and what that means."""
    return page("inquiries/show.html", part="inquiries/_inquiry.html", **_shown(public_id))


@blueprint.post("/<public_id>/again")
@needs("inquiries.ask")
def again(public_id: str) -> Response:
    """Ask the same once more; the number need not be shown for that."""
    known = service.get(public_id)
    fresh = service.ask(known.bank_code, known.account_number, known.typed_name, _asker())
    return go_to(url_for("inquiries.show", public_id=fresh))


@blueprint.get("/<public_id>/live")
@needs("inquiries.read")
def live(public_id: str) -> Response:
    """The live part of an inquiry: 204 while nothing is new."""
    return unchanged(_version(public_id)) or fragment("inquiries/_inquiry.html", **_shown(public_id))


def _index(form: AskForm, status: int = 200) -> Response:
    banks = queries.banks_to_choose()
    form.offer(banks)
    filters = Filters(request.args.get("status", ""), words_asked_for())
    found = queries.inquiries_page(filters, request.args.get("at"), page_size())
    return page(
        "inquiries/index.html",
        status=status,
        form=form,
        inquiries=found,
        pages=neighbours(found),
        names=dict(banks),
        filters=filters,
        statuses=InquiryStatus,
    )


def _asker() -> Maker:
    return Maker(current_user.id, current_user.display_name, deed_id())


def _version(public_id: str) -> str:
    pulse = queries.pulse(public_id)
    if pulse is None:
        raise NotFound
    return version_of(*pulse)


def _shown(public_id: str) -> dict[str, Any]:
    version = _version(public_id)
    inquiry = service.get(public_id)
    return {
        "inquiry": inquiry,
        "bank": queries.bank_names().get(inquiry.bank_code, inquiry.bank_code),
        "story": stories(events_of(KIND, inquiry.id)),
        "version": version,
    }
