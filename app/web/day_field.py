"""A day in WIB, from a browser's date input."""

from typing import Any

from flask_babel import gettext as _
from wtforms import DateField

# Days before are nobody's here, and near the ends of the calendar no day has both its bounds in UTC.
_FIRST_YEAR, _LAST_YEAR = 2000, 2999


class DayField(DateField):
    """A day between 2000 and 2999; keeps what was typed when it is none."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read `YYYY-MM-DD`; empty means no day."""
        if not valuelist or not str(valuelist[0]).strip():
            self.data = None
            return
        said = _("This is not a day. Write it as 2026-12-31.")
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(said) from error
        if self.data and not _FIRST_YEAR <= self.data.year <= _LAST_YEAR:
            self.data = None
            raise ValueError(said)
