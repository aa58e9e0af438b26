"""Forms of deciding about a payout."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField
from wtforms.validators import InputRequired

from app.web.forms import CleanText, Form, stripped


class ApproveForm(Form):
    """A fresh one-time code, and the content one was shown."""

    fingerprint = HiddenField(validators=[CleanText(longest=64)])
    code = StringField(
        _l("One-time code"),
        [InputRequired(_l("Enter the code from your authenticator app.")), CleanText(longest=20)],
    )
    reason = StringField(_l("Why is this right?"), [CleanText(longest=300)], [stripped])


class RejectForm(Form):
    """Why not."""

    fingerprint = HiddenField(validators=[CleanText(longest=64)])
    reason = StringField(
        _l("Why not?"),
        [InputRequired(_l("Say why, so that its maker understands.")), CleanText(longest=300)],
        [stripped],
    )
