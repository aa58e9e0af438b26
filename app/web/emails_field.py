"""A field for several e-mail addresses, separated as people separate them."""

import re
from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext as _
from wtforms import TextAreaField
from wtforms.validators import ValidationError

MOST = 20
LONGEST = 254


class EmailsField(TextAreaField):
    """Up to twenty addresses between commas, semicolons, spaces or lines; `.joined` has commas alone."""

    addresses: tuple[str, ...] = ()

    @property
    def joined(self) -> str | None:
        """The addresses as they are kept and sent; None when there is none."""
        return ",".join(self.addresses) or None

    def process_data(self, value: Any) -> None:
        """Show kept addresses one to a line."""
        super().process_data("\n".join(value.split(",")) if value else value)

    def pre_validate(self, form: Any) -> None:
        """Read the addresses; each once, as its domain is written."""
        typed = [part for part in re.split(r"[\s,;]+", self.data or "") if part]
        wrong = [part for part in typed if _read(part) is None]
        if wrong:
            raise ValidationError(_("This is not an e-mail address: %(found)s", found=", ".join(wrong[:3])))
        self.addresses = tuple(dict.fromkeys(address for part in typed if (address := _read(part))))
        if len(self.addresses) > MOST:
            raise ValidationError(
                _("At most %(most)s addresses; these are %(count)s.", most=MOST, count=len(self.addresses))
            )


def _read(typed: str) -> str | None:
    if len(typed) > LONGEST or not typed.isprintable():
        return None
    try:
        found = validate_email(typed, allow_smtputf8=False, check_deliverability=False)
    except EmailNotValidError:
        return None
    return found.ascii_email or found.normalized
