"""The part of the payout form about the recipient: the city, whom to tell, and keeping them."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from app.web.emails_field import EmailsField
from app.web.forms import Form
from app.web.pick_field import PickField


class RecipientFields(Form):
    """Where the recipient's bank is, who is told when the money was sent, and whether to keep all this."""

    recipient_city = PickField(_l("City of the recipient"))
    beneficiary_emails = EmailsField(_l("E-mail addresses"))
    save_beneficiary = BooleanField(_l("Keep this recipient among the beneficiaries"))

    def offer_cities(self, cities: list[tuple[str, str]]) -> None:
        """Offer the cities that Flip lists."""
        self.recipient_city.offer(cities, "cities")

    def recipient_values(self) -> dict[str, Any]:
        """City and addresses, as a payout's content names them."""
        return {
            "recipient_city": self.recipient_city.data,
            "beneficiary_emails": self.beneficiary_emails.joined,
        }
