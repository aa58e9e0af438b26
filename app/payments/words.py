"""What the events of a payment mean, and what its deeds are called in the audit log, in plain words."""

from app.audit.verbs import name_verbs
from app.lib.labels import mark as _
from app.timeline.stories import tell

tell("payment.seen", _("The customer chose how to pay"), tone="waiting", icon="clock")
tell("payment.successful", _("The customer paid"), tone="good", icon="circle-check")
tell(
    "payment.failed",
    _("The payment failed"),
    _("The customer paid by bank transfer, but Flip could not pass the money on. Ask Flip's support."),
    tone="bad",
    icon="circle-x",
)
tell(
    "payment.cancelled",
    _("The payment expired"),
    _("Nobody paid in time. The customer can open the link again if the bill is still open."),
    tone="muted",
    icon="circle-off",
)
tell("payment.settled", _("The money reached the balance at Flip"), tone="good", icon="building-bank")
tell(
    "payment.conflict",
    _("Flip said two different things"),
    _("It said %(said)s where %(stands)s stood. A person must decide."),
    tone="attention",
    icon="arrows-split",
)
tell(
    "payment.unknown_word",
    _("Flip used a status we do not know"),
    _("The word is %(word)s. Nothing was changed."),
    tone="attention",
    icon="help",
)
tell("payment.confirm_asked", _("Asked to tell Flip that the customer paid"), icon="send")
tell("payment.confirmed", _("Flip noted that the customer paid"), tone="progress", icon="checks")
tell(
    "payment.confirm_refused",
    _("Flip did not take the confirmation"),
    "%(reason)s",
    tone="bad",
    icon="circle-x",
)
tell("payment.kept", _("A person decided that the status stands"), "%(reason)s", icon="user-check")
tell("payment.corrected", _("A person corrected the status"), "%(reason)s", icon="user-check")

name_verbs(
    {
        "payments.confirm": _("told Flip that a customer has paid"),
        "payments.settle_conflict": _("decided which of two statuses of a payment is true"),
    }
)
