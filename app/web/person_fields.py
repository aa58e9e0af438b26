"""What forms about people share: their names, their day of birth, and the number of what they show."""

import re
from datetime import date
from typing import Any

from flask_babel import gettext as _
from wtforms import DateField
from wtforms.validators import ValidationError

from app.lib import clock

EARLIEST_BIRTH = date(1900, 1, 1)
DATE_FORMATS = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"]


class DayField(DateField):
    """A date, or nothing; picked, or typed with the day first."""

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any) -> None:
        super().__init__(label, validators, format=DATE_FORMATS, **kwargs)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed; blanks mean no date."""
        self.data = None
        if any(str(typed).strip() for typed in valuelist):
            super().process_formdata(valuelist)


class BirthDay:
    """Validator: a day on which somebody alive may have been born."""

    def __call__(self, form: Any, field: Any) -> None:
        if field.data and field.data > clock.today():
            raise ValidationError(_("This day is still to come."))
        if field.data and field.data < EARLIEST_BIRTH:
            raise ValidationError(_("Check the year."))


class PlainWords:
    """Validator: letters, digits and the spaces between names."""

    def __call__(self, form: Any, field: Any) -> None:
        if odd := sorted(set(re.findall(r"[^A-Za-z0-9 ]", field.data or ""))):
            raise ValidationError(
                _("Only letters, digits and spaces; leave out: %(found)s", found=" ".join(odd))
            )


def letters_and_digits(text: str | None) -> str | None:
    """An identity number without the spaces, dots and dashes people put into it."""
    return re.sub(r"[\s.\-]", "", text) if text else text


def check_identity_number(number: str, longest: int | None) -> None:
    """Raise ValidationError unless it is letters and digits, and at most so many if that is known."""
    if number and not (number.isascii() and number.isalnum()):
        raise ValidationError(_("Use letters and digits only."))
    if longest and len(number) > longest:
        raise ValidationError(
            _("At most %(most)s characters; this has %(count)s.", most=longest, count=len(number))
        )
