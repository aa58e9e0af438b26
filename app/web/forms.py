"""Form fields as people here fill them in, and errors that land beside their field."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import Field, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, StopValidation, ValidationError
from wtforms.widgets import TextInput

from app.lib import clock
from app.lib.errors import Refused
from app.lib.labels import mark
from app.lib.money import NotAnAmount, format_idr, parse_idr

# What the form library says by itself, so that it stands in the catalogue (it knows no Indonesian).
BUILT_IN = (
    mark("Not a valid choice."),
    mark("This field is required."),
    mark("Invalid Choice: could not coerce."),
    mark("Not a valid integer value."),
    mark("Not a valid date value."),
)


class _Words:
    """The library's messages, in the person's language."""

    def gettext(self, text: str) -> str:
        """A message."""
        return str(_(text))

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        """A message about a number of things."""
        return str(_(singular if count == 1 else plural))


class Form(FlaskForm):  # type: ignore[misc]
    """A form whose words follow the person's language."""

    class Meta:
        """WTForms settings."""

        locales = None

        def get_translations(self, form: Any) -> Any:
            """The library's own messages too come from our catalogue, where they are complete."""
            return _Words()

    def take(self, refusal: Refused) -> None:
        """Put a room's refusal beside its fields; what belongs to none goes above the form."""
        if not refusal.fields:
            self.form_errors.append(_(refusal.message, **refusal.values))
        self.place(refusal.fields, refusal.values)

    def place(self, errors: Mapping[str, str], values: Mapping[str, object] | None = None) -> None:
        """Put English source texts beside the fields they name."""
        for name, text in errors.items():
            message = _(text, **(values or {}))
            if name in self._fields:
                field = self._fields[name]
                field.errors = [*field.errors, message]
            else:
                self.form_errors.append(message)


class RupiahField(Field):
    """Whole rupiah, typed as `1.250.000`, `1250000` or `1,25jt`; keeps what was typed when it is wrong."""

    widget = TextInput()
    typed: str | None = None

    def _value(self) -> str:
        if self.typed is not None:
            return self.typed
        return format_idr(self.data).removeprefix("Rp ") if self.data is not None else ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed; empty means no amount."""
        if not valuelist:
            return
        self.typed, self.data = valuelist[0], None
        if self.typed.strip():
            try:
                self.data = parse_idr(self.typed)
            except NotAnAmount as error:
                raise ValueError(
                    _("This is not an amount in rupiah. Type it as 1.250.000, 1250000 or 1,25jt.")
                ) from error


class WibMinuteField(StringField):
    """A minute in WIB from a browser's date-and-time input; `.moment` is aware UTC or None."""

    moment: datetime | None = None

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return clock.to_wib(self.moment).strftime("%Y-%m-%dT%H:%M") if self.moment else ""

    def process_data(self, value: Any) -> None:
        """Take an aware moment as the default."""
        self.moment = value if isinstance(value, datetime) else None
        self.data = None

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read `YYYY-MM-DDTHH:MM` (or with a space) as WIB."""
        super().process_formdata(valuelist)
        self.moment = None if valuelist else self.moment
        text = (self.data or "").strip().replace(" ", "T")
        if not text:
            return
        try:
            naive = datetime.strptime(text[:16], "%Y-%m-%dT%H:%M")
            self.moment = naive.replace(tzinfo=clock.WIB).astimezone(UTC)
        except (ValueError, OverflowError) as error:
            raise ValueError(_("This is not a date and time. Write it as 2026-12-31 17:00.")) from error


class CodedError(str):
    """An error text that carries Flip's own code, shown in small print."""

    code: int

    def __new__(cls, text: str, code: int) -> "CodedError":
        """The text with its code."""
        made = super().__new__(cls, text)
        made.code = code
        return made


class CleanText:
    """Validator for one line of text: refuses control characters and, if told, characters Flip forbids."""

    def __init__(self, *, longest: int = 255, forbidden: str = "") -> None:
        self.longest = longest
        self.forbidden = forbidden

    def __call__(self, form: Any, field: Any) -> None:
        text = field.data or ""
        if len(text) > self.longest:
            raise ValidationError(
                _("At most %(most)s characters; this has %(count)s.", most=self.longest, count=len(text))
            )
        if re.search(r"[\x00-\x1f\x7f]", text):
            raise ValidationError(_("This holds a character that cannot be printed. Type it again by hand."))
        if found := sorted({letter for letter in text if letter in self.forbidden}):
            raise ValidationError(
                _("Flip does not accept these characters here: %(found)s", found=" ".join(found))
            )


class Needed(InputRequired):
    """Validator: something must be typed, and blanks are nothing."""

    def __call__(self, form: Any, field: Any) -> None:
        if not any(str(typed).strip() for typed in field.raw_data or []):
            field.errors = []
            raise StopValidation(self.message or "")


def named(labels: Mapping[str, str], name: str) -> Any:
    """The label of a field whose name is kept elsewhere too, translated when shown."""
    return lazy_gettext(labels[name])


def stripped(text: str | None) -> str | None:
    """Text without spaces at its ends; None stays None."""
    return text.strip() if text else text


def choice(value: str, label: Any, group: Any = None) -> Any:
    """One choice of a select or radio field, in a named group of them if one is given."""
    return SelectChoice(value, label, optgroup=group)


def digits_only(text: str | None) -> str | None:
    """An account number without the spaces, dots and dashes people put between its digits."""
    return "".join(letter for letter in text if letter not in " .-") if text else text


def options(pairs: Iterable[tuple[str, Any]]) -> list[Any]:
    """Choices for a select from pairs of value and text."""
    return [choice(value, text) for value, text in pairs]


def choices(members: Iterable[Any]) -> list[Any]:
    """Choices for a select from labelled enum members, translated when shown."""
    return options((member.value, lazy_gettext(member.label)) for member in members)
