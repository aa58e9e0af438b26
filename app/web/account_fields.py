"""The two fields that name a bank account, as every form that asks for one has them."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.validators import ValidationError

from app.web.forms import CleanText, Form, Needed, choice, digits_only


class AccountFields(Form):
    """Bank and account number."""

    bank_code = SelectField(_l("Bank"), [Needed(_l("Choose the bank."))])
    account_number = StringField(
        _l("Account number"),
        [Needed(_l("Enter the account number.")), CleanText(longest=64)],
        [digits_only],
    )

    def offer(self, banks: list[tuple[str, str]]) -> None:
        """Offer the banks that Flip lists, each with what one should know of it."""
        self.bank_code.choices = [choice("", _("Choose…"))] + [choice(code, name) for code, name in banks]

    def validate_account_number(self, field: Any) -> None:
        """Digits alone; leading zeros count, so it stays text."""
        if not (field.data.isascii() and field.data.isdigit()):
            raise ValidationError(_("An account number has digits only."))
