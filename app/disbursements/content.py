"""What a payout says: its content as forms give it and rows keep it, and what makes two the same."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from app.disbursements import senders
from app.disbursements.models import Disbursement, TransferKind
from app.lib import clock
from app.lib.labels import mark as _
from app.lib.masking import mask_email, mask_number
from app.lib.money import format_idr

# Everything an approver decides about, under the names of the form's fields, with what an empty form says.
EMPTY: Mapping[str, Any] = {
    "transfer_kind": TransferKind.COMMON.value,
    "agent": None,
    "bank_code": None,
    "account_number": None,
    "typed_name": None,
    "amount_idr": None,
    "remark": None,
    "recipient_city": None,
    "beneficiary_emails": None,
    "wait_for_bank": False,
    "not_before": None,
    "alike_reason": None,
    **senders.NOBODY,
}
LABELS = {
    "transfer_kind": _("Kind of transfer"),
    "agent": _("Agent who sends"),
    "bank_code": _("Bank"),
    "account_number": _("Account number"),
    "typed_name": _("Name of the recipient"),
    "amount_idr": _("Amount"),
    "remark": _("Remark"),
    "recipient_city": _("City of the recipient"),
    "beneficiary_emails": _("E-mail addresses"),
    "wait_for_bank": _("Wait while the bank is disturbed"),
    "not_before": _("Not before (WIB)"),
    "alike_reason": _("Why it is no repetition"),
    **senders.LABELS,
}
ASKED_ABOUT = ("bank_code", "account_number", "typed_name")


def full(values: Mapping[str, Any]) -> dict[str, Any]:
    """The content with every field named; what is empty is None."""
    given = {name: None if value == "" else value for name, value in values.items()}
    return dict(EMPTY) | given


def content_of(row: Disbursement) -> dict[str, Any]:
    """What the rows of a payout say."""
    movement, payout = row.transaction, row.payout
    return {
        "transfer_kind": row.transfer_kind,
        "agent": row.agent.public_id if row.agent else None,
        "bank_code": movement.bank_code,
        "account_number": movement.account_number,
        "typed_name": row.typed_name,
        "amount_idr": movement.amount_idr or None,
        "remark": row.remark,
        "recipient_city": row.recipient_city,
        "beneficiary_emails": row.beneficiary_emails,
        "wait_for_bank": payout.wait_for_bank,
        "not_before": payout.not_before,
        "alike_reason": payout.alike_reason,
        **senders.content_of(row.id),
        **({"direction": row.direction} if row.transfer_kind == TransferKind.AGENT else {}),
    }


def fingerprint(content: Mapping[str, Any], after: str | None = None) -> str:
    """What makes two forms the same, and what an approver decides about (P3, P26).

    `after` is the fingerprint before a change: content that was changed back is not what was approved once.
    """
    said = {
        name: _plain(value)
        for name, value in senders.printed(content).items()
        if value not in (None, "", False)
    }
    text = json.dumps([said, after] if after else said, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """The names of what says something else, in the order of the form."""
    return [name for name in after if (before.get(name) or None) != (after[name] or None)]


def told(name: str, value: Any) -> str:
    """A value as stories and the audit may show it to everybody: numbers of accounts and papers masked."""
    if value in (None, "", False):
        return "–"
    if name in ("account_number", senders.NUMBER):
        return mask_number(str(value))
    if name == "beneficiary_emails":
        return ", ".join(mask_email(address) for address in str(value).split(","))
    if name == "amount_idr":
        return format_idr(int(value))
    if isinstance(value, datetime):
        return f"{clock.to_wib(value):%Y-%m-%d %H:%M} WIB"
    return str(_plain(value))


def masked(content: Mapping[str, Any]) -> dict[str, Any]:
    """The content for the audit."""
    return {
        name: value if name == "amount_idr" or isinstance(value, bool) or value is None else told(name, value)
        for name, value in content.items()
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
