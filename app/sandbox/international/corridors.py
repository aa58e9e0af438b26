"""The corridors: currency, fee, limits and banks of every destination, and what the panel changed in them
(reference: international, exchange-rates).
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, Decimal, InvalidOperation
from pathlib import Path

from app.sandbox.international.rates import Market
from app.sandbox.store import Connection

CONSUMER, BUSINESS = ("C2C", "C2B"), ("B2C", "B2B")
TYPES = CONSUMER + BUSINESS
_FILE = Path(__file__).parents[1] / "data" / "corridors.json"
_SHIPPED = json.loads(_FILE.read_text(encoding="utf-8"))
REGIONS: Mapping[str, str] = _SHIPPED["regions"]


@dataclass(frozen=True, kw_only=True)
class Corridor:
    """A destination at one moment. ``rate`` in rupiah per unit, ``fee`` in rupiah, ``minimum`` and
    ``maximum`` in its currency, which takes so many ``decimals``; ``cutoff`` is an hour in Jakarta.
    ``pinned`` when the panel set the rate.
    """

    country: str
    name: str
    currency: str
    types: tuple[str, ...]
    identifiers: tuple[str, ...]
    banks: Mapping[str, str]
    region_types: tuple[str, ...]
    invoice_types: tuple[str, ...]
    bank_name: bool
    decimals: int
    speed: str
    cutoff: str
    minimum: Decimal
    maximum: Decimal
    fee: int
    rate: Decimal
    active: bool
    pinned: bool = False

    def rupiah(self, amount: Decimal) -> int:
        """What an amount of its currency costs, without fee; a part of a rupiah is rounded up."""
        return int((amount * self.rate).to_integral_value(ROUND_CEILING))


def _corridor(country: str) -> Corridor:
    """As shipped."""
    held = _SHIPPED["countries"][country]
    money = _SHIPPED["currencies"][held["currency"]]
    return Corridor(
        country=country,
        name=held["name"],
        currency=held["currency"],
        types=tuple(held["types"]),
        identifiers=tuple(held["identifiers"]),
        banks=held["banks"],
        region_types=tuple(held.get("region_types", ())),
        invoice_types=tuple(held.get("invoice_types", ())),
        bank_name=held.get("bank_name", False),
        decimals=money["decimals"],
        speed=money["speed"],
        cutoff=money["cutoff"],
        minimum=Decimal(money["minimum"]),
        maximum=Decimal(money["maximum"]),
        fee=money["fee"],
        rate=Decimal(money["rate"]),
        active=held.get("active", True),
    )


_USUAL = {country: _corridor(country) for country in _SHIPPED["countries"]}


def is_country(code: str) -> bool:
    return code in _USUAL


def usual_speed(country: str) -> str:
    """Empty for what is no destination."""
    return _USUAL[country].speed if country in _USUAL else ""


def corridors(db: Connection, market: Market) -> list[Corridor]:
    """Every corridor as it stands."""
    changed = {row["country"]: dict(row) for row in db.execute("SELECT * FROM corridors")}
    return [_now(usual, changed.get(country, {}), market) for country, usual in _USUAL.items()]


def find_corridor(db: Connection, market: Market, country: str) -> Corridor | None:
    return next((corridor for corridor in corridors(db, market) if corridor.country == country), None)


def _now(usual: Corridor, row: Mapping[str, object], market: Market) -> Corridor:
    rate, fee, active = (row.get(name) for name in ("rate", "fee", "active"))
    return replace(
        usual,
        rate=market.rate(usual.currency, usual.rate) if rate is None else Decimal(str(rate)),
        pinned=rate is not None,
        fee=fee if isinstance(fee, int) else usual.fee,
        active=usual.active if active is None else bool(active),
    )


def change_corridors(db: Connection, place: str, wanted: Mapping[str, object]) -> None:
    """Sets rate, fee or activity of a country, or of all countries of a currency; ``None`` gives it back.

    :raises KeyError: when there is no such place.
    :raises ValueError: for a value that does not fit; nothing is changed then.
    """
    changes = {name: _checked(name, value) for name, value in wanted.items()}
    countries = [usual.country for usual in _USUAL.values() if place in (usual.country, usual.currency)]
    if not countries:
        raise KeyError(place)
    for country in countries:
        db.execute("INSERT OR IGNORE INTO corridors (country) VALUES (?)", (country,))
        for name, value in changes.items():
            db.execute(f"UPDATE corridors SET {name} = ? WHERE country = ?", (value, country))


def _rate_is_fit(value: object) -> bool:
    try:
        rate = Decimal(str(value))
    except InvalidOperation:
        return False
    exponent = rate.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -6 and 0 < rate <= 10**9


_FIT: Mapping[str, Callable[[object], bool]] = {
    "rate": _rate_is_fit,
    "fee": lambda value: type(value) is int and 0 <= value <= 10**9,
    "active": lambda value: isinstance(value, bool),
}


def _checked(name: str, value: object) -> object:
    if name not in _FIT or not (value is None or _FIT[name](value)):
        raise ValueError(f"not a fit value for {name}: {value!r}")
    return str(value) if name == "rate" and value is not None else value
