"""The form of a new payout: empty or made anew, kept as a draft or put before the managers."""

import secrets

from flask import request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.beneficiaries import service as beneficiaries
from app.disbursements import anew, service
from app.disbursements.filling import fill, fill_through, fill_with, look, maker, offer, show_form
from app.disbursements.forms import CHECK, DRAFT, PayoutForm
from app.disbursements.views import blueprint
from app.lib.errors import Refused
from app.web.guard import needs
from app.web.pages import go_to


@blueprint.get("/new")
@needs("disbursements.write")
def new() -> Response:
    """A new payout: perhaps like one that came to nothing (`?anew=`), to somebody kept (`?to=`), through an
    agent (`?agent=`).
    """
    form = PayoutForm(formdata=None, submission=secrets.token_urlsafe(16))
    before = anew.ended(request.args.get("anew", ""))
    if before is not None:
        fill(form, before)
        form.anew.data = before.transaction.public_id
    else:
        if to := request.args.get("to"):
            fill_with(form, beneficiaries.filling(to))
        if agent := request.args.get("agent"):
            fill_through(form, agent)
    return show_form(form)


@blueprint.post("/")
@needs("disbursements.write")
def create() -> Response:
    """Keep a payout as a draft, or put it before the managers; Flip is asked after the commit."""
    form, then = PayoutForm(), request.form.get("then")
    offer(form)
    if then == CHECK:
        return look(form)
    draft = then == DRAFT
    if not form.validate_as(draft=draft):
        return show_form(form, status=422)
    make = service.save_draft if draft else service.submit
    try:
        submission = form.submission.data or secrets.token_urlsafe(16)
        public_id = make(form.values(), submission, maker(), made_from=form.anew.data)
    except Refused as refusal:
        form.take(refusal)
        return show_form(form, status=422, refusal=refusal)
    if form.save_beneficiary.data and not draft and current_user.may("beneficiaries.write"):
        beneficiaries.keep(form.beneficiary(), current_user.id, current_user.display_name)
    return go_to(url_for("disbursements.show", public_id=public_id))
