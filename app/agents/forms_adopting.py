"""The form in which a person names the agent at Flip that one of unknown fate is."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import Regexp

from app.web.forms import Form, Needed, stripped


class AdoptForm(Form):
    """The agent's number at Flip."""

    flip_id = StringField(
        _l("The agent's number at Flip"),
        [
            Needed(_l("Enter the number from Flip's dashboard.")),
            Regexp(r"[A-Za-z0-9-]{1,64}\Z", message=_l("Use letters, digits and dashes only.")),
        ],
        [stripped],
    )
