"""Checks of what is typed about sender and recipient, each of which says in words what Flip would refuse."""

import re
import unicodedata
from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask_babel import get_locale
from flask_babel import gettext as _
from wtforms.validators import ValidationError

from app.lib import clock
from app.parties.identifiers import LONGEST, ONLY_LETTERS, WrongIdentifier, bare, read_identifier
from app.web.forms import CleanText

LONGEST_TEXT = 255
LONGEST_EMAIL = 254
MOST_SHOWN = 10
FEWEST_WORDS_OF_AN_ADDRESS = 2
_ODD = re.compile(r"[^A-Za-z0-9 .,'\-/()&]")
_PHONE = re.compile(r"\+[1-9][0-9]{7,14}")


class BankText(CleanText):
    """Validator: what banks abroad can print, not too long, and not too few words of it.

    Flip's complaints of this are 1024, 1084 and 1085.
    """

    def __init__(self, *, longest: int = LONGEST_TEXT, words: int = 1) -> None:
        super().__init__(longest=longest)
        self.words = words

    def __call__(self, form: Any, field: Any) -> None:
        super().__call__(form, field)
        text = field.data or ""
        if found := _ODD.findall(text):
            if plain := _plain(text):
                said = _("Banks abroad take plain letters alone. Write: %(plain)s", plain=plain)
                raise ValidationError(said)
            odd = " ".join(sorted(set(found))[:MOST_SHOWN])
            said = _(
                "Only letters A to Z, digits, spaces and . , ' - / ( ) &; leave out: %(found)s", found=odd
            )
            raise ValidationError(said)
        if text and not re.search("[A-Za-z0-9]", text):
            raise ValidationError(_("There is no letter and no digit in this."))
        if text and len(text.split()) < self.words:
            raise ValidationError(_("Write it out: the street with its number, for example."))


def _plain(text: str) -> str | None:
    """The text without its accents; None if something else than accents is odd about it."""
    letters = [unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode() for letter in text]
    plain = "".join(letters)
    return None if "" in letters or _ODD.search(plain) else plain


class AccountNumber:
    """Validator: an account number abroad, kept without what people write between its digits."""

    def __call__(self, form: Any, field: Any) -> None:
        typed = field.data or ""
        CleanText(longest=LONGEST)(form, field)
        number = bare(typed)
        if not (number.isascii() and number.isalnum()):
            raise ValidationError(_(ONLY_LETTERS))
        field.data = number


class Identified:
    """Validator: an identifier of an account, by Flip's name for it, that fits the country of the form."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, form: Any, field: Any) -> None:
        if not field.data:
            return
        try:
            field.data = read_identifier(self.name, field.data, form.asked_country)
        except WrongIdentifier as wrong:
            said = {"found": _country(wrong.found), "wanted": _country(wrong.wanted)}
            raise ValidationError(_(wrong.message, **said)) from wrong


def _country(alpha2: str) -> str:
    return str(get_locale().territories.get(alpha2, alpha2))


class OneAddress:
    """Validator: exactly one e-mail address (1041), kept as its domain is written."""

    def __call__(self, form: Any, field: Any) -> None:
        typed = field.data or ""
        if not typed:
            return
        try:
            found = validate_email(
                typed[: LONGEST_EMAIL + 1], allow_smtputf8=False, check_deliverability=False
            )
        except EmailNotValidError as error:
            raise ValidationError(_("This is not one e-mail address.")) from error
        field.data = found.ascii_email or found.normalized


def dialled(typed: str) -> str:
    """A phone number with + and without what people write between its digits; nothing else is changed."""
    number = re.sub(r"[\s.\-()]", "", unicodedata.normalize("NFKC", typed[:LONGEST]))
    number = re.sub(r"\A00", "+", number)
    return f"+{number}" if re.match(r"[1-9]", number) else number


def check_phone(number: str) -> None:
    """Raise ValidationError unless it begins with + and the code of a country."""
    if number and not _PHONE.fullmatch(number):
        raise ValidationError(_("Begin with + and the code of the country, such as +62 812 3456 7890."))


class Phone:
    """Validator: a phone number that begins with the code of its country."""

    def __call__(self, form: Any, field: Any) -> None:
        number = dialled(field.data or "")
        check_phone(number)
        field.data = number


class StillValid:
    """Validator: a day until which an identity is valid has not passed."""

    def __call__(self, form: Any, field: Any) -> None:
        if field.data and field.data < clock.today():
            raise ValidationError(_("This identity has expired. Ask for the new one."))
