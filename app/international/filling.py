"""Filling the form of a transfer abroad and showing it, whether it makes a new one or changes one."""

from collections.abc import Mapping
from decimal import Decimal

from flask_login import current_user
from werkzeug.wrappers import Response

from app.international import holding_papers, queries
from app.international.about import about
from app.international.forms import TransferForm
from app.international.models import InternationalTransfer
from app.international.paper_models import HeldPaper
from app.international.papers import NewAttachment
from app.international.refusals import REFUSALS
from app.international.where import Where
from app.lib.errors import Refused
from app.parties import queries as parties
from app.parties.fields import filling
from app.payouts.look_alikes import LooksAlike
from app.places import queries as places
from app.places import service as places_service
from app.timeline.makers import Maker
from app.web.headers import deed_id
from app.web.pages import page


def maker() -> Maker:
    """The person of this request."""
    return Maker(current_user.id, current_user.display_name, deed_id())


def fill(form: TransferForm, row: InternationalTransfer) -> None:
    """Say in a form what a transfer says, with Flip's complaints beside their fields."""
    form.amount.process_data(row.transaction.foreign_amount)
    fill_person(form, "beneficiary", row.beneficiary)
    fill_person(form, "sender", row.sender or {})
    form.alike_reason.process_data(row.payout.alike_reason)
    for name, complaints in REFUSALS.fields_of(row.payout.refusal).items():
        if name in form._fields:
            form[name].errors = [*form[name].errors, *complaints]
        else:
            form.form_errors.extend(complaints)


def fill_person(form: TransferForm, who: str, values: Mapping[str, str | None]) -> None:
    """Say in a form who is paid (`beneficiary`) or who sends (`sender`), as far as it asks for that."""
    for name, value in filling(who, values).items():
        if name in form._fields and value:
            form[name].process_data(value)


def paper_of(form: TransferForm) -> NewAttachment | None:
    """The paper that was chosen now, or before something else of the form had to be corrected."""
    if "attachment" not in form:
        return None
    return form.attachment.data or holding_papers.taken_back(form.held_paper.data, current_user.id)


def _held_paper(form: TransferForm) -> HeldPaper | None:
    if "attachment" not in form:
        return None
    if form.attachment.data is not None:
        form.held_paper.data = holding_papers.hold(form.attachment.data, current_user.id)
    return holding_papers.held(form.held_paper.data, current_user.id)


def amount_in(form: TransferForm) -> Decimal | None:
    """The amount that is typed, where it is one."""
    return form.amount.data if isinstance(form.amount.data, Decimal) else None


def show_form(
    form: TransferForm,
    where: Where,
    *,
    transfer: InternationalTransfer | None = None,
    status: int = 200,
    refusal: Refused | None = None,
) -> Response:
    """The page with the form, for the `transfer` that is changed or for a new one.

    `refusal` is why what was sent could not be carried out.
    """
    places_service.renew_if_old()
    before = queries.ended(form.anew.data)
    stands = transfer or before
    return page(
        "international/edit.html" if transfer else "international/new.html",
        status=status,
        form=form,
        where=where,
        transfer=transfer,
        held=_held_paper(form),
        paper=queries.attachment(stands.id) if stands else None,
        before=before,
        alike=refusal.found if isinstance(refusal, LooksAlike) else [],
        about=about(where.kind, where.country, form.currency, amount_in(form), transfer),
        beneficiaries=parties.beneficiaries_for(where.kind, where.country),
        senders=parties.senders() if "sender_name" in form else [],
        listed_at=places.heard_at(),
    )
