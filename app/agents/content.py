"""What is said of an agent: its fields as forms give them and rows keep them, and how others read them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.agents.models import Agent
from app.lib.labels import mark as _
from app.lib.masking import mask_email, mask_number
from app.vault.prints import print_of

IDENTITY = {
    "name": _("Name"),
    "identity_type": _("Identity shown"),
    "identity_number": _("Number of the identity"),
    "birth_date": _("Date of birth"),
    "birth_place": _("Place of birth"),
    "gender": _("Gender"),
    "occupation": _("Occupation"),
    "phone_number": _("Phone number"),
    "email": _("E-mail address"),
}
ADDRESS = {
    "country_id": _("Country"),
    "province_id": _("Province"),
    "city_id": _("City or regency"),
    "district_id": _("District"),
    "address": _("Address"),
    "use_identity_address": _("Lives at the address on the card"),
    "residence_country_id": _("Country of residence"),
    "residence_province_id": _("Province of residence"),
    "residence_city_id": _("City or regency of residence"),
    "residence_district_id": _("District of residence"),
    "residence_address": _("Address of residence"),
}
LABELS = IDENTITY | ADDRESS
# Flip registers nobody without these (agents.md: POST /v2/agents); the e-mail address may be left out.
NEEDED = (*(name for name in IDENTITY if name != "email"), *list(ADDRESS)[:5])
RESIDENCE = tuple(name for name in ADDRESS if name.startswith("residence_"))
PRINTED = {
    "identity_number": ("identity_print", "identity_ends"),
    "phone_number": ("phone_print", "phone_ends"),
}
_MASKED = frozenset(
    {"identity_number", "phone_number", "email", "address", "residence_address", "birth_date"}
)


def columns_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as columns: with the prints and last figures of the numbers, and what is searched for."""
    given = {name: None if value == "" else value for name, value in values.items() if name in LABELS}
    if phone_number := given.get("phone_number"):
        given["phone_number"] = international(phone_number)
    for name, (print_, ends) in PRINTED.items():
        if name in given:
            number = given[name]
            given |= {print_: print_of(f"agents.{name}", number.upper()) if number else None}
            given |= {ends: number[-4:] if number and len(number) > 4 else None}
    if given.get("use_identity_address"):
        given |= dict.fromkeys(RESIDENCE)
    if "name" in given:
        given["search_text"] = (given["name"] or "").lower()
    return given


def content_of(agent: Agent) -> dict[str, Any]:
    """What the row of an agent says, by the names of the form's fields."""
    return {name: getattr(agent, name) for name in LABELS}


def missing(agent: Agent) -> list[str]:
    """The fields that have to be filled in before Flip can register the agent."""
    needed = NEEDED if agent.use_identity_address else (*NEEDED, *RESIDENCE)
    return [name for name in needed if getattr(agent, name) in (None, "")]


def international(phone_number: str) -> str:
    """A phone number as Flip keeps it: `0856…` is `+62856…`."""
    digits = "".join(figure for figure in phone_number if figure.isdigit() or figure == "+")
    return f"+62{digits[1:]}" if digits.startswith("0") else digits


def told(name: str, value: Any) -> Any:
    """A value as stories and the audit may show it to everybody: what identifies a person is masked."""
    if value in (None, ""):
        return None
    if name == "email":
        return mask_email(str(value))
    if name in _MASKED:
        return mask_number(str(value)) if name.endswith("_number") else "•••"
    return value.isoformat() if isinstance(value, date) else value


def masked(values: Mapping[str, Any]) -> dict[str, Any]:
    """The content for the audit."""
    return {name: told(name, value) for name, value in values.items() if name in LABELS}
