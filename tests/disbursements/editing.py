"""Editing a payout in tests: the form its maker sees, with some of it typed otherwise."""

from typing import Any

from werkzeug.test import TestResponse

from tests.disbursements.desk import KNOWN_ACCOUNT, KNOWN_HOLDER, Desk
from tests.users.bench import Browser

STANDING = {
    "bank_code": "bca",
    "account_number": KNOWN_ACCOUNT,
    "typed_name": KNOWN_HOLDER,
    "amount_idr": "150.000",
    "remark": "gaji",
    "transfer_kind": "common",
    "then": "submit",
}


def edit(
    desk: Desk, public_id: str, browser: Browser | None = None, base: str | None = None, **fields: Any
) -> TestResponse:
    """Send the edit form of a payout that `desk.prepare` made, filled from what it says now."""
    filled_from = base or desk.payout(public_id).payout.fingerprint
    sent = STANDING | {"base": filled_from} | fields
    return (browser or desk.staff).post(f"/disbursements/{public_id}/edit", **sent)
