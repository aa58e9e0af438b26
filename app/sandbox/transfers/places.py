"""Cities and countries: the lists, what the panel changed in them, and which codes are taken (reference:
general, city-list).
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path

from app.sandbox.store import Connection

Names = dict[str, str]
_FILE = Path(__file__).parents[1] / "data" / "places.json"
_SHIPPED: dict[str, Names] = json.loads(_FILE.read_text(encoding="utf-8"))
# The full lists are not known: other codes of these forms are taken too, unless the switch is strict.
_FORMS = {"city": re.compile(r"\d{3,4}", re.ASCII), "country": re.compile(r"100\d{3}", re.ASCII)}


def places(db: Connection, kind: str) -> Names:
    """Code and name of every ``city`` or ``country``, in the order of the codes."""
    held = dict(_SHIPPED[kind])
    for row in db.execute("SELECT code, name FROM places WHERE kind = ?", (kind,)):
        held[str(row["code"])] = row["name"]
    return {code: held[code] for code in sorted(held, key=int) if held[code]}


def is_place(db: Connection, kind: str, code: str, strict: bool) -> bool:
    return code in places(db, kind) or (not strict and bool(_FORMS[kind].fullmatch(code)))


def change_places(db: Connection, wanted: Mapping[str, object]) -> None:
    """``{"city": {"391": "Jakarta", "999": null}, "country": {…}}``: adds, renames or takes away.

    :raises ValueError: for anything else.
    """
    for kind, names in wanted.items():
        if kind not in _SHIPPED or not isinstance(names, dict):
            raise ValueError("city, country: names by code")
        for code, name in names.items():
            if not re.fullmatch(r"[1-9]\d{2,5}", code) or not (name is None or isinstance(name, str)):
                raise ValueError(f"{kind}: a code of three to six digits and a name, or null")
            row = (kind, int(code), name or "")
            db.execute("INSERT OR REPLACE INTO places VALUES (?, ?, ?)", row)
