"""What is said of an agent, as a person reads it: names instead of ids and codes, days in words."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import format_date
from flask_babel import gettext as _

from app.agents.content import LABELS, RESIDENCE
from app.agents.models import Gender, IdentityKind, Occupation
from app.places.queries import region_name
from app.places.statuses import RegionLevel

_ENUMS = {"identity_type": IdentityKind, "gender": Gender, "occupation": Occupation}


def facts(said: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Label and text of each field that says something, in the person's language."""
    names = [name for name in LABELS if name in said and said[name] not in (None, "")]
    if said.get("use_identity_address"):
        names = [name for name in names if name not in RESIDENCE]
    return [(label(name), text(name, said[name])) for name in names]


def label(name: str) -> str:
    """What a field is called in the person's language."""
    return str(_(LABELS[name]))


def text(name: str, value: Any) -> str:
    """One value of a field in the person's language; a dash for nothing."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, date):
        return str(format_date(value, "d MMM y"))
    if name in _ENUMS:
        known = _ENUMS[name]
        return str(_(known(value).label) if value in list(known) else value)
    if name.endswith("_id"):
        level = RegionLevel(name.removesuffix("_id").rpartition("_")[2])
        return region_name(level, value) or str(value)
    return str(value)
