"""The filters above the audit log."""

from flask_babel import lazy_gettext as _
from wtforms import DateField, Field, SelectField, StringField
from wtforms.validators import Optional

from app.audit import verbs
from app.audit.models import Outcome
from app.audit.queries import Filters
from app.web.forms import CleanText, Form, choices, options, stripped

ANY = options([("", _("Any"))])


class FilterForm(Form):
    """Filters in the address; what cannot be read is said beside its field and narrows nothing."""

    person = SelectField(_("Person"), [Optional()])
    verb = SelectField(_("Deed"), [Optional()])
    subject = StringField(_("Subject"), [Optional(), CleanText(longest=64)], filters=[stripped])
    outcome = SelectField(_("Outcome"), [Optional()], choices=[*ANY, *choices(Outcome)])
    day = DateField(_("Day (WIB)"), [Optional()])

    class Meta(Form.Meta):
        """A filter changes nothing and needs no token."""

        csrf = False

    def offer(self, people: list[str], deeds: list[str]) -> None:
        """Put the names and verbs to choose from."""
        self.person.choices = ANY + options((name, verbs.actor_named(name)) for name in people)
        self.verb.choices = ANY + options((deed, verbs.named(deed)) for deed in deeds)

    def filters(self) -> Filters:
        """What was asked for, as far as it can be read."""
        self.validate()
        return Filters(
            person=self._read(self.person),
            verb=self._read(self.verb),
            subject=self._read(self.subject),
            outcome=self._read(self.outcome),
            day=None if self.day.errors else self.day.data,
        )

    def _read(self, field: Field) -> str:
        return "" if field.errors else field.data or ""
