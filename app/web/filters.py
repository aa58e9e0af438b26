"""Template filters: how money, times and numbers are written on every page."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from babel.numbers import format_decimal
from babel.units import format_unit
from flask import Flask
from flask_babel import format_date, format_datetime, format_timedelta, get_locale
from flask_babel import gettext as _

from app.flip import codes_international, codes_money_transfer
from app.flip.foreign_money import decimals
from app.lib import clock
from app.lib.countries import alpha2
from app.lib.masking import mask_email, mask_number
from app.lib.money import format_idr, terbilang
from app.vault.picture_problems import megabytes


def init_app(app: Flask) -> None:
    """Register the filters."""
    app.jinja_env.filters |= {
        "rupiah": rupiah,
        "terbilang": terbilang,
        "foreign": foreign,
        "rate": rate,
        "country": country,
        "wib": wib,
        "day": day,
        "iso": iso,
        "utc": utc,
        "relative": relative,
        "web_only": web_only,
        "minute_of_day": minute_of_day,
        "lasting": lasting,
        "grouped": grouped,
        "masked": mask_number,
        "masked_email": mask_email,
        "why_cancelled": why_cancelled,
        "why_cancelled_abroad": why_cancelled_abroad,
        "megabytes": megabytes,
    }


def rupiah(amount_idr: int | None) -> str:
    """`Rp 1.250.000`, or a dash where there is no amount."""
    return "–" if amount_idr is None else format_idr(amount_idr)


def foreign(amount: Decimal, country: str) -> str:
    """`1.250,50`: an amount for a country (ISO alpha-3), with its decimals, in the person's language."""
    pattern = "#,##0." + "0" * decimals(country) + "#"
    return str(format_decimal(amount, pattern, locale=get_locale(), decimal_quantization=False))


def rate(exchange_rate: Decimal) -> str:
    """`Rp 19.000,55` with every digit there is, the same in every language, as all rupiah are written."""
    return f"Rp {format_decimal(exchange_rate, '#,##0.#', locale='id', decimal_quantization=False)}"


def country(alpha3: str) -> str:
    """A country by its three letters, in the person's language; the letters where nobody knows them."""
    return str(get_locale().territories.get(alpha2(alpha3) or "", alpha3))


def why_cancelled(reason: str | None) -> str:
    """What Flip's reason for cancelling a transfer means, and what to do about it."""
    return codes_money_transfer.explain_reason(reason, _)


def why_cancelled_abroad(reason: str | None) -> str:
    """The same for a transfer abroad, whose reasons are others."""
    return codes_international.explain_reason(reason, _)


def wib(moment: datetime | None) -> str:
    """`20 Nov 2026 16:04:09 WIB` in the person's language."""
    if moment is None:
        return "–"
    return f"{format_datetime(clock.to_wib(moment), 'd MMM y HH:mm:ss', rebase=False)} WIB"


def day(one: date) -> str:
    """`20 Nov 2026` in the person's language."""
    return str(format_date(one, "d MMM y"))


def iso(moment: datetime | None) -> str:
    """The moment for machines: ISO 8601 in UTC."""
    return "" if moment is None else moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def utc(moment: datetime | None) -> str:
    """The moment in UTC, for the title of a time."""
    return "" if moment is None else moment.strftime("%Y-%m-%d %H:%M:%S UTC")


def relative(moment: datetime | None) -> str:
    """`3 minutes ago`, for moments less than a day away; else nothing."""
    if moment is None:
        return ""
    distance = moment - clock.now()
    if abs(distance) >= timedelta(days=1):
        return ""
    if abs(distance) < timedelta(seconds=5):
        return str(_("just now"))
    return str(format_timedelta(distance, add_direction=True))


_UNITS = (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1))


def lasting(seconds: int) -> str:
    """`1 hour 30 minutes`: how long something takes, in its two largest units."""
    left, said = max(seconds, 0), list[str]()
    for unit, size in _UNITS:
        count, left = divmod(left, size)
        if count or (unit == "second" and not said):
            said.append(format_unit(count, f"duration-{unit}", "long", locale=get_locale()))
        if len(said) == 2 or (said and not count):
            break
    return " ".join(said)


def minute_of_day(moment: datetime) -> int:
    """Minutes since midnight in WIB, where a chart of a day puts the moment."""
    local = clock.to_wib(moment)
    return local.hour * 60 + local.minute


def web_only(address: str | None) -> str:
    """An address from outside, if a browser may be sent there: http or https, nothing that runs."""
    return address if address and address.lower().startswith(("http://", "https://")) else "#"


def grouped(number: str | None) -> str:
    """A long number in groups of four, to be read aloud."""
    return "" if not number else " ".join(number[i : i + 4] for i in range(0, len(number), 4))
