"""Rupiah: whole numbers, read as people type them and written as people read them."""

import re
from decimal import Decimal, InvalidOperation

_UNITS = {
    "rb": 1_000,
    "ribu": 1_000,
    "k": 1_000,
    "jt": 1_000_000,
    "juta": 1_000_000,
    "miliar": 1_000_000_000,
}
_TYPED = re.compile(
    r"^(?:rp\.?|idr)?\s*(?P<number>[\d.,]+?)\s*(?P<unit>rb|ribu|k|jt|juta|miliar)?(?:,-)?$", re.I
)
_GROUPED = re.compile(r"^\d{1,3}(?:[.,]\d{3})+$")
LARGEST_IDR = 999_999_999_999_999


class NotAnAmount(ValueError):
    """The text is not a whole number of rupiah."""


def parse_idr(text: str) -> int:
    """Rupiah from what a person typed: `1.250.000`, `1250000`, `Rp 1.250.000,-`, `1,25jt`.

    What two people may read differently is no amount: `1.250jt` (times a thousand or not), a bare `m`.
    :raises NotAnAmount: when it is not a whole, positive number of rupiah.
    """
    found = _TYPED.match(text.strip())
    if not found:
        raise NotAnAmount(text)
    unit = _UNITS.get((found["unit"] or "").lower(), 1)
    amount = _number(found["number"], decimals_allowed=unit > 1) * unit
    if amount != amount.to_integral_value() or not 0 < amount <= LARGEST_IDR:
        raise NotAnAmount(text)
    return int(amount)


def _number(text: str, *, decimals_allowed: bool) -> Decimal:
    if text.isdigit():
        return Decimal(text)
    if _GROUPED.match(text):
        if decimals_allowed or len(set(re.findall(r"[.,]", text))) > 1:
            raise NotAnAmount(text)
        return Decimal(re.sub(r"[.,]", "", text))
    whole, comma, cents = text.rpartition(",")
    if comma and cents.strip("0") == "" and len(cents) <= 2 and (_GROUPED.match(whole) or whole.isdigit()):
        return Decimal(whole.replace(".", ""))
    if not decimals_allowed or text.count(",") + text.count(".") > 1:
        raise NotAnAmount(text)
    try:
        return Decimal(text.replace(",", "."))
    except InvalidOperation as error:
        raise NotAnAmount(text) from error


def format_idr(amount_idr: int) -> str:
    """`Rp 1.250.000`, the same in every language, because that is how Indonesia writes it."""
    sign = "-" if amount_idr < 0 else ""
    return f"{sign}Rp {abs(amount_idr):,}".replace(",", ".")


_ONES = ["", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]
_SCALES = [(10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (10**3, "ribu")]


def terbilang(amount_idr: int) -> str:
    """The amount in Indonesian words: `satu juta dua ratus lima puluh ribu rupiah`."""
    sign = "minus " if amount_idr < 0 else ""
    return sign + (_words(abs(amount_idr)) or "nol") + " rupiah"


def _words(number: int) -> str:
    for size, name in _SCALES:
        if number >= size:
            head = "seribu" if size == 1000 and number < 2000 else f"{_words(number // size)} {name}"
            return f"{head} {_words(number % size)}".strip()
    if number >= 100:
        head = "seratus" if number < 200 else f"{_ONES[number // 100]} ratus"
        return f"{head} {_words(number % 100)}".strip()
    if number >= 20:
        return f"{_ONES[number // 10]} puluh {_ONES[number % 10]}".strip()
    if number >= 12:
        return f"{_ONES[number - 10]} belas"
    return {10: "sepuluh", 11: "sebelas"}.get(number) or _ONES[number]
