"""The desk's side of a hand-off: which pictures, the code to scan, and the pictures as they come."""

from dataclasses import dataclass

from flask import current_app, request, url_for
from werkzeug.wrappers import Response

from app.agents import handoffs, queries, service
from app.agents.blueprint import blueprint
from app.agents.forms_phone import HandOffForm
from app.agents.handoffs import Handed
from app.agents.models import Agent
from app.agents.picture_models import Part
from app.agents.views import maker
from app.config import Settings
from app.lib.errors import Refused
from app.web.guard import needs
from app.web.live import unchanged, version_of
from app.web.pages import fragment, go_to, page

PARTS = "agents/phone/_handed.html"


@dataclass(frozen=True)
class Shown:
    """What the page shows: the agent, the address made last, the form for another; `version` as it ticks.

    `unreachable` is PUBLIC_URL while no phone can reach it.
    """

    agent: Agent
    handed: Handed | None
    form: HandOffForm
    unreachable: str | None

    @property
    def is_open(self) -> bool:
        """True while a phone may use the address."""
        return self.handed is not None and self.handed.is_open

    @property
    def address(self) -> str:
        """What the phone opens; only while it is open."""
        assert self.handed is not None
        path = url_for("phone.show", token=self.handed.handoff.token)
        return f"{_settings().public_url}{path}"

    @property
    def version(self) -> str:
        """Changes when a picture came, a phone opened the address, or it ended."""
        if self.handed is None:
            return version_of()
        handoff = self.handed.handoff
        return version_of(handoff.id, handoff.opened_at, self.is_open, *sorted(self.handed.taken))


@blueprint.get("/<public_id>/phone")
@needs("agents.write")
def phone(public_id: str) -> Response:
    """Have a phone take pictures of the agent's papers."""
    return _show(_shown(public_id))


@blueprint.post("/<public_id>/phone")
@needs("agents.write")
def hand_over(public_id: str) -> Response:
    """Make the address; an earlier one ends."""
    shown = _shown(public_id, HandOffForm())
    if not shown.form.validate():
        return _show(shown, 422)
    try:
        handoffs.make(public_id, shown.form.parts.data or [], maker())
    except Refused as refusal:
        shown.form.take(refusal)
        return _show(shown, 422)
    return go_to(url_for("agents.phone", public_id=public_id))


@blueprint.post("/<public_id>/phone/close")
@needs("agents.write")
def phone_close(public_id: str) -> Response:
    """End the address before its time."""
    handoffs.close(public_id, maker())
    return go_to(url_for("agents.phone", public_id=public_id))


@blueprint.get("/<public_id>/phone/live")
@needs("agents.write")
def phone_live(public_id: str) -> Response:
    """The live part: 204 while nothing is new."""
    shown = _shown(public_id)
    return unchanged(shown.version) or fragment(PARTS, shown=shown)


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings


def _show(shown: Shown, status: int = 200) -> Response:
    return page("agents/phone/desk.html", part=PARTS, shown=shown, status=status)


def _shown(public_id: str, sent: HandOffForm | None = None) -> Shown:
    agent = service.find(public_id)
    wanted = handoffs.takeable(agent)
    form = sent or HandOffForm(formdata=None)
    form.offer(wanted)
    if sent is None:
        form.parts.data = request.args.getlist("part") or _lacking(agent, wanted)
    settings = _settings()
    return Shown(agent, handoffs.newest(agent), form, settings.public_url if settings.is_loopback else None)


def _lacking(agent: Agent, wanted: tuple[str, ...]) -> list[str]:
    # Which documents there are only the desk knows; the card and the selfie everybody has.
    there = queries.pictures(agent.id)
    return [part for part in wanted if part in list(Part) and part not in there]
