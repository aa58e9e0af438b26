"""What a payment can be, in our words and Flip's, and how it may move."""

from app.lib.labels import Labelled
from app.lib.labels import mark as _
from app.lib.transitions import Transitions


class PaymentStatus(Labelled):
    """Where a payment stands."""

    PENDING = "PENDING", _("Waiting for the customer"), "waiting", "clock"
    SUCCESSFUL = "SUCCESSFUL", _("Paid"), "good", "circle-check"
    FAILED = "FAILED", _("Failed: Flip could not pass the money on"), "bad", "circle-x"
    CANCELLED = "CANCELLED", _("Expired before it was paid"), "muted", "circle-off"


class Settlement(Labelled):
    """Whether the money of a payment has reached the balance at Flip."""

    PENDING = "Pending", _("Not settled yet"), "waiting", "hourglass"
    SETTLED = "Settled", _("Settled"), "good", "building-bank"
    CANCELLED = "Cancelled", _("Will not be settled"), "muted", "circle-off"


# Flip's words for a payment's row, its callback and the payment inside a bill; what is not here is kept and
# shown as Flip wrote it, and moves nothing (accept-payment: Statuses).
FLIP_WORDS = {
    "NOT_CONFIRMED": PaymentStatus.PENDING,
    "PENDING": PaymentStatus.PENDING,
    "PROCESSED": PaymentStatus.PENDING,
    "DONE": PaymentStatus.SUCCESSFUL,
    "SUCCESSFUL": PaymentStatus.SUCCESSFUL,
    "FAILED": PaymentStatus.FAILED,
    "CANCELLED": PaymentStatus.CANCELLED,
}

SETTLEMENT_WORDS = {
    "Pending": Settlement.PENDING,
    "Pending Settlement": Settlement.PENDING,
    "Settled": Settlement.SETTLED,
    "Cancelled": Settlement.CANCELLED,
}

FINAL = frozenset({PaymentStatus.SUCCESSFUL, PaymentStatus.FAILED, PaymentStatus.CANCELLED})

TRANSITIONS = Transitions(
    steps={PaymentStatus.PENDING: FINAL}, final=FINAL, late=frozenset({PaymentStatus.PENDING})
)
