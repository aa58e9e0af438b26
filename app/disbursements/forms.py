"""The form of a new payout: what staff type, checked as Flip will check it."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField, StringField
from wtforms.validators import InputRequired, ValidationError

from app.web.forms import CleanText, Form, RupiahField, choice, digits_only, stripped

SMALLEST_IDR = 10_000
LONGEST_REMARK = 18


class PayoutForm(Form):
    """Bank, account, the name one expects, amount and remark."""

    submission = HiddenField(validators=[CleanText(longest=64)])
    bank_code = SelectField(_l("Bank"), [InputRequired(_l("Choose the bank."))])
    account_number = StringField(
        _l("Account number"),
        [InputRequired(_l("Enter the account number.")), CleanText(longest=64)],
        [digits_only],
    )
    typed_name = StringField(
        _l("Name of the recipient"),
        [InputRequired(_l("Enter the name you expect.")), CleanText()],
        [stripped],
    )
    amount_idr = RupiahField(_l("Amount"), [InputRequired(_l("Enter the amount."))])
    remark = StringField(_l("Remark"), [CleanText(longest=LONGEST_REMARK, forbidden="?#$'\";<>")], [stripped])

    def offer(self, banks: list[tuple[str, str]]) -> None:
        """Offer the banks that Flip lists, each with what one should know of it."""
        self.bank_code.choices = [choice("", _("Choose…"))] + [choice(code, name) for code, name in banks]

    def validate_account_number(self, field: Any) -> None:
        """Digits alone; leading zeros count, so it stays text."""
        if not (field.data.isascii() and field.data.isdigit()):
            raise ValidationError(_("An account number has digits only."))

    def validate_amount_idr(self, field: Any) -> None:
        """Flip takes nothing below Rp 10.000."""
        if field.data is not None and field.data < SMALLEST_IDR:
            raise ValidationError(_("Flip sends from Rp 10.000 up."))

    def values(self) -> dict[str, Any]:
        """The payout, as the service takes it."""
        return {
            "bank_code": self.bank_code.data,
            "account_number": self.account_number.data,
            "typed_name": self.typed_name.data,
            "amount_idr": self.amount_idr.data,
            "remark": self.remark.data or None,
        }
