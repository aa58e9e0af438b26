"""Changing one's own transfer abroad, taking a new quote for it, and taking it back."""

from decimal import Decimal

from flask import flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from app.international import changing, queries, service
from app.international.filling import fill, maker, paper_of, show_form
from app.international.forms import TransferForm
from app.international.models import InternationalTransfer
from app.international.quoting import rate_in
from app.international.views import blueprint, show_transfer
from app.international.views_making import MOST_BYTES
from app.international.where import Where, where
from app.lib.errors import NotFound, Refused
from app.web.guard import needs
from app.web.pages import go_to
from app.web.uploads import uploads


@blueprint.get("/<public_id>/edit")
@needs("international.write")
def edit(public_id: str) -> Response:
    """The form of a transfer that is not at Flip, for its maker."""
    transfer = _transfer(public_id)
    try:
        changing.refuse_unless_editable(transfer, current_user.id)
    except Refused as refusal:
        flash(_(refusal.message, **refusal.values), "bad")
        return go_to(url_for("international.show", public_id=public_id))
    form = TransferForm(formdata=None)
    there = _ask(form, transfer)
    fill(form, transfer)
    form.base.data = transfer.payout.fingerprint
    return show_form(form, there, transfer=transfer)


@blueprint.post("/<public_id>/edit")
@needs("international.write")
@uploads(MOST_BYTES)
def change(public_id: str) -> Response:
    """Let the transfer say what was typed; it waits for a manager again."""
    transfer, form = _transfer(public_id), TransferForm()
    there = _ask(form, transfer)
    if not form.validate():
        return show_form(form, there, transfer=transfer, status=422)
    try:
        changing.edit(public_id, form.values(paper_of(form)), maker(), base=form.base.data or "")
    except Refused as refusal:
        form.take(refusal)
        now = _transfer(public_id)
        if refusal.message == changing.CHANGED_MEANWHILE:
            form.base.data = now.payout.fingerprint  # seen now: saving again is meant
        return show_form(form, there, transfer=now, status=422, refusal=refusal)
    return go_to(url_for("international.show", public_id=public_id))


@blueprint.post("/<public_id>/new-quote")
@needs("international.write")
def new_quote(public_id: str) -> Response:
    """Take today's rate for a transfer whose quote is old or whose rate moved; it is approved anew."""
    base, seen = request.form.get("base", ""), rate_in(request.form.get("seen_rate"))
    try:
        # Who saw no rate agreed to none.
        changing.take_new_quote(public_id, maker(), base=base, seen=seen or Decimal(0))
    except Refused as refusal:
        return show_transfer(public_id, trouble=refusal, status=422)
    return go_to(url_for("international.show", public_id=public_id))


@blueprint.post("/<public_id>/withdraw")
@needs("international.write")
def withdraw(public_id: str) -> Response:
    """Take one's own transfer back before it is sent."""
    try:
        service.withdraw(public_id, maker())
    except Refused as refusal:
        return show_transfer(public_id, trouble=refusal, status=422)
    return go_to(url_for("international.show", public_id=public_id))


def _ask(form: TransferForm, transfer: InternationalTransfer) -> Where:
    there = where(transfer.transaction_type, transfer.destination_country)
    told = there.told() if there else None
    if there is None or told is None:
        raise NotFound
    form.ask_for(there.kind, there.country, told)
    return there


def _transfer(public_id: str) -> InternationalTransfer:
    found = queries.transfer(public_id)
    if found is None:
        raise NotFound
    return found
