"""Forms of the inbox."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired

from app.web.forms import CleanText, Form


class ReplayForm(Form):
    """Why a callback is to be worked again."""

    reason = StringField(_l("Why?"), [InputRequired(_l("Say why.")), CleanText(longest=300)])
