"""The fields of an agent, each with the first thing that is wrong with it, in the order of the parameters
(reference: agents, POST /v2/agents).
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from app.sandbox.agents.errors import complaint
from app.sandbox.agents.records import ADDRESS, RESIDENCE
from app.sandbox.agents.regions import LEVELS, Level, is_within
from app.sandbox.answers import Complaint
from app.sandbox.bodies import Fields
from app.sandbox.calendar import WIB
from app.sandbox.checks import email_is_good, holds_forbidden
from app.sandbox.ids import read_link_id
from app.sandbox.store import Connection
from app.sandbox.switches import Switches
from app.sandbox.transfers.sender_checks import JOBS

REQUIRED = (
    *("name", "identity_type", "identity_number", "birth_date", "birth_place"),
    *ADDRESS,
    *("gender", "occupation", "phone_number"),
)
OPTIONAL = ("use_identity_address", *RESIDENCE, "email")
ONE_OF = {
    "identity_type": ("ktp", "passport"),
    "gender": ("male", "female"),
    "occupation": JOBS,
    "use_identity_address": ("0", "1"),
}
LONGEST_IDENTITY = {"ktp": 16, "passport": 20}
LONGEST = {"name": 50, "birth_place": 255}
ADDRESS_LENGTHS = (10, 300)
_WORDS = re.compile(r"[A-Za-z0-9 ]*")
_ADDRESS = re.compile(r"[a-zA-Z0-9\s.\-/()]+", re.ASCII)
_PHONE = re.compile(r"0\d{7,23}|\+\d{9,25}", re.ASCII)
_DATE = re.compile(r"\d\d-\d\d-\d{4}", re.ASCII)


class AgentChecks:
    """One request's fields about an agent, against the others in the books."""

    def __init__(
        self, db: Connection, fields: Fields, switches: Switches, now: float, mine: int | None = None
    ) -> None:
        """``mine`` is the agent itself, which may keep its own numbers."""
        self._db, self._fields, self._switches = db, fields, switches
        self._now, self._mine = now, mine

    def all(self) -> Iterator[Complaint]:
        """What create and update need."""
        yield from self.some(REQUIRED, needed=True)
        yield from self.some(OPTIONAL)

    def some(self, names: Iterable[str], *, needed: bool = False) -> Iterator[Complaint]:
        """Those of some fields that are there; with ``needed`` all of them have to be."""
        for name in names:
            code = self._code(name, self._fields[name]) if self._fields[name] else 1001 if needed else None
            if code is not None:
                yield complaint(name, code)

    def _code(self, name: str, text: str) -> int | None:
        plain = name.removeprefix("residence_")
        if name in ONE_OF:
            return None if text in ONE_OF[name] else 1041
        if level := next((level for level in LEVELS if level.field == plain), None):
            return self._region(level, name.removesuffix(plain))
        return self._kinds()[plain](text)

    def _kinds(self) -> dict[str, Callable[[str], int | None]]:
        return {
            "name": lambda text: _words(text, LONGEST["name"]),
            "birth_place": lambda text: _words(text, LONGEST["birth_place"]),
            "identity_number": self._identity_number,
            "birth_date": self._birth_date,
            "address": self._address,
            "phone_number": self._phone,
            "email": lambda text: None if email_is_good(text) else 1041,
        }

    def _identity_number(self, text: str) -> int | None:
        if not (text.isascii() and text.isalnum()):
            return 2004
        if len(text) > LONGEST_IDENTITY.get(self._fields["identity_type"], 20):
            return 2001
        return 2002 if self._taken("identity_number", text) else None

    def _phone(self, text: str) -> int | None:
        if not _PHONE.fullmatch(text):
            return 2001 if re.fullmatch(r"[0+]\d+", text, re.ASCII) else 1041
        return 2002 if self._taken("phone_number", international(text)) else None

    def _taken(self, column: str, value: str) -> bool:
        query = f"SELECT 1 FROM agents WHERE {column} = ? AND id IS NOT ?"
        return self._db.execute(query, (value, self._mine)).fetchone() is not None

    def _address(self, text: str) -> int | None:
        shortest, longest = ADDRESS_LENGTHS
        if not _ADDRESS.fullmatch(text):
            return 2003
        too_short = self._switches.strict_addresses and len(text) < shortest
        return 2001 if too_short or len(text) > longest else None

    def _region(self, level: Level, prefix: str) -> int | None:
        wrong = 1034 if level.field == "country_id" else 1038
        region_id = read_link_id(self._fields[prefix + level.field])
        if region_id is None:
            return wrong
        around = read_link_id(self._fields[prefix + level.around]) if level.around else 0
        strict = self._switches.strict_regions
        return wrong if strict and (around is None or not is_within(level, region_id, around)) else None

    def _birth_date(self, text: str) -> int | None:
        if not _DATE.fullmatch(text):
            return 1039
        try:
            born = datetime.strptime(text, "%d-%m-%Y").date()
        except ValueError:
            return 1040
        return 1040 if born > datetime.fromtimestamp(self._now, WIB).date() else None


def international(phone: str) -> str:
    """How a number is stored: ``0856…`` becomes ``+62856…``."""
    return "+62" + phone[1:] if phone.startswith("0") else phone


def _words(text: str, longest: int) -> int | None:
    """Letters, digits and blanks."""
    if holds_forbidden(text):
        return 2003
    if not _WORDS.fullmatch(text):
        return 2004
    return 2001 if len(text) > longest else None
