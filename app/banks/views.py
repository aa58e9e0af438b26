"""Pages of the banks room: the live board, and one bank over a day."""

from datetime import date
from typing import Any

from flask import Blueprint, Flask, request
from werkzeug.wrappers import Response

from app.banks import queries
from app.banks.models import KIND
from app.gateway import state
from app.lib import clock
from app.lib.errors import NotFound
from app.lib.labels import mark
from app.timeline.queries import events_of
from app.timeline.stories import stories
from app.web.filters import minute_of_day
from app.web.guard import needs
from app.web.live import unchanged, version_of
from app.web.navigation import Entry
from app.web.pages import fragment, page

blueprint = Blueprint("banks", __name__, url_prefix="/banks")


def open_room(app: Flask) -> None:
    """Open the pages and put the board into the menu."""
    app.register_blueprint(blueprint)
    app.extensions["navigation"].add(Entry("banks.index", mark("Banks"), "building-bank", "banks.read", 50))


@blueprint.get("/")
@needs("banks.read")
def index() -> Response:
    """Every bank with its queue, fee and state, the troubled ones first."""
    words = request.args.get("q", "")[:50]
    return page("banks/index.html", part="banks/_board.html", **_board(words))


@blueprint.get("/live")
@needs("banks.read")
def live() -> Response:
    """The board for the page that is open: 204 while nothing is new."""
    words = request.args.get("q", "")[:50]
    return unchanged(_version(words)) or fragment("banks/_board.html", **_board(words))


@blueprint.get("/<code>")
@needs("banks.read")
def show(code: str) -> Response:
    """One bank: how it stands, how long it usually takes now, and its queue and state over a day."""
    now = _now(code)
    day, today = _day(request.args.get("day", "")), clock.today()
    return page(
        "banks/show.html",
        **now,
        day=day,
        today=today,
        until=minute_of_day(clock.now()) if day == today else 24 * 60,
        readings=queries.day_of(now["bank"].id, day),
        story=stories(events_of(KIND, now["bank"].id, limit=30)),
    )


@blueprint.get("/<code>/now")
@needs("banks.read")
def now(code: str) -> Response:
    """How one bank stands, for the page that is open: 204 while nothing is new."""
    return unchanged(_version_of_one(code)) or fragment("banks/_now.html", **_now(code))


def _now(code: str) -> dict[str, Any]:
    seen, bank = _version_of_one(code), queries.bank(code)
    return {"bank": bank, "usual": queries.usual(code), "connection": state.connection(), "version": seen}


def _version_of_one(code: str) -> str:
    pulse = queries.pulse(code)
    if pulse is None:
        raise NotFound
    return version_of(*pulse, clock.to_wib(clock.now()).hour)


def _board(words: str) -> dict[str, Any]:
    return {
        "banks": queries.board(words),
        "words": words,
        "connection": state.connection(),
        "version": _version(words),
    }


def _version(words: str) -> str:
    return version_of(words, *queries.version())


def _day(text: str) -> date:
    try:
        return min(date.fromisoformat(text), clock.today())
    except ValueError:
        return clock.today()
