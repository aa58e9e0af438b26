"""The form of a new transfer abroad: empty, from the books or made anew, and put before the managers."""

import secrets

from flask import request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.corridors.statuses import TransactionType
from app.international import queries, service
from app.international.filling import fill, fill_person, maker, paper_of, show_form
from app.international.forms import TransferForm
from app.international.views import blueprint
from app.international.views_where import choose, wait_for
from app.international.where import KINDS, where
from app.lib.errors import Refused
from app.parties import service as parties
from app.web.guard import needs
from app.web.pages import go_to
from app.web.uploads import uploads

# More than a paper may have, so that one that is too large is told beside its field and nothing is lost.
MOST_BYTES = 12_000_000


@blueprint.get("/new")
@needs("international.write")
def new() -> Response:
    """A new transfer: first where to, then the form that the country asks for.

    Perhaps like one that came to nothing (`?anew=`), to somebody kept (`?to=`), or from one (`?from=`).
    """
    before = queries.ended(request.args.get("anew"))
    to = request.args.get("to")
    kept = parties.filling_beneficiary(to) if to else None
    kind, country = request.args.get("type"), request.args.get("country")
    if before is not None:
        kind, country = before.transaction_type, before.destination_country
    elif kept is not None:
        kind, country = kept[0], kept[1]
    there = where(kind, country)
    if there is None:
        return choose(KINDS.get(kind or "", TransactionType.C2C), missed=bool(country))
    known, told = there.known(), there.told()
    if told is None:
        return wait_for(there, known)
    form = TransferForm(formdata=None, submission=secrets.token_urlsafe(16))
    form.ask_for(there.kind, there.country, told)
    if before is not None:
        fill(form, before)
        form.anew.data = before.transaction.public_id
    if kept is not None:
        fill_person(form, "beneficiary", kept[2])
    if whose := request.args.get("from"):
        fill_person(form, "sender", parties.filling_sender(whose))
    return show_form(form, there)


@blueprint.post("/")
@needs("international.write")
@uploads(MOST_BYTES)
def create() -> Response:
    """Put a transfer before the managers; Flip is asked after somebody approved it."""
    form = TransferForm()
    there = where(form.transaction_type.data, form.destination_country.data)
    told = there.told() if there else None
    if there is None or told is None:
        return choose(KINDS.get(form.transaction_type.data or "", TransactionType.C2C), missed=True)
    form.ask_for(there.kind, there.country, told)
    if not form.validate():
        return show_form(form, there, status=422)
    try:
        submission = form.submission.data or secrets.token_urlsafe(16)
        public_id = service.submit(
            form.values(paper_of(form)), submission, maker(), made_from=form.anew.data or None
        )
    except Refused as refusal:
        form.take(refusal)
        return show_form(form, there, status=422, refusal=refusal)
    keep(form)
    return go_to(url_for("international.show", public_id=public_id))


def keep(form: TransferForm) -> None:
    """Keep whom the form pays and who sends in the books, where that is ticked."""
    if not current_user.may("beneficiaries.write"):
        return
    person = (current_user.id, current_user.display_name)
    if form.keep_beneficiary.data:
        parties.keep_beneficiary(form.kind, form.country, form.beneficiary_values(), *person)
    sender = form.sender_values()
    if sender and "keep_sender" in form and form.keep_sender.data:
        parties.keep_sender(sender, *person)
