"""The form of a payout: what staff type, checked as Flip will check it."""

import re
from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, SelectField, StringField
from wtforms.validators import InputRequired, ValidationError

from app.disbursements.content import LABELS
from app.disbursements.forms_agent import AgentFields
from app.disbursements.forms_recipient import RecipientFields
from app.disbursements.forms_sender import SenderFields
from app.lib import clock
from app.web.forms import (
    CleanText,
    Needed,
    RupiahField,
    WibMinuteField,
    choice,
    digits_only,
    named,
    stripped,
)

SMALLEST_IDR = 10_000
LONGEST_REMARK = 18
LATEST = timedelta(days=60)
# What the buttons of the form say is to be done with it; the first is to submit it.
DRAFT = "draft"
CHECK = "check"


class PayoutForm(SenderFields, AgentFields, RecipientFields):
    """Bank, account, the name one expects, amount, remark, and when it is to go.

    A draft may leave anything empty, but what is filled in has to be right. `base` is the fingerprint of what
    an edit was filled from, `anew` the payout this one is made from.
    """

    submission = HiddenField(validators=[CleanText(longest=64)])
    base = HiddenField(validators=[CleanText(longest=64)])
    anew = HiddenField(validators=[CleanText(longest=32)])
    bank_code = SelectField(named(LABELS, "bank_code"), [Needed(_l("Choose the bank."))])
    account_number = StringField(
        named(LABELS, "account_number"),
        [Needed(_l("Enter the account number.")), CleanText(longest=64)],
        [digits_only],
    )
    typed_name = StringField(
        named(LABELS, "typed_name"),
        [Needed(_l("Enter the name you expect.")), CleanText()],
        [stripped],
    )
    amount_idr = RupiahField(named(LABELS, "amount_idr"), [Needed(_l("Enter the amount."))])
    remark = StringField(named(LABELS, "remark"), [CleanText(longest=LONGEST_REMARK)], [stripped])
    wait_for_bank = BooleanField(named(LABELS, "wait_for_bank"))
    not_before = WibMinuteField(named(LABELS, "not_before"))
    alike_reason = StringField(named(LABELS, "alike_reason"), [CleanText(longest=300)], [stripped])

    def offer(self, banks: list[tuple[str, str]]) -> None:
        """Offer the banks that Flip lists, each with what one should know of it."""
        self.bank_code.choices = [choice("", _("Choose…"))] + [choice(code, name) for code, name in banks]

    def validate_as(self, *, draft: bool) -> bool:
        """Check each field; a draft may leave any of them empty."""
        self.is_draft = draft
        if draft:
            for field in self:
                field.validators = [one for one in field.validators if not isinstance(one, InputRequired)]
        return bool(self.validate())

    def validate_account_number(self, field: Any) -> None:
        """Digits alone; leading zeros count, so it stays text."""
        nothing = not any(typed.strip() for typed in field.raw_data or [])
        if not (nothing or field.errors or (field.data.isascii() and field.data.isdigit())):
            raise ValidationError(_("An account number has digits only."))

    def validate_amount_idr(self, field: Any) -> None:
        """Flip takes nothing below Rp 10.000."""
        if field.data is not None and field.data < SMALLEST_IDR:
            raise ValidationError(_("Flip sends from Rp 10.000 up."))

    def validate_remark(self, field: Any) -> None:
        """Banks print few characters (disbursement: remark)."""
        odd = sorted(set(re.findall(r"[^A-Za-z0-9 .\-/()]", field.data or "")))
        if odd and not field.errors:
            raise ValidationError(
                _("Only letters, digits, spaces and . - / ( ); leave out: %(found)s", found=" ".join(odd))
            )

    def validate_not_before(self, field: Any) -> None:
        """A moment to come, and not one that everybody has forgotten by then."""
        if field.moment is None or field.moment == field.object_data:
            return
        if field.moment <= clock.now():
            raise ValidationError(_("This moment has passed. Choose a later one."))
        if field.moment > clock.now() + LATEST:
            raise ValidationError(_("At most %(days)s days ahead.", days=LATEST.days))

    def beneficiary(self) -> dict[str, Any]:
        """The recipient, as beneficiaries are kept."""
        return {
            "name": self.typed_name.data,
            "bank_code": self.bank_code.data,
            "account_number": self.account_number.data,
            "note": None,
            "recipient_city": self.recipient_city.data,
            "emails": self.beneficiary_emails.joined,
        }

    def values(self) -> dict[str, Any]:
        """The payout's content, as the service takes it."""
        return {
            "bank_code": self.bank_code.data,
            "account_number": self.account_number.data,
            "typed_name": self.typed_name.data,
            "amount_idr": self.amount_idr.data,
            "remark": self.remark.data,
            "wait_for_bank": bool(self.wait_for_bank.data),
            "not_before": self.not_before.moment,
            "alike_reason": self.alike_reason.data,
            **self.sender_values(),
            **self.recipient_values(),
            **self.agent_values(self.transfer_kind.data, self.direction.data),
        }
