"""The name check on the form of a payout: what the bank says of the account, held against the typed name."""

from dataclasses import dataclass

from app.disbursements.forms import PayoutForm
from app.disbursements.holders import why_not
from app.inquiries import queries, service
from app.inquiries.models import Inquiry
from app.inquiries.statuses import ASK_AGAIN, Behaviour
from app.lib import clock
from app.timeline.makers import Maker
from app.web.live import version_of


@dataclass(frozen=True)
class NameCheck:
    """The bank's answer, if it was asked lately, and how the typed name fits it."""

    inquiry: Inquiry | None
    typed_name: str

    @property
    def why_not(self) -> str | None:
        """Why nothing may be sent to this account (English source)."""
        if self.inquiry is None or self.inquiry.behaviour is not Behaviour.BLOCK:
            return None
        return why_not(self.inquiry)

    @property
    def may_ask(self) -> bool:
        """True when asking the bank would tell more."""
        return self.inquiry is None or self.inquiry.state in ASK_AGAIN

    @property
    def version(self) -> str:
        """Changes when the answer or the name does."""
        return version_of(self.inquiry and self.inquiry.updated_at, self.typed_name)


def known(form: PayoutForm) -> NameCheck:
    """What is known of the account a form names, without asking anybody."""
    bank_code, number = form.bank_code.data or "", form.account_number.data or ""
    inquiry = None
    if bank_code.isprintable() and number.isdigit():
        inquiry = queries.newest(bank_code, number, since=clock.now() - service.FRESH)
    return NameCheck(inquiry, form.typed_name.data or "")


def ask(form: PayoutForm, asker: Maker) -> NameCheck:
    """Have the bank asked, unless the form names no account or the answer is known."""
    if _names_an_account(form):
        service.ask_unless_known(
            form.bank_code.data, form.account_number.data or "", form.typed_name.data, asker
        )
    return known(form)


def of(public_id: str, typed_name: str) -> NameCheck:
    """The same for a question that was asked; :raises NotFound: when there is no such question."""
    return NameCheck(service.get(public_id), typed_name)


def _names_an_account(form: PayoutForm) -> bool:
    digits = [type(form).validate_account_number]
    well = [form.bank_code.validate(form), form.account_number.validate(form, digits)]
    return all(well) and bool(form.bank_code.data and form.account_number.data)
