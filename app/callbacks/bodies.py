"""Showing what a callback said: exactly as it came, laid out where that changes nothing, masked for some."""

import json
import re
from typing import Any, NoReturn

from app.lib.masking import mask_email, mask_number, mask_text

LONGEST = 20_000
_EMAIL = re.compile(r"[\w.+%-]{1,64}@[\w.-]{1,255}")
_NUMBERS = {"account_number", "virtual_account_number", "beneficiary_account_number", "id_number"}
_OPEN = {"id", "bill_link_id", "link_id", "user_id", "agent_id", "bundle_id", "company_id", "amount", "fee"}


def readable(data: bytes, *, masked: bool) -> str:
    """The body as text; `masked` hides account numbers and e-mail addresses, not ids and amounts."""
    text = data.decode("utf-8", "replace")
    try:
        value = json.loads(
            text, parse_float=_as_it_came, parse_constant=_as_it_came, object_pairs_hook=_no_repeats
        )
        laid_out = json.dumps(_masked(value) if masked else value, indent=2, ensure_ascii=False)
        laid_out.encode()  # half a character cannot be printed: its escape is
        text = laid_out
    except (ValueError, RecursionError):
        text = mask_text(_EMAIL.sub(_masked_email, text)) if masked else text
    return text[:LONGEST]


def _masked_email(found: re.Match[str]) -> str:
    return mask_email(found.group())


def _as_it_came(literal: str) -> NoReturn:
    raise ValueError("laid out anew it might read otherwise")


def _no_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a key stands twice")
    return made


def _masked(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _masked(item, name) for name, item in value.items()}
    if isinstance(value, list):
        return [_masked(item, key) for item in value]
    if value is None or isinstance(value, bool) or key in _OPEN:
        return value
    text = str(value)
    if key in _NUMBERS:
        return mask_number(text)
    if key.endswith("email"):
        return mask_email(text)
    shown = mask_text(text)
    return value if shown == text else shown
