"""An amount in another currency than rupiah, as people here type it."""

from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from wtforms import Field
from wtforms.validators import ValidationError
from wtforms.widgets import TextInput

from app.flip.foreign_money import decimals
from app.lib.foreign_money import TooManyDecimals, parse_foreign
from app.lib.money import NotAnAmount
from app.web.filters import foreign


class ForeignField(Field):
    """An amount abroad, typed as `1.250,50`, `1,250.50` or `1250.5`; keeps what was typed when it is wrong.

    `country` (ISO alpha-3) says how many decimals there are; it is set before the form is checked.
    """

    widget = TextInput()
    country = ""
    data: Decimal | None

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else foreign(self.data, self.country)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Nothing can be read before the country is known."""

    def pre_validate(self, form: Any) -> None:
        """Read what was typed; empty means no amount."""
        typed = self._value().strip()
        self.data = self._read(typed) if typed else None

    def _read(self, typed: str) -> Decimal:
        most = decimals(self.country)
        try:
            return parse_foreign(typed, most)
        except TooManyDecimals as error:
            said = _("At most %(most)s decimals are possible here.", most=most)
            raise ValidationError(said if most else _("No decimals are possible here.")) from error
        except NotAnAmount as error:
            raise ValidationError(_("This is not an amount. Type it as 1.250,50 or 1250.5.")) from error
