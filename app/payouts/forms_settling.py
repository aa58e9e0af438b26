"""The form of deciding what is true about a payout."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField
from wtforms.validators import InputRequired

from app.payouts.settling import choices_for
from app.payouts.statuses import PayoutStatus
from app.web.forms import CleanText, Form, choices, stripped


class SettleForm(Form):
    """What became of the payout, and what convinced the person."""

    keep = RadioField(_l("What is true?"), [InputRequired(_l("Choose what is true."))])
    reason = StringField(
        _l("What convinced you?"),
        [InputRequired(_l("Say what convinced you.")), CleanText(longest=300)],
        [stripped],
    )

    def offer(self, stands: PayoutStatus) -> "SettleForm":
        """Let the person choose among what Flip may have done and what stands."""
        self.keep.choices = choices(choices_for(stands))
        return self
