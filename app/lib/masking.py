"""Hiding what not everyone may see, leaving enough to recognise it by."""

import re

_LONG_NUMBER = re.compile(r"(?<!\d)\d{8,}(?!\d)")


def mask_number(number: str) -> str:
    """An account number with all but its last four characters hidden."""
    return "•" * max(len(number) - 4, 4) + number[-4:] if len(number) > 4 else "••••"


def mask_email(address: str) -> str:
    """An e-mail address with its name hidden but for the first letter."""
    name, at, host = address.partition("@")
    return f"{name[:1]}•••{at}{host}"


def mask_text(text: str) -> str:
    """Free text with every run of eight or more digits masked."""
    return _LONG_NUMBER.sub(lambda found: mask_number(found.group()), text)
