"""Template filters: how money, times and numbers are written on every page."""

from datetime import datetime, timedelta

from flask import Flask
from flask_babel import format_datetime, format_timedelta
from flask_babel import gettext as _

from app.lib import clock
from app.lib.masking import mask_email, mask_number
from app.lib.money import format_idr, terbilang


def init_app(app: Flask) -> None:
    """Register the filters."""
    app.jinja_env.filters |= {
        "rupiah": rupiah,
        "terbilang": terbilang,
        "wib": wib,
        "iso": iso,
        "utc": utc,
        "relative": relative,
        "web_only": web_only,
        "minute_of_day": minute_of_day,
        "grouped": grouped,
        "masked": mask_number,
        "masked_email": mask_email,
    }


def rupiah(amount_idr: int | None) -> str:
    """`Rp 1.250.000`, or a dash where there is no amount."""
    return "–" if amount_idr is None else format_idr(amount_idr)


def wib(moment: datetime | None) -> str:
    """`20 Nov 2026 16:04:09 WIB` in the person's language."""
    if moment is None:
        return "–"
    return f"{format_datetime(clock.to_wib(moment), 'd MMM y HH:mm:ss', rebase=False)} WIB"


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
