"""What the panel can set and what survives a restart: clock, mode, courier behaviour, id style (reference:
general, Sandbox switches)."""

import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace

from app.sandbox.signature import key_is_fit
from app.sandbox.store import Store

Check = Callable[[object], bool]


@dataclass(frozen=True, kw_only=True)
class Switches:
    """One consistent set of switches; ``offset``, ``delay`` in seconds, ``company_limit``,
    ``largest_transfer`` and ``daily_limit`` in rupiah, ``active_limit`` a count of open transfers.
    """

    mode: str = "manual"
    speed: float = 1.0
    maintenance: bool = False
    operational: bool | None = None
    offset: float = 0.0
    send: bool = True
    duplicate: int = 0
    delay: float = 0.0
    shuffle: bool = False
    id_style: str = "long"
    json_on_v2: bool = False
    flip_links: bool = False
    company_limit: int | None = None
    payment_hours: float = 24.0
    refuse_heavily_disturbed: str = "v3"
    strict_places: bool = False
    largest_transfer: int | None = None
    daily_limit: int | None = None
    active_limit: int | None = None
    public_key: str | None = None
    strict_addresses: bool = False
    strict_regions: bool = False
    international_success_status: str = "SUCCESSFUL"
    moving_rates: str = "practice"
    fewest_address_words: int = 0


CLOCK = ("mode", "speed", "maintenance", "operational", "offset")
COURIER = ("send", "duplicate", "delay", "shuffle")
PAYMENTS = ("id_style", "json_on_v2", "flip_links", "company_limit", "payment_hours")
TRANSFERS = (
    "refuse_heavily_disturbed",
    "strict_places",
    "largest_transfer",
    "daily_limit",
    "active_limit",
)
AGENTS = ("strict_addresses", "strict_regions")
INTERNATIONAL = ("international_success_status", "moving_rates", "fewest_address_words")
OTHERS = PAYMENTS + TRANSFERS + AGENTS + INTERNATIONAL
SIGNATURE = ("public_key",)


def _number(low: float, high: float) -> Check:
    return lambda v: isinstance(v, (int, float)) and not isinstance(v, bool) and low <= v <= high


def _whole(low: int, high: int) -> Check:
    return lambda v: isinstance(v, int) and low <= v <= high


def _whole_or_none(low: int, high: int) -> Check:
    return lambda v: v is None or (type(v) is int and low <= v <= high)


def _truth(value: object) -> bool:
    return isinstance(value, bool)


_CHECKS: Mapping[str, Check] = {
    "mode": lambda v: v in ("manual", "practice"),
    "speed": _number(1, 1_000_000),
    "maintenance": _truth,
    "operational": lambda v: v is None or isinstance(v, bool),
    "offset": _number(-1e9, 1e9),
    "send": _truth,
    "duplicate": _whole(0, 100),
    "delay": _number(0, 86_400),
    "shuffle": _truth,
    "id_style": lambda v: v in ("long", "short"),
    "json_on_v2": _truth,
    "flip_links": _truth,
    "company_limit": _whole_or_none(10_000, 10**15),
    "payment_hours": _number(0, 8_760),
    "refuse_heavily_disturbed": lambda v: v in ("never", "v3", "always"),
    "strict_places": _truth,
    "largest_transfer": _whole_or_none(10_000, 10**15),
    "daily_limit": _whole_or_none(0, 10**15),
    "active_limit": _whole_or_none(0, 10**9),
    "strict_addresses": _truth,
    "strict_regions": _truth,
    "international_success_status": lambda v: v in ("SUCCESSFUL", "DONE"),
    "moving_rates": lambda v: v in ("never", "practice", "always"),
    "fewest_address_words": _whole(0, 100),
    "public_key": lambda v: v is None or (isinstance(v, str) and key_is_fit(v)),
}


class SwitchBoard:
    """The current switches in memory, every change written through to the store."""

    def __init__(self, store: Store, start_mode: str) -> None:
        self._store = store
        self._start = Switches(mode=start_mode)
        self._changing = threading.Lock()
        with store.reading() as db:
            held = {
                row["name"]: json.loads(row["value"])
                for row in db.execute("SELECT name, value FROM switches")
            }
        known = {name: value for name, value in held.items() if name in _CHECKS}
        self.now = replace(self._start, **known)

    def set(self, changes: Mapping[str, object]) -> Switches:
        """Changes some switches. :raises ValueError: naming the first unknown or unfit one; nothing is
        changed then.
        """
        for name, value in changes.items():
            if name not in _CHECKS:
                raise ValueError(f"unknown: {name}")
            if not _CHECKS[name](value):
                raise ValueError(f"not a fit value for {name}: {value!r}")
        with self._changing:
            with self._store.writing() as db:
                rows = [(name, json.dumps(value)) for name, value in changes.items()]
                db.executemany("INSERT OR REPLACE INTO switches (name, value) VALUES (?, ?)", rows)
            self.now = Switches(**(asdict(self.now) | dict(changes)))
        return self.now

    def reset(self) -> None:
        with self._changing:
            with self._store.writing() as db:
                db.execute("DELETE FROM switches")
            self.now = self._start
