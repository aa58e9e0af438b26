"""What the events of a disbursement mean, in plain words."""

from app.audit.verbs import name_verbs
from app.lib.labels import mark as _
from app.timeline.stories import tell

tell("disbursement.submitted", _("The payout was put before the managers"), tone="waiting", icon="file-plus")
tell("disbursement.approved", _("Approved"), "%(reason)s", tone="good", icon="checks")
tell("disbursement.rejected", _("Rejected"), "%(reason)s", tone="bad", icon="ban")
tell("disbursement.withdrawn", _("Withdrawn by its maker"), icon="trash")
tell(
    "disbursement.sending",
    _("It is being handed to Flip"),
    _("Attempt %(attempt)s. The bank's state: %(bank)s."),
    icon="send",
)
tell(
    "disbursement.not_sent",
    _("Flip could not be asked"),
    _("Nothing happened at Flip. The same key is tried again in about %(seconds)s seconds. %(reason)s"),
    tone="waiting",
    icon="clock-pause",
)
tell(
    "disbursement.unknown",
    _("Flip did not answer"),
    _("Nobody knows yet whether the money is on its way. Flip is being asked by our key. Do not pay again."),
    tone="attention",
    icon="help",
)
tell(
    "disbursement.held",
    _("Flip cannot take it now"),
    _("Nothing was sent. It is tried again by itself, without a new approval."),
    tone="attention",
    icon="clock-pause",
)
tell("disbursement.released", _("It is tried again"), icon="refresh", tone="progress")
tell("disbursement.refused", _("Flip refused it"), _("Nothing was sent."), tone="bad", icon="circle-x")
tell("disbursement.pending", _("Flip took it"), tone="progress", icon="building-bank")
tell("disbursement.done", _("The money arrived"), tone="good", icon="circle-check")
tell(
    "disbursement.cancelled",
    _("Flip cancelled it and gave the money back"),
    "%(reason)s",
    tone="bad",
    icon="circle-x",
)
tell("disbursement.found", _("Found at Flip, made elsewhere"), icon="world")
tell(
    "disbursement.conflict",
    _("Flip said two different things"),
    _("It said %(said)s where %(stands)s stood. A person must decide."),
    tone="attention",
    icon="arrows-split",
)
tell(
    "disbursement.unknown_word",
    _("Flip used a status we do not know"),
    _("The word is %(word)s. Nothing was changed."),
    tone="attention",
    icon="help",
)
name_verbs(
    {
        "disbursements.submit": _("put a payout before the managers"),
        "disbursements.withdraw": _("withdrew a payout"),
        "payouts.approve": _("approved a payout"),
        "payouts.reject": _("rejected a payout"),
    }
)
