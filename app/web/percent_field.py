"""A percentage with one decimal, as people here type it."""

from typing import Any

from flask_babel import gettext as _
from wtforms import Field
from wtforms.widgets import TextInput

from app.lib.permille import NotAPercentage, format_permille, parse_permille


class PercentField(Field):
    """A percentage typed as `2`, `2,5` or `2.5`; keeps what was typed when it is wrong.

    `data` are tenths of a percent, None while nothing was typed.
    """

    widget = TextInput()
    data: int | None

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return format_permille(self.data).removesuffix(" %") if self.data is not None else ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed; empty means no percentage."""
        if not valuelist:
            return
        self.data = None
        if valuelist[0].strip():
            try:
                self.data = parse_permille(valuelist[0])
            except NotAPercentage as error:
                raise ValueError(
                    _("This is not a percentage with at most one decimal. Type it as 2 or 2,5.")
                ) from error
