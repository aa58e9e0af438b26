"""What a bill says: its terms as Flip tells them and as they are stored, and what makes two the same."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from app.bills.models import Bill
from app.flip.bills import Bill as FlipBill

EDITABLE = (
    "title",
    "type",
    "amount_idr",
    "expires_at",
    "redirect_url",
    "is_address_required",
    "is_phone_number_required",
)


def fingerprint(content: Mapping[str, Any]) -> str:
    """What makes two forms the same in content."""
    text = json.dumps(readable(content), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def search_text(values: Mapping[str, Any]) -> str:
    """What a search for title or customer looks through."""
    return " ".join(str(values.get(name) or "") for name in ("title", "sender_name", "sender_email")).lower()


def readable(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as JSON keeps them: moments in ISO 8601."""
    return {
        name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()
    }


def terms_of(answer: FlipBill) -> dict[str, Any]:
    """What a bill at Flip says, under our own column names."""
    return {
        "title": answer.title.strip(),
        "type": answer.type,
        "amount_idr": answer.amount_idr or None,
        "expires_at": answer.expires_at,
        "redirect_url": answer.redirect_url,
        "is_address_required": answer.is_address_required,
        "is_phone_number_required": answer.is_phone_number_required,
    }


def differing(bill: Bill, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Those changes that say something else than the bill and the changes already on their way."""
    standing = {name: getattr(bill, name) for name in changes} | bill.wishes
    return {name: value for name, value in changes.items() if _told(standing[name]) != _told(value)}


def edit_base(bill: Bill) -> str:
    """What an edit form was filled from; another when somebody or Flip has changed the bill since."""
    standing = {name: getattr(bill, name) for name in EDITABLE} | bill.wishes
    return fingerprint({name: _told(standing[name]) for name in EDITABLE})[:32]


def minute(moment: datetime | None) -> datetime | None:
    """A moment as Flip is told it: to the minute."""
    return moment.replace(second=0, microsecond=0) if moment else None


def _told(value: Any) -> Any:
    return minute(value) if isinstance(value, datetime) else value
