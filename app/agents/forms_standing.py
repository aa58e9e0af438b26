"""The form of suspending an agent, and of taking that back."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired

from app.web.forms import CleanText, Form, stripped


class StandingForm(Form):
    """Why."""

    reason = StringField(
        _l("Why?"),
        [InputRequired(_l("Say why, so that others understand it later.")), CleanText(longest=300)],
        [stripped],
    )
