"""Forms of deciding about a payout."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField
from wtforms.validators import InputRequired, Length

from app.web.forms import CleanText, Form, stripped


class ApproveForm(Form):
    """A fresh one-time code, and the content one was shown."""

    fingerprint = HiddenField(validators=[Length(max=64), CleanText()])
    code = StringField(
        _l("One-time code"),
        [InputRequired(_l("Enter the code from your authenticator app.")), Length(max=20)],
    )


class RejectForm(Form):
    """Why not."""

    fingerprint = HiddenField(validators=[Length(max=64), CleanText()])
    reason = StringField(
        _l("Why not?"),
        [InputRequired(_l("Say why, so that its maker understands.")), Length(max=300)],
        [stripped],
    )
