"""The form that asks who holds an account."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, ValidationError

from app.web.forms import CleanText, Form, choice, digits_only, stripped


class AskForm(Form):
    """Bank, account number, and the name one expects."""

    bank_code = SelectField(_l("Bank"), [InputRequired(_l("Choose the bank."))])
    account_number = StringField(
        _l("Account number"),
        [InputRequired(_l("Enter the account number.")), CleanText(longest=64)],
        [digits_only],
    )
    typed_name = StringField(_l("Name you expect"), [CleanText()], [stripped])

    def offer(self, banks: list[tuple[str, str]]) -> None:
        """Offer the banks that Flip lists."""
        first = [choice("", _("Choose…"))]
        self.bank_code.choices = first + [choice(code, name) for code, name in banks]

    def validate_account_number(self, field: Any) -> None:
        """Digits alone; leading zeros count, so it stays text."""
        if not (field.data.isascii() and field.data.isdigit()):
            raise ValidationError(_("An account number has digits only."))
