"""Forms of the people's room: text from the browser, or an error beside its field."""

from email_validator import EmailNotValidError, validate_email
from flask_babel import lazy_gettext as _
from wtforms import Field, PasswordField, RadioField, StringField
from wtforms.validators import EqualTo, InputRequired, ValidationError

from app.users.permissions import Role, may_grant
from app.web.forms import CleanText, Form, choices, stripped

_NEEDED = _("Fill this in.")
_PASSWORD = {"autocomplete": "current-password"}
_NEW_PASSWORD = {"autocomplete": "new-password"}
_CODE = {"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}


def email_address(form: Form, field: Field) -> None:
    """Validator: an address as people have one, be it only inside the house's own network."""
    try:
        validate_email(field.data or "", test_environment=True, globally_deliverable=False)
    except EmailNotValidError as error:
        raise ValidationError(_("This is not an e-mail address.")) from error


class SignInForm(Form):
    """E-mail address and password."""

    email = StringField(
        _("E-mail address"),
        [InputRequired(_NEEDED), CleanText(longest=254)],
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


class PasswordForm(Form):
    """Changing one's own password."""

    current = PasswordField(_("Present password"), [InputRequired(_NEEDED)], render_kw=_PASSWORD)
    new = PasswordField(_("New password"), [InputRequired(_NEEDED)], render_kw=_NEW_PASSWORD)
    again = PasswordField(
        _("New password, once more"),
        [InputRequired(_NEEDED), EqualTo("new", _("The two are not the same."))],
        render_kw=_NEW_PASSWORD,
    )


class TurnOffForm(CodeForm):
    """Taking the second factor away: the password too."""

    password = PasswordField(_("Present password"), [InputRequired(_NEEDED)], render_kw=_PASSWORD)


class PersonForm(Form):
    """Somebody's name and role."""

    display_name = StringField(
        _("Name"), [InputRequired(_NEEDED), CleanText(longest=100)], filters=[stripped]
    )
    role = RadioField(_("Role"), [InputRequired(_NEEDED)], choices=choices(Role))

    def offer(self, giver: Role) -> None:
        """Offer the roles this person may give."""
        self.role.choices = choices(role for role in Role if may_grant(giver, role))


class NewPersonForm(PersonForm):
    """Somebody new."""

    email = StringField(
        _("E-mail address"),
        [
            InputRequired(_NEEDED),
            CleanText(longest=254),
            email_address,
        ],
        filters=[stripped],
        render_kw={"autocomplete": "off", "inputmode": "email"},
    )
