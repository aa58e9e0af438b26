"""Forms of the payments room."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField
from wtforms.validators import InputRequired

from app.payments.statuses import FINAL, PaymentStatus
from app.web.forms import CleanText, Form, choices


class SettleForm(Form):
    """Which of two contradicting statuses is true, and what convinced the person."""

    keep = RadioField(
        _l("What is true?"),
        [InputRequired(_l("Choose what is true."))],
    )
    reason = StringField(
        _l("What convinced you?"), [InputRequired(_l("Say what convinced you.")), CleanText(longest=300)]
    )

    def offer(self, stands: PaymentStatus) -> "SettleForm":
        """Let the person choose among the final statuses and the one that stands."""
        self.keep.choices = choices(status for status in PaymentStatus if status in FINAL | {stands})
        return self
