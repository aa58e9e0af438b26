"""Why a transfer can be cancelled (reference: disbursement, Reason; errors, disbursement_reasons)."""

import re

# The first six stand in the documentation, in this order; integrators saw the others.
REASONS = (
    "INACTIVE_ACCOUNT",
    "NOT_REGISTERED_ACCOUNT",
    "CANT_RECEIVE_TRANSFER",
    "INTERMITTENT_DISTURBANCE_ON_BENEFICIARY_BANK",
    "BENEFICIARY_ACCOUNT_NOT_VERIFIED",
    "INSUFFICIENT_BALANCE",
    "EXCEEDED_TRANSACTION_AMOUNT_LIMIT",
    "INTERNAL_ERROR",
    "EXCEED_AMOUNT_LIMIT",
    "DORMANT_ACCOUNT",
    "INVALID_ACCOUNT",
    "INVALID_BILL",
    "INVALID_AMOUNT",
    "PAID_BILL",
    "EXPIRED_BILL",
)
_WORD = re.compile(r"[A-Z][A-Z0-9_]{0,79}")


def is_reason(text: str) -> bool:
    """Any word of this form: new ones appear, and clients have to bear them."""
    return bool(_WORD.fullmatch(text))
