"""What a payout can be, in our words and Flip's, and how it may move."""

from app.lib.labels import Labelled
from app.lib.labels import mark as _
from app.lib.transitions import Transitions


class PayoutStatus(Labelled):
    """Where a payout stands, and whose turn it is."""

    DRAFT = "DRAFT", _("Draft, not submitted yet"), "muted", "pencil"
    AWAITING = "AWAITING", _("Waiting for a manager"), "waiting", "user-check"
    APPROVED = "APPROVED", _("Approved, about to be sent"), "progress", "checks"
    HELD = "HELD", _("Held, not sent yet"), "attention", "clock-pause"
    SENDING = "SENDING", _("Being handed to Flip…"), "progress", "send"
    PENDING = "PENDING", _("At Flip, on its way to the bank"), "progress", "building-bank"
    DONE = "DONE", _("Arrived"), "good", "circle-check"
    CANCELLED = "CANCELLED", _("Cancelled by Flip, money given back"), "bad", "circle-x"
    REFUSED = "REFUSED", _("Refused by Flip, nothing was sent"), "bad", "circle-x"
    REJECTED = "REJECTED", _("Rejected by a manager"), "muted", "ban"
    WITHDRAWN = "WITHDRAWN", _("Withdrawn by its maker"), "muted", "trash"
    UNKNOWN = "UNKNOWN", _("Not known yet: Flip did not answer"), "attention", "help"


class HeldFor(Labelled):
    """Why a payout is held; each but RATE ends by itself, without a new approval."""

    DATE = "date", _("Held until its date"), "waiting", "clock-pause"
    BANK = "bank", _("Held until the bank takes transfers again"), "attention", "building-bank"
    BALANCE = "balance", _("Held until the balance suffices"), "attention", "cash"
    EARLIER = "earlier", _("Held: the one it was made anew from may have paid"), "attention", "help"
    AGENT = "agent", _("Held until money can be sent through its agent again"), "attention", "user-check"
    RATE = "rate", _("Held: the exchange rate moved, so a person must look"), "attention", "user-check"
    CORRIDOR = "corridor", _("Held until Flip opens the way to this country again"), "attention", "world"
    FLIP = "flip", _("Held: Flip does not take it at this moment"), "attention", "clock-pause"


# Flip's words for a transfer; what is not here is kept and shown as Flip wrote it, and moves nothing.
FLIP_WORDS = {
    "PENDING": PayoutStatus.PENDING,
    "DONE": PayoutStatus.DONE,
    "SUCCESSFUL": PayoutStatus.DONE,  # of transfers abroad
    "CANCELLED": PayoutStatus.CANCELLED,
    "WRONG_ACCOUNT_NUMBER": PayoutStatus.CANCELLED,  # its name before 2019
}

_S = PayoutStatus
_TAKEN = frozenset({_S.PENDING, _S.DONE, _S.CANCELLED})
FINAL = frozenset({_S.DONE, _S.CANCELLED, _S.REFUSED, _S.REJECTED, _S.WITHDRAWN})
NOT_YET_SENT = (_S.AWAITING, _S.APPROVED, _S.HELD)
FATE_OPEN = (_S.SENDING, _S.UNKNOWN)
# The balance is not free for others while Flip may still take it for one of these.
RESERVING = (*NOT_YET_SENT, *FATE_OPEN)
# Nothing was paid by these, and nothing will be.
DROPPED = frozenset({_S.DRAFT, _S.CANCELLED, _S.REFUSED, _S.REJECTED, _S.WITHDRAWN})
TRANSITIONS = Transitions(
    steps={
        _S.DRAFT: frozenset({_S.AWAITING, _S.WITHDRAWN}),
        _S.AWAITING: frozenset({_S.APPROVED, _S.REJECTED, _S.WITHDRAWN}),
        # A change of what was approved puts it before the managers again (P26).
        _S.APPROVED: frozenset({_S.SENDING, _S.HELD, _S.AWAITING, _S.REJECTED, _S.WITHDRAWN}),
        _S.HELD: frozenset({_S.APPROVED, _S.AWAITING, _S.REJECTED, _S.WITHDRAWN}),
        _S.SENDING: _TAKEN | {_S.REFUSED, _S.UNKNOWN, _S.APPROVED, _S.HELD},
        _S.UNKNOWN: _TAKEN | {_S.SENDING, _S.REFUSED, _S.HELD},
        _S.PENDING: frozenset({_S.DONE, _S.CANCELLED}),
    },
    final=FINAL,
    late=frozenset({_S.PENDING}),
)
