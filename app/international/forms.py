"""The form of a transfer abroad: how much, to whom, from whom, asked as the country wants it told."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, StringField

from app.corridors.statuses import TransactionType
from app.flip.corridors import FormData
from app.international.attachments import needed
from app.international.paper_field import PaperField
from app.international.papers import NewAttachment
from app.international.quoting import rate_in
from app.parties.fields import BeneficiaryFields, SenderFields
from app.parties.needs import sends_for_consumer
from app.web.foreign_field import ForeignField
from app.web.forms import CleanText, Needed, stripped


class TransferForm(BeneficiaryFields, SenderFields):
    """What is typed of a transfer of one type to one country.

    `base` is the fingerprint of what an edit was filled from, `anew` the transfer this one is made from,
    `seen_rate` the rate the person saw beside the form as they sent it, `held_paper` what gets back the paper
    that was chosen before something else had to be corrected.
    """

    submission = HiddenField(validators=[CleanText(longest=64)])
    base = HiddenField(validators=[CleanText(longest=64)])
    anew = HiddenField(validators=[CleanText(longest=32)])
    held_paper = HiddenField(validators=[CleanText(longest=64)])
    seen_rate = HiddenField(validators=[CleanText(longest=40)])
    transaction_type = HiddenField(validators=[CleanText(longest=8)])
    source_country = HiddenField(default="IDN", validators=[CleanText(longest=3)])
    destination_country = HiddenField(validators=[CleanText(longest=8)])
    amount = ForeignField(_l("They receive"), [Needed(_l("Enter the amount."))])
    attachment = PaperField(_l("Invoice"))
    alike_reason = StringField(_l("Why it is no repetition"), [CleanText(longest=300)], [stripped])
    keep_beneficiary = BooleanField(_l("Keep this recipient among those abroad"))
    keep_sender = BooleanField(_l("Keep this sender"))

    def ask_for(self, kind: TransactionType, country: str, told: FormData) -> None:
        """Ask what a transfer of this type to this country has to tell, and nothing else."""
        self.ask(kind, country, told)
        self.kind, self.country, self.currency = kind, country, told.currency_code
        self.transaction_type.data, self.destination_country.data = str(kind), country
        self.amount.country = country
        if not needed(str(kind), country):
            self._leave_out("attachment")
            self._leave_out("held_paper")
        if not sends_for_consumer(kind):
            self._leave_out("keep_sender")

    def values(self, paper: NewAttachment | None) -> dict[str, Any]:
        """What was typed, as the service takes it, with the paper that was chosen."""
        return {
            "transaction_type": str(self.kind),
            "destination_country": self.country,
            "currency_code": self.currency,
            "amount": self.amount.data,
            "seen_rate": rate_in(self.seen_rate.data),
            "beneficiary": self.beneficiary_values(),
            "sender": self.sender_values(),
            "attachment": paper,
            "alike_reason": self.alike_reason.data,
        }
