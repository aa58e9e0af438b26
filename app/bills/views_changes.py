"""Pages that change a bill: edit, close, reopen, correct what Flip refused, decide an unknown fate."""

from typing import Any

from flask import flash, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.bills import queries, service, showing
from app.bills.content import edit_base
from app.bills.forms import BillForm, BillTerms, EditForm
from app.bills.models import Bill
from app.bills.refusals import by_field
from app.bills.statuses import BillStatus
from app.bills.views import blueprint, fill, maker
from app.lib.errors import NotFound, Refused
from app.web.guard import needs
from app.web.pages import go_to, page


@blueprint.route("/<public_id>/edit", methods=["GET", "POST"])
@needs("bills.write")
def edit(public_id: str) -> Response:
    """Change what Flip lets one change of a bill."""
    bill = _bill(public_id)
    form = EditForm()
    if not form.is_submitted():
        return page("bills/edit.html", form=_terms_of(bill), bill=bill)
    if form.validate_for(bill.step) and _change(public_id, form):
        return go_to(url_for("bills.show", public_id=public_id))
    return page("bills/edit.html", form=form, bill=_bill(public_id), status=422)


def _change(public_id: str, form: EditForm) -> bool:
    try:
        service.request_change(public_id, form.terms(), maker(), base=form.base.data or "")
    except Refused as refusal:
        form.take(refusal)
        form.base.data = edit_base(_bill(public_id))  # seen now: saving again is meant
        return False
    return True


@blueprint.post("/<public_id>/close")
@needs("bills.write")
def close(public_id: str) -> Response:
    """Close the bill, so that nobody can pay it."""
    return _do(public_id, lambda: service.request_change(public_id, {"status": BillStatus.INACTIVE}, maker()))


@blueprint.post("/<public_id>/reopen")
@needs("bills.write")
def reopen(public_id: str) -> Response:
    """Open the bill again."""
    return _do(public_id, lambda: service.request_change(public_id, {"status": BillStatus.ACTIVE}, maker()))


@blueprint.post("/<public_id>/drop-change")
@needs("bills.write")
def drop_change(public_id: str) -> Response:
    """Give up a change that Flip refused."""
    return _do(public_id, lambda: service.drop_change(public_id, maker()))


@blueprint.post("/<public_id>/give-up")
@needs("bills.write")
def give_up(public_id: str) -> Response:
    """Withdraw a bill that is not at Flip."""
    return _do(public_id, lambda: service.give_up(public_id, maker()))


@blueprint.post("/<public_id>/choose")
@needs("bills.write")
def choose(public_id: str) -> Response:
    """Say which bill at Flip a bill of unknown fate is."""
    candidates = showing.gather(public_id).candidates
    link_id = request.form.get("link_id", "")
    return _do(public_id, lambda: service.choose(public_id, link_id, candidates, maker()))


@blueprint.post("/<public_id>/send-again")
@needs("bills.write")
def send_again(public_id: str) -> Response:
    """Decide that a bill of unknown fate was not made."""
    return _do(public_id, lambda: service.send_again(public_id, maker()))


@blueprint.route("/<public_id>/correct", methods=["GET", "POST"])
@needs("bills.write")
def correct(public_id: str) -> Response:
    """The form of a bill that Flip refused, with its complaints beside the fields."""
    bill, form = _bill(public_id), BillForm()
    if not form.is_submitted():
        if bill.state is not BillStatus.REFUSED:
            return go_to(url_for("bills.show", public_id=public_id))
        form = BillForm(formdata=None)
        fill(form, bill)
        complain(form, bill)
    elif form.validate() and _corrected(public_id, form):
        return go_to(url_for("bills.show", public_id=public_id))
    status = 422 if form.is_submitted() else 200
    return page("bills/correct.html", part="bills/_form.html", form=form, bill=bill, status=status)


def _corrected(public_id: str, form: BillForm) -> bool:
    try:
        service.correct(public_id, form.values(), maker(), typed=form.typed())
    except Refused as refusal:
        form.take(refusal)
        return False
    return True


def complain(form: BillTerms, bill: Bill) -> None:
    """Put what Flip said of this bill beside the fields it is about."""
    for name, words in by_field(bill.refusal).items():
        if name in form._fields:
            form[name].errors = [*form[name].errors, *words]
        else:
            form.form_errors.extend(words)


def _terms_of(bill: Bill) -> EditForm:
    form = EditForm(formdata=None, obj=bill, base=edit_base(bill))
    for name, value in bill.wishes.items():
        if name in form._fields:
            form[name].process_data(value)
    form.expiry.data = "moment" if form.expires_at.moment else "never"
    complain(form, bill)
    return form


def _bill(public_id: str) -> Bill:
    bill = queries.bill(public_id)
    if bill is None:
        raise NotFound
    return bill


def _do(public_id: str, verb: Any) -> Response:
    try:
        verb()
    except Refused as refusal:
        flash(_(refusal.message, **refusal.values), "bad")
    return go_to(url_for("bills.show", public_id=public_id))
