"""When a corridor closes next and when the money arrives, in Flip's way of writing it (reference:
international, exchange-rates).
"""

from datetime import datetime, timedelta

from app.sandbox.calendar import WIB
from app.sandbox.international.corridors import Corridor

SAME_DAY = timedelta(hours=4)
AT_ONCE = timedelta(minutes=10)
NOON = 12
DAYS = (
    ("Senin", "Monday"),
    ("Selasa", "Tuesday"),
    ("Rabu", "Wednesday"),
    ("Kamis", "Thursday"),
    ("Jumat", "Friday"),
)
MONTHS = (
    *(("Januari", "January"), ("Februari", "February"), ("Maret", "March"), ("April", "April")),
    *(("Mei", "May"), ("Juni", "June"), ("Juli", "July"), ("Agustus", "August")),
    *(("September", "September"), ("Oktober", "October"), ("November", "November")),
    ("Desember", "December"),
)


def closes_at(corridor: Corridor, now: float) -> datetime:
    """The next cut-off: at the corridor's hour, Monday to Friday."""
    hour, minute = (int(part) for part in corridor.cutoff.split(":"))
    moment = datetime.fromtimestamp(int(now), WIB)
    closing = moment.replace(hour=hour, minute=minute, second=0)
    return _working_day(closing if moment < closing else closing + timedelta(days=1))


def arrives_at(corridor: Corridor, now: float) -> datetime:
    """For what is sent until the next cut-off."""
    closing = closes_at(corridor, now)
    if days := _days(corridor):
        for _ in range(days):
            closing = _working_day(closing + timedelta(days=1))
        return closing.replace(hour=NOON, minute=0)
    return closing + (SAME_DAY if corridor.speed == "Same Day" else AT_ONCE)


def message(corridor: Corridor, now: float) -> dict[str, str] | None:
    """Said of corridors that take days only."""
    if not _days(corridor):
        return None
    closing, arrival = closes_at(corridor, now), arrives_at(corridor, now)
    before = [
        f"{name} {word} {closing:%H:%M}" for name, word in zip(_day(closing), ("pukul", "at"), strict=True)
    ]
    on = [f"{name}, {date}" for name, date in zip(_day(arrival), _date(arrival), strict=True)]
    return {
        "id": f"Jika dana sudah kami terima sebelum hari {before[0]} WIB, dana akan sampai di penerima "
        f"hari {on[0]}",
        "en": f"If Flip receive your fund before {before[1]} GMT+7, the fund will be arrived to the "
        f"beneficiary on {on[1]}",
    }


def written(moment: datetime) -> str:
    """Flip writes the offset of GMT+7 like this."""
    return f"{moment:%Y-%m-%d %H:%M:%S}+700"


def _days(corridor: Corridor) -> int:
    """Two of ``+2 day``, none of the other words."""
    return int(corridor.speed[1:].split()[0]) if corridor.speed.startswith("+") else 0


def _working_day(moment: datetime) -> datetime:
    return moment + timedelta(days=max(0, 7 - moment.weekday()) if moment.weekday() > 4 else 0)


def _day(moment: datetime) -> tuple[str, str]:
    return DAYS[moment.weekday()]


def _date(moment: datetime) -> list[str]:
    return [f"{moment:%d} {month} {moment:%Y}" for month in MONTHS[moment.month - 1]]
