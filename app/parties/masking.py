"""What the audit log and those who may not see whole numbers are shown of somebody's details."""

from collections.abc import Mapping

from app.lib.masking import mask_email, mask_number

_PHONES = frozenset({"msisdn", "phone_number"})
_NUMBERS = _PHONES | {"account_number", "iban", "id_number", "identity_number", "registration_number"}
_HIDDEN = frozenset({"date_of_birth", "address"})
HIDDEN = "•••"


def masked(details: Mapping[str, str | None]) -> dict[str, str | None]:
    """The details, by the same names, with what identifies somebody hidden."""
    return {name: _masked(name, value) if value else value for name, value in details.items()}


def _masked(name: str, value: str) -> str:
    if name in _HIDDEN:
        return HIDDEN
    if name == "email":
        return mask_email(value)
    return mask_number(value) if name in _NUMBERS else value
