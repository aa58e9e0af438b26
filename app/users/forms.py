"""Forms of the people's room: text from the browser, or an error beside its field."""

from flask_babel import lazy_gettext as _
from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired, Length

from app.web.forms import CleanText, Form, stripped

_NEEDED = _("Fill this in.")
_PASSWORD = {"autocomplete": "current-password"}
_NEW_PASSWORD = {"autocomplete": "new-password"}
_CODE = {"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}


class SignInForm(Form):
    """E-mail address and password."""

    email = StringField(
        _("E-mail address"),
        [InputRequired(_NEEDED), Length(max=254), CleanText(longest=254)],
        filters=[stripped],
        render_kw={"autocomplete": "username", "inputmode": "email"},
    )
    password = PasswordField(_("Password"), [InputRequired(_NEEDED)], render_kw=_PASSWORD)


class CodeForm(Form):
    """A one-time code from the app, or a recovery code."""

    code = StringField(
        _("One-time code"),
        [InputRequired(_NEEDED), CleanText(longest=40)],
        filters=[stripped],
        render_kw=_CODE,
    )
