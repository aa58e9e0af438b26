"""What the events of a bank mean, in plain words."""

from app.lib.labels import mark as _
from app.timeline.stories import tell

tell("bank.operational", _("The bank works normally again"), tone="good", icon="circle-check")
tell(
    "bank.disturbed",
    _("The bank became slow"),
    _("Transfers are taken but may be late."),
    tone="attention",
    icon="alert-triangle",
)
tell(
    "bank.heavily_disturbed",
    _("The bank is severely disturbed"),
    _("New transfers to it are refused until it recovers."),
    tone="bad",
    icon="circle-x",
)
tell(
    "bank.unrecognised",
    _("Flip used a state we do not know"),
    "%(message)s",
    tone="attention",
    icon="help",
)
