"""What the events of a disbursement mean, in plain words."""

from app.audit.verbs import name_verbs
from app.lib.labels import mark as _
from app.timeline.stories import tell

tell("disbursement.drafted", _("The payout was kept as a draft"), icon="pencil")
tell(
    "disbursement.changed",
    _("Its maker changed it"),
    _("Changed: %(fields)s. Before: %(before)s"),
    icon="pencil",
)
tell(
    "disbursement.awaiting",
    _("Its maker changed it, so the approval no longer counts"),
    _("Changed: %(fields)s. Before: %(before)s"),
    tone="waiting",
    icon="user-check",
)
tell("disbursement.made_from", _("Made anew from an earlier payout"), "%(payout)s", icon="copy")
tell("disbursement.made_anew", _("Made anew"), _("As %(payout)s."), icon="copy")
tell("disbursement.submitted", _("The payout was put before the managers"), tone="waiting", icon="file-plus")
tell("disbursement.approved", _("Approved"), "%(reason)s", tone="good", icon="checks")
tell(
    "disbursement.first_approval",
    _("Approved by the first of two"),
    "%(reason)s",
    tone="waiting",
    icon="check",
)
tell(
    "disbursement.approved_by_rule",
    _("Approved by the house's rule"),
    _("It is below the amount from which a person has to approve, and nothing speaks against it."),
    tone="good",
    icon="checks",
)
tell(
    "disbursement.needs_person",
    _("A person has to decide"),
    "%(reason)s",
    tone="waiting",
    icon="user-check",
)
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
_LATER = _("Nothing was sent. It is tried again by itself, without a new approval.")
_HELD = {
    "flip": (_("Flip cannot take it now"), _LATER),
    "bank": (
        _("Held until the bank takes transfers again"),
        _("Nothing was sent. It goes by itself as soon as the bank recovers, without a new approval."),
    ),
    "balance": (
        _("Held until the balance suffices"),
        _("Flip has %(balance)s; %(missing)s is missing. Those who wait are sent first in, first out."),
    ),
    "line": (
        _("Held until the balance suffices"),
        _("Payouts before it wait for the balance too: %(ahead)s. First in, first out."),
    ),
    "earlier": (
        _("Held: the one it was made anew from may have paid"),
        _("Nothing was sent. A person has to find out what became of that one."),
    ),
    "agent": (_("Held until money can be sent through its agent again"), "%(reason)s"),
    "date": (_("Held until its date"), _("It is sent on %(until)s by itself.")),
}
tell("disbursement.held", _("Flip cannot take it now"), _LATER, tone="attention", icon="clock-pause")
for _why, (_title, _detail) in _HELD.items():
    tell(f"disbursement.held_for_{_why}", _title, _detail, tone="attention", icon="clock-pause")
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
tell(
    "disbursement.lost",
    _("Flip does not show it any more"),
    _("Flip does not know its own number %(number)s. Ask Flip's support; until then do not pay again."),
    tone="attention",
    icon="help",
)
tell("disbursement.found_again", _("Flip shows it again"), icon="building-bank")
tell("disbursement.kept", _("A person decided that the status stands"), "%(reason)s", icon="user-check")
tell("disbursement.corrected", _("A person corrected the status"), "%(reason)s", icon="user-check")
name_verbs(
    {
        "disbursements.ask_flip": _("asked Flip what became of a payout"),
        "disbursements.settle_conflict": _("decided what is true about a payout"),
        "disbursements.draft": _("kept a payout as a draft"),
        "disbursements.edit": _("changed a payout"),
        "disbursements.submit": _("put a payout before the managers"),
        "disbursements.withdraw": _("withdrew a payout"),
        "payouts.approve": _("approved a payout"),
        "payouts.reject": _("rejected a payout"),
    }
)
