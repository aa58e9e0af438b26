"""The walk through KYC, page by page: what one needs, each step, and where it goes on."""

import secrets
from typing import Any

from flask import request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.agents import service
from app.agents.blueprint import blueprint
from app.agents.content import content_of
from app.agents.forms import IdentityForm
from app.agents.forms_address import AddressForm
from app.agents.forms_adopting import AdoptForm
from app.agents.forms_pictures import DocumentForm, ShotForm
from app.agents.models import Agent
from app.agents.picture_models import Via
from app.agents.progress import goes_on
from app.agents.refusals import by_field
from app.agents.showing_walk import Meanwhile, Walk, gather
from app.agents.steps import Step
from app.web.forms import Form
from app.web.guard import needs
from app.web.live import unchanged
from app.web.pages import fragment, go_to, page

STEP = "<any(identity, address, card, selfie, documents, review, result):step>"


@blueprint.get("/new")
@needs("agents.write")
def new() -> Response:
    """What one needs before an agent can be walked through."""
    return page("agents/walk/new.html")


@blueprint.get("/new/identity")
@needs("agents.write")
def begin() -> Response:
    """The first form, empty; nothing is kept before it is sent."""
    return show_first(IdentityForm(formdata=None, submission=secrets.token_urlsafe(16)))


@blueprint.get("/<public_id>/continue")
@needs("agents.read")
def go_on(public_id: str) -> Response:
    """To the step at which the agent stands."""
    return go_to(address_of(public_id, goes_on(service.find(public_id))))


@blueprint.get(f"/<public_id>/{STEP}")
@needs("agents.read")
def step(public_id: str, step: str) -> Response:
    """One step: its form where it may be done, else what is known and why it is shut."""
    return show_step(public_id, Step(step))


@blueprint.get(f"/<public_id>/{STEP}/live")
@needs("agents.read")
def step_live(public_id: str, step: str) -> Response:
    """The live part of a step: 204 while nothing is new; onward when the walk has moved (`?was=`)."""
    walk = _walk(public_id, Step(step), changing="was" not in request.args)
    if answer := unchanged(walk.shown.version):
        return answer
    was = request.args.get("was")
    if was and was != walk.goes_on and current_user.may("agents.write"):
        return go_to(address_of(public_id, walk.goes_on))
    return fragment("agents/walk/_stands.html", **_about(walk))


def address_of(public_id: str, step: Step) -> str:
    """Where a step of an agent stands."""
    return url_for("agents.step", public_id=public_id, step=step.value)


def show_first(form: IdentityForm, *, holders: dict[str, Agent] | None = None, status: int = 200) -> Response:
    """The page with the form of an agent that is not kept yet."""
    return page("agents/walk/begin.html", form=form, walk=None, holders=holders or {}, status=status)


def show_step(
    public_id: str,
    step: Step,
    form: Form | None = None,
    *,
    adopting: AdoptForm | None = None,
    meanwhile: Meanwhile | None = None,
    holders: dict[str, Agent] | None = None,
) -> Response:
    """The page of a step; with a `form` or `adopting` that could not be carried out, it says why."""
    failed = form or adopting
    walk = _walk(public_id, step, changing=bool(failed) or "change" in request.args)
    form = form or (_form(walk) if walk.takes else None)
    return page(
        f"agents/walk/{step.value}.html",
        status=422 if failed else 200,
        **_about(walk),
        form=form,
        regions=form.offer() if isinstance(form, AddressForm) else None,
        adopting=adopting or AdoptForm(formdata=None),
        meanwhile=meanwhile,
        holders=holders or {},
    )


def _about(walk: Walk) -> dict[str, Any]:
    return {"walk": walk, "shown": walk.shown, "agent": walk.agent, "via": Via}


def _walk(public_id: str, step: Step, *, changing: bool) -> Walk:
    return gather(public_id, step, may_write=current_user.may("agents.write"), changing=changing)


def _form(walk: Walk) -> Form | None:
    if walk.step is Step.IDENTITY:
        return fill(IdentityForm, walk.agent)
    if walk.step is Step.ADDRESS:
        return fill(AddressForm, walk.agent)
    kinds: dict[Step, type[Form]] = {Step.CARD: ShotForm, Step.SELFIE: ShotForm, Step.DOCUMENTS: DocumentForm}
    return kinds[walk.step](formdata=None) if walk.step in kinds else None


def fill(kind: type[IdentityForm] | type[AddressForm], agent: Agent) -> IdentityForm | AddressForm:
    """A form that says what is kept of an agent, with Flip's complaints beside the fields they are about."""
    # What was never said leaves the field its own default.
    said = {name: value for name, value in content_of(agent).items() if value is not None}
    form = kind(formdata=None, data=said, seen=str(agent.version))
    for name, words in by_field(agent.refusal).items():
        if name in form._fields:
            form[name].errors = [*form[name].errors, *words]
    return form
