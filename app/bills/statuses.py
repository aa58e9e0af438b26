"""What a bill can be, in our words and Flip's, and how it may move."""

from app.lib.labels import Labelled
from app.lib.labels import mark as _
from app.lib.transitions import Transitions


class BillStatus(Labelled):
    """Where a bill stands."""

    REQUESTED = "REQUESTED", _("Creating the link…"), "progress", "hourglass"
    SENDING = "SENDING", _("Asking Flip for the link…"), "progress", "send"
    ACTIVE = "ACTIVE", _("Open for payment"), "good", "link"
    INACTIVE = "INACTIVE", _("Closed"), "muted", "lock"
    REFUSED = "REFUSED", _("Refused by Flip, nothing was made"), "bad", "circle-x"
    UNKNOWN = "UNKNOWN", _("Not known yet: Flip did not answer"), "attention", "help"
    WITHDRAWN = "WITHDRAWN", _("Given up"), "muted", "trash"


class BillType(Labelled):
    """How often a bill may be paid (accept-payment: type)."""

    SINGLE = "SINGLE", _("Once, then it closes"), "muted", "number-1"
    MULTIPLE = "MULTIPLE", _("As often as customers like"), "muted", "repeat"


class BillStep(Labelled):
    """Where the customer's page begins (accept-payment: step)."""

    INPUT_DATA = "1", _("The customer fills in name and e-mail"), "muted", "forms"
    PAYMENT_METHOD = "2", _("I know the customer; they choose how to pay"), "muted", "user"
    PAYMENT_CONFIRMATION = "3", _("I know the customer and how they will pay"), "muted", "user-check"


def type_label(word: str) -> str:
    """English source of how often a bill may be paid, or Flip's word when it is new to us."""
    return next((kind.label for kind in BillType if kind == word), word)


FLIP_WORDS = {"ACTIVE": BillStatus.ACTIVE, "INACTIVE": BillStatus.INACTIVE}

UNDER_WAY = (BillStatus.REQUESTED, BillStatus.SENDING, BillStatus.UNKNOWN)
AT_FLIP = (BillStatus.ACTIVE, BillStatus.INACTIVE)
FATE_OPEN = (BillStatus.SENDING, BillStatus.UNKNOWN)

_S = BillStatus
TRANSITIONS = Transitions(
    steps={
        # Straight to open or closed: the answer to an attempt that was already given up for lost.
        _S.REQUESTED: frozenset({_S.SENDING, _S.ACTIVE, _S.INACTIVE, _S.WITHDRAWN}),
        _S.SENDING: frozenset({_S.ACTIVE, _S.INACTIVE, _S.REFUSED, _S.REQUESTED, _S.UNKNOWN}),
        _S.UNKNOWN: frozenset({_S.ACTIVE, _S.INACTIVE, _S.REFUSED, _S.WITHDRAWN, _S.REQUESTED}),
        _S.ACTIVE: frozenset({_S.INACTIVE}),
        _S.INACTIVE: frozenset({_S.ACTIVE}),
        _S.REFUSED: frozenset({_S.REQUESTED, _S.WITHDRAWN}),
    },
    final=frozenset({_S.WITHDRAWN}),
)
