"""What tells a bank account abroad apart, checked before Flip is asked: IBAN, SWIFT, IFSC and the others."""

import re
import unicodedata
from collections.abc import Callable, Mapping

from stdnum import bic, iban
from stdnum.exceptions import ValidationError
from stdnum.us import rtn

from app.lib.countries import alpha2
from app.lib.labels import mark as _

LONGEST = 64
ONLY_LETTERS = _("Use letters and digits only.")
# The first two digits of an American routing number say which bank of the Federal Reserve gave it.
_ROUTED = {*range(1, 13), *range(21, 33), *range(61, 73), 80}
_SPACES_AND_DASHES = {"Zs", "Pd", "Cf"}


class WrongIdentifier(ValueError):
    """What is wrong (English source); `found` and `wanted`, two letters of a country each, complete it."""

    def __init__(self, message: str, found: str = "", wanted: str = "") -> None:
        super().__init__(message)
        self.message, self.found, self.wanted = message, found, wanted


def bare(text: str) -> str:
    """A number without the spaces, dots and dashes people write into it, in capitals and narrow digits."""
    narrow = unicodedata.normalize("NFKC", text)
    return "".join(letter for letter in narrow if not _is_between(letter)).upper()


def _is_between(letter: str) -> bool:
    return letter == "." or letter.isspace() or unicodedata.category(letter) in _SPACES_AND_DASHES


def read_identifier(name: str, typed: str, country: str) -> str:
    """An identifier as Flip takes it; `name` is Flip's without `beneficiary_`, `country` ISO alpha-3.

    :raises WrongIdentifier: it is none, or of another country.
    """
    if len(typed) > LONGEST:
        raise WrongIdentifier(_SENTENCES[name])
    text = bare(typed)
    if not (text.isascii() and text.isalnum()):
        raise WrongIdentifier(ONLY_LETTERS)
    _CHECKS[name](text, alpha2(country))
    return text


def _iban(text: str, country: str | None) -> None:
    if not re.fullmatch(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{8,30}", text):
        raise WrongIdentifier(_SENTENCES["iban"])
    _same_country(text[:2], country, _OTHER_IBAN)
    try:
        # Not the library's own lists of a country's banks: new banks are not in them.
        iban.validate(text, check_country=False)
    except ValidationError as error:
        raise WrongIdentifier(_MISTYPED_IBAN) from error


def _bic(text: str, country: str | None) -> None:
    try:
        bic.validate(text)
    except ValidationError as error:
        raise WrongIdentifier(_SENTENCES["swift_bic_code"]) from error
    _same_country(text[4:6], country, _OTHER_BIC)


def _same_country(found: str, wanted: str | None, sentence: str) -> None:
    if wanted and found != wanted:
        raise WrongIdentifier(sentence, found, wanted)


def _routing(text: str, _country: str | None) -> None:
    if not re.fullmatch(r"[0-9]{9}", text):
        raise WrongIdentifier(_SENTENCES["ach_code"])
    try:
        rtn.validate(text)
    except ValidationError as error:
        raise WrongIdentifier(_MISTYPED_ROUTING) from error
    if int(text[:2]) not in _ROUTED:
        raise WrongIdentifier(_MISTYPED_ROUTING)


def _ifsc(text: str, _country: str | None) -> None:
    if re.fullmatch(r"[A-Z]{4}O[A-Z0-9]{6}", text):
        raise WrongIdentifier(_LETTER_O)
    _built("ifs_code", r"[A-Z]{4}0[A-Z0-9]{6}")(text, _country)


def _built(name: str, pattern: str) -> Callable[[str, str | None], None]:
    def check(text: str, _country: str | None) -> None:
        if not re.fullmatch(pattern, text):
            raise WrongIdentifier(_SENTENCES[name])

    return check


_OTHER_IBAN = _("This IBAN is of an account in %(found)s, and the money goes to %(wanted)s.")
_OTHER_BIC = _("This SWIFT code is of a bank in %(found)s, and the money goes to %(wanted)s.")
_MISTYPED_IBAN = _(
    "There is no such IBAN: something is mistyped, missing or too much. Compare it with the recipient."
)
_MISTYPED_ROUTING = _("There is no such routing number: a digit is mistyped. Compare it with the recipient.")
_LETTER_O = _("The fifth character of an IFSC is the digit 0, not the letter O.")
_SENTENCES: Mapping[str, str] = {
    "iban": _("An IBAN begins with two letters and two digits, such as DE89 3704 0044 0532 0130 00."),
    "swift_bic_code": _("A SWIFT code has 8 or 11 letters and digits, such as DEUTDEFF."),
    "ach_code": _("A routing number has 9 digits, such as 021000021."),
    "sort_code": _("A sort code has 6 digits, such as 12-34-56."),
    "bsb_number": _("A BSB number has 6 digits, such as 062-000."),
    "ifs_code": _("An IFSC has 4 letters, a 0 and 6 more letters or digits, such as HDFC0000001."),
    "branch_number": _("A Japanese branch has 3 digits, such as 001."),
}
_CHECKS: Mapping[str, Callable[[str, str | None], None]] = {
    "iban": _iban,
    "swift_bic_code": _bic,
    "ach_code": _routing,
    "ifs_code": _ifsc,
    # Of nothing but noughts there is none; people type them to get on.
    "sort_code": _built("sort_code", r"(?!0{6})[0-9]{6}"),
    "bsb_number": _built("bsb_number", r"(?!0{6})[0-9]{6}"),
    "branch_number": _built("branch_number", r"[0-9]{3}"),
}
CHECKED = frozenset(_CHECKS)
