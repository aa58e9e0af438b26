"""Filling the form of a payout and showing it, whether it makes a new one or changes one."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from app.agents.queries import agent as agent_of
from app.disbursements import anew, queries, through
from app.disbursements.about import about
from app.disbursements.content import content_of
from app.disbursements.forms import PayoutForm
from app.disbursements.models import Disbursement, TransferKind
from app.disbursements.name_check import ask, known
from app.disbursements.refusals import REFUSALS
from app.disbursements.sender_models import Direction
from app.lib.errors import Refused
from app.lib.money import format_idr
from app.payouts.look_alikes import LooksAlike
from app.places import queries as places
from app.places import service as places_service
from app.timeline.makers import Maker
from app.web.guard import require
from app.web.headers import deed_id
from app.web.pages import page


def maker() -> Maker:
    """The person of this request."""
    return Maker(current_user.id, current_user.display_name, deed_id())


def fill(form: PayoutForm, row: Disbursement) -> None:
    """Say in a form what a payout says, with Flip's complaints beside their fields."""
    fill_with(form, content_of(row))
    for name, complaints in REFUSALS.fields_of(row.payout.refusal).items():
        if name in form._fields:
            form[name].errors = [*form[name].errors, *complaints]
        else:
            form.form_errors.extend(complaints)


def fill_with(form: PayoutForm, content: Mapping[str, Any]) -> None:
    """Say in a form what a content says, as far as the form has fields for it."""
    for name, value in content.items():
        if name in form._fields:
            form[name].process_data(value)


def fill_through(form: PayoutForm, agent: str) -> None:
    """Say in a form that the payout goes through an agent, and beside them why it cannot."""
    chosen = agent_of(agent) if agent.isprintable() else None
    if chosen is None:
        return
    fill_with(form, {"transfer_kind": TransferKind.AGENT, "agent": chosen.public_id})
    fill_with(form, {"direction": Direction.DOMESTIC})
    try:
        through.refuse_unless_may_send(chosen)
    except Refused as refusal:
        form.take(refusal)


def offer(form: PayoutForm) -> None:
    """Offer what there is to choose from, each bank with its state, queue and fee."""
    offered = []
    for bank in queries.banks():
        queue = "" if bank.queue is None else _(", queue %(queue)s", queue=bank.queue)
        fee = _(", fee %(fee)s", fee=format_idr(bank.fee_idr))
        offered.append((bank.code, f"{bank.name}: {_(bank.state.label)}{queue}{fee}"))
    form.offer(offered)
    cities, countries = places.cities(), places.countries()
    form.offer_cities(cities)
    form.offer_places(cities, countries)
    form.offer_agents(through.offered(form.agent.data or ""))


def show_form(
    form: PayoutForm,
    *,
    payout: Disbursement | None = None,
    status: int = 200,
    refusal: Refused | None = None,
) -> Response:
    """The page with the form, for the `payout` that is changed or for a new one.

    `refusal` is why what was sent could not be carried out.
    """
    offer(form)
    places_service.renew_if_old()
    return page(
        "disbursements/edit.html" if payout else "disbursements/new.html",
        status=status,
        form=form,
        payout=payout,
        before=anew.ended(form.anew.data),
        alike=refusal.found if isinstance(refusal, LooksAlike) else [],
        about=about(form, payout),
        check=known(form),
        agents=through.suggested(),
        listed_at=places.heard_at(),
    )


def look(form: PayoutForm, payout: Disbursement | None = None) -> Response:
    """The page with the form again, after the bank was asked: the name check without script."""
    require("inquiries.ask")
    ask(form, maker())
    return show_form(form, payout=payout)
