"""Forms of the payments room."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField
from wtforms.validators import InputRequired, Length

from app.payments.statuses import FINAL, PaymentStatus
from app.web.forms import Form, choices


class SettleForm(Form):
    """Which of two contradicting statuses is true, and what convinced the person."""

    keep = RadioField(
        _l("What is true?"),
        [InputRequired(_l("Choose what is true."))],
        choices=choices(status for status in PaymentStatus if status in FINAL),
    )
    reason = StringField(
        _l("What convinced you?"), [InputRequired(_l("Say what convinced you.")), Length(max=300)]
    )
