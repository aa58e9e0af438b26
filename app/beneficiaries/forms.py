"""The form of a beneficiary."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField

from app.web.account_fields import AccountFields
from app.web.emails_field import EmailsField
from app.web.forms import CleanText, Needed, stripped
from app.web.pick_field import PickField


class BeneficiaryForm(AccountFields):
    """Whom one pays, where their account is, and what a payout to them begins with."""

    seen = HiddenField(validators=[CleanText(longest=64)])
    name = StringField(
        _l("Name of the recipient"),
        [Needed(_l("Enter the name you expect.")), CleanText()],
        [stripped],
    )
    recipient_city = PickField(_l("City of the recipient"))
    emails = EmailsField(_l("E-mail addresses"))
    note = StringField(_l("Note"), [CleanText(longest=300)], [stripped])

    def details(self) -> dict[str, Any]:
        """The beneficiary, as the service takes it."""
        return {
            "name": self.name.data,
            "bank_code": self.bank_code.data,
            "account_number": self.account_number.data,
            "note": self.note.data or None,
            "recipient_city": self.recipient_city.data,
            "emails": self.emails.joined,
        }
