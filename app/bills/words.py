"""What the events of a bill mean, and what its deeds are called in the audit log, in plain words."""

from app.audit.verbs import name_verbs
from app.lib.labels import mark as _
from app.timeline.stories import tell

tell("bill.requested", _("The bill was asked for"), icon="file-plus", tone="progress")
tell("bill.sending", _("Flip is being asked for the link"), _("Attempt %(attempt)s."), icon="send")
tell(
    "bill.not_sent",
    _("Flip could not be asked"),
    _("Nothing happened at Flip. The next try is in about %(seconds)s seconds. %(reason)s"),
    icon="clock-pause",
    tone="waiting",
)
tell(
    "bill.refused",
    _("Flip refused the bill"),
    _("Nothing was made. Correct it and send it again."),
    tone="bad",
    icon="circle-x",
)
tell(
    "bill.unknown",
    _("Flip did not answer"),
    _("Nobody knows yet whether the link was made. Flip's own list is being searched for it."),
    tone="attention",
    icon="help",
)
tell(
    "bill.undecided",
    _("Flip's list does not settle it"),
    _("It shows %(count)s bills that could be this one. A person must decide."),
    tone="attention",
    icon="help",
)
tell("bill.opened", _("Flip made the link"), "%(link)s", tone="good", icon="link")
tell("bill.found", _("Found at Flip, made elsewhere"), icon="world", tone="muted")
tell("bill.merged", _("This was the same bill as another row"), icon="arrow-merge")
tell("bill.active", _("The bill is open for payment"), tone="good", icon="lock-open")
tell("bill.inactive", _("The bill is closed"), icon="lock")
tell("bill.corrected", _("The bill was corrected and sent again"), icon="edit", tone="progress")
tell("bill.withdrawn", _("The bill was given up"), icon="trash")
tell("bill.chosen", _("A person recognised it at Flip"), "%(link)s", icon="user-check", tone="progress")
tell("bill.sent_again", _("A person had it sent again"), icon="send", tone="progress")
tell(
    "bill.change_asked", _("A change was asked for"), _("Changed: %(fields)s."), icon="edit", tone="progress"
)
tell("bill.close_asked", _("Closing was asked for"), icon="lock", tone="progress")
tell("bill.changed", _("Flip took the change"), tone="good", icon="check")
tell("bill.change_refused", _("Flip refused the change"), tone="bad", icon="circle-x")
tell("bill.change_dropped", _("The change was given up"), icon="trash")

name_verbs(
    {
        "bills.request": _("asked for a bill"),
        "bills.correct": _("corrected a bill that Flip had refused"),
        "bills.give_up": _("gave a bill up"),
        "bills.choose": _("said which bill at Flip was theirs"),
        "bills.send_again": _("had a bill of unknown fate sent again"),
        "bills.change": _("asked for a change of a bill"),
        "bills.drop_change": _("gave up the change of a bill"),
    }
)
