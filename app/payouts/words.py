"""What the events of payouts mean, in plain words; each room says them of its kind."""

from app.audit.verbs import name_verbs
from app.lib.labels import mark as _
from app.timeline.stories import tell

NOT_KNOWN = _(
    "Nobody knows yet whether the money is on its way. Flip is being asked by our key. Do not pay again."
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
    "rate": (
        _("Held: the exchange rate moved, so a person must look"),
        _(
            "One %(currency)s was %(rate_before)s when a person last saw it, and is %(rate_now)s now. "
            "Nothing was sent."
        ),
    ),
    "corridor": (
        _("Held until Flip opens the way to this country again"),
        _("Nothing was sent. It goes by itself as soon as Flip sends there again, without a new approval."),
    ),
    "agent": (_("Held until money can be sent through its agent again"), "%(reason)s"),
    "date": (_("Held until its date"), _("It is sent on %(until)s by itself.")),
}


def tell_of(kind: str, *, attempt: str) -> None:
    """Say the words of a kind of payout; `attempt` (English source) is what is told of one that begins."""
    _tell_making(kind)
    _tell_deciding(kind)
    _tell_sending(kind, attempt)
    _tell_after(kind)


def _tell_making(kind: str) -> None:
    tell(f"{kind}.drafted", _("The payout was kept as a draft"), icon="pencil")
    tell(
        f"{kind}.changed",
        _("Its maker changed it"),
        _("Changed: %(fields)s. Before: %(before)s"),
        icon="pencil",
    )
    tell(
        f"{kind}.awaiting",
        _("Its maker changed it, so the approval no longer counts"),
        _("Changed: %(fields)s. Before: %(before)s"),
        tone="waiting",
        icon="user-check",
    )
    tell(f"{kind}.made_from", _("Made anew from an earlier payout"), "%(payout)s", icon="copy")
    tell(f"{kind}.made_anew", _("Made anew"), _("As %(payout)s."), icon="copy")
    tell(f"{kind}.submitted", _("The payout was put before the managers"), tone="waiting", icon="file-plus")


def _tell_deciding(kind: str) -> None:
    tell(f"{kind}.approved", _("Approved"), "%(reason)s", tone="good", icon="checks")
    tell(
        f"{kind}.first_approval",
        _("Approved by the first of two"),
        "%(reason)s",
        tone="waiting",
        icon="check",
    )
    tell(
        f"{kind}.approved_by_rule",
        _("Approved by the house's rule"),
        _("It is below the amount from which a person has to approve, and nothing speaks against it."),
        tone="good",
        icon="checks",
    )
    tell(
        f"{kind}.needs_person",
        _("A person has to decide"),
        "%(reason)s",
        tone="waiting",
        icon="user-check",
    )
    tell(f"{kind}.rejected", _("Rejected"), "%(reason)s", tone="bad", icon="ban")
    tell(f"{kind}.withdrawn", _("Withdrawn by its maker"), icon="trash")


def _tell_sending(kind: str, attempt: str) -> None:
    tell(
        f"{kind}.sending",
        _("It is being handed to Flip"),
        attempt,
        icon="send",
    )
    tell(
        f"{kind}.not_sent",
        _("Flip could not be asked"),
        _("Nothing happened at Flip. The same key is tried again in about %(seconds)s seconds. %(reason)s"),
        tone="waiting",
        icon="clock-pause",
    )
    tell(
        f"{kind}.unknown",
        _("Flip did not answer"),
        NOT_KNOWN,
        tone="attention",
        icon="help",
    )
    tell(f"{kind}.held", _("Flip cannot take it now"), _LATER, tone="attention", icon="clock-pause")
    for why, (title, detail) in _HELD.items():
        tell(f"{kind}.held_for_{why}", title, detail, tone="attention", icon="clock-pause")
    tell(f"{kind}.released", _("It is tried again"), icon="refresh", tone="progress")


def _tell_after(kind: str) -> None:
    tell(f"{kind}.refused", _("Flip refused it"), _("Nothing was sent."), tone="bad", icon="circle-x")
    tell(f"{kind}.pending", _("Flip took it"), tone="progress", icon="building-bank")
    tell(f"{kind}.done", _("The money arrived"), tone="good", icon="circle-check")
    tell(
        f"{kind}.cancelled",
        _("Flip cancelled it and gave the money back"),
        "%(reason)s",
        tone="bad",
        icon="circle-x",
    )
    tell(f"{kind}.found", _("Found at Flip, made elsewhere"), icon="world")
    tell(
        f"{kind}.conflict",
        _("Flip said two different things"),
        _("It said %(said)s where %(stands)s stood. A person must decide."),
        tone="attention",
        icon="arrows-split",
    )
    tell(
        f"{kind}.unknown_word",
        _("Flip used a status we do not know"),
        _("The word is %(word)s. Nothing was changed."),
        tone="attention",
        icon="help",
    )
    tell(
        f"{kind}.lost",
        _("Flip does not show it any more"),
        _("Flip does not know its own number %(number)s. Ask Flip's support; until then do not pay again."),
        tone="attention",
        icon="help",
    )
    tell(f"{kind}.found_again", _("Flip shows it again"), icon="building-bank")
    tell(f"{kind}.kept", _("A person decided that the status stands"), "%(reason)s", icon="user-check")
    tell(f"{kind}.corrected", _("A person corrected the status"), "%(reason)s", icon="user-check")


name_verbs(
    {
        "payouts.approve": _("approved a payout"),
        "payouts.reject": _("rejected a payout"),
        "payouts.ask_flip": _("asked Flip what became of a payout"),
        "payouts.settle_conflict": _("decided what is true about a payout"),
    }
)
