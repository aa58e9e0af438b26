"""Saving what is said of an agent, having them registered at Flip, and submitting them."""

import secrets
from typing import Any

from flask import flash, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.agents import service, uniqueness
from app.agents.blueprint import blueprint
from app.agents.content import columns_of
from app.agents.forms import LATER, IdentityForm, StepForm
from app.agents.forms_address import AddressForm
from app.agents.forms_adopting import AdoptForm
from app.agents.models import Agent
from app.agents.progress import goes_on
from app.agents.showing_walk import meanwhile, says_otherwise
from app.agents.statuses import ONLY_HERE
from app.agents.steps import Step
from app.agents.views import maker
from app.agents.views_walk import address_of, fill, show_first, show_step
from app.lib.errors import Refused
from app.web.guard import needs
from app.web.pages import go_to


@blueprint.post("/new/identity")
@needs("agents.write")
def create() -> Response:
    """Keep a new agent; the same form again is the same agent (P2)."""
    form = IdentityForm()
    if not form.validate_for(None, draft=_is_for_later()):
        return show_first(form, status=422)
    submission = form.submission.data or secrets.token_urlsafe(16)
    verified = bool(form.phone_verified.data)
    try:
        public_id = service.start(form.values(), submission, maker(), phone_verified=verified)
    except Refused as refusal:
        form.take(refusal)
        return show_first(form, holders=uniqueness.holders(columns_of(form.values())), status=422)
    return _onward(public_id, Step.ADDRESS)


@blueprint.post("/<public_id>/identity")
@needs("agents.write")
def save_identity(public_id: str) -> Response:
    """Keep the identity; what Flip has already is corrected there."""
    form, agent = IdentityForm(), service.find(public_id)
    if not form.validate_for(agent, draft=_may_stay_a_draft(agent)):
        return show_step(public_id, Step.IDENTITY, form)
    try:
        verified = bool(form.phone_verified.data)
        service.save(public_id, form.values(), form.version, maker(), phone_verified=verified)
    except Refused as refusal:
        return _refused(public_id, Step.IDENTITY, form, refusal)
    agent = service.find(public_id)
    return _onward(public_id, goes_on(agent) if agent.is_at_flip else Step.ADDRESS)


@blueprint.post("/<public_id>/address")
@needs("agents.write")
def save_address(public_id: str) -> Response:
    """Keep the address and have the agent registered at Flip; one who is there already is corrected there."""
    form, agent = AddressForm(), service.find(public_id)
    form.offer()
    if request.form.get("then") == "regions":
        return show_step(public_id, Step.ADDRESS, form)
    if not form.validate_as(draft=_may_stay_a_draft(agent)):
        return show_step(public_id, Step.ADDRESS, form)
    try:
        service.save(public_id, form.values(), form.version, maker())
    except Refused as refusal:
        return _refused(public_id, Step.ADDRESS, form, refusal)
    if agent.is_at_flip or _is_for_later():
        return _onward(public_id, goes_on(service.find(public_id)))
    return _register(public_id)


def _register(public_id: str) -> Response:
    try:
        service.register(public_id, maker())
    except Refused as refusal:
        form = fill(IdentityForm, service.find(public_id))
        form.take(refusal)
        return show_step(public_id, Step.IDENTITY, form)
    return go_to(address_of(public_id, Step.RESULT))


@blueprint.post("/<public_id>/adopt")
@needs("agents.write")
def adopt(public_id: str) -> Response:
    """Say which agent at Flip this one is; Flip is asked after the commit."""
    form = AdoptForm()
    if not form.validate_on_submit():
        return show_step(public_id, Step.ADDRESS, adopting=form)
    return _do(public_id, Step.ADDRESS, lambda: service.adopt(public_id, form.flip_id.data or "", maker()))


@blueprint.post("/<public_id>/submit")
@needs("agents.write")
def submit(public_id: str) -> Response:
    """Have the agent submitted for verification; twice is once."""
    return _do(public_id, Step.REVIEW, lambda: service.submit(public_id, maker()))


def _refused(public_id: str, step: Step, form: StepForm, refusal: Refused) -> Response:
    agent = service.find(public_id)
    if not refusal.fields and not says_otherwise(agent, form.values()):
        return _onward(public_id, goes_on(agent))  # the same form again: a second click, the back button
    form.take(refusal)
    holders = uniqueness.holders(columns_of(form.values()), agent.id) if refusal.fields else {}
    if refusal.message != service.CHANGED_MEANWHILE:
        return show_step(public_id, step, form, holders=holders)
    form.seen.data = str(agent.version)  # seen now: saving again is meant
    return show_step(public_id, step, form, meanwhile=meanwhile(agent, form.values()))


def _is_for_later() -> bool:
    return request.form.get("then") == LATER


def _may_stay_a_draft(agent: Agent) -> bool:
    # What Flip has cannot be half filled in.
    return _is_for_later() and agent.state in ONLY_HERE


def _onward(public_id: str, step: Step) -> Response:
    if _is_for_later():
        flash(_("Kept. You can go on with this agent at any time."), "good")
        return go_to(url_for("agents.show", public_id=public_id))
    return go_to(address_of(public_id, step))


def _do(public_id: str, step: Step, verb: Any) -> Response:
    try:
        verb()
    except Refused as refusal:
        flash(_(refusal.message, **refusal.values), "bad")
    return go_to(address_of(public_id, step))
