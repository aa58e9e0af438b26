"""What the events of a transfer abroad mean, in plain words."""

from app.audit.verbs import name_verbs
from app.lib.labels import mark as _
from app.payouts.words import tell_of
from app.timeline.models import Kind
from app.timeline.stories import tell

tell_of(Kind.INTERNATIONAL, attempt=_("Attempt %(attempt)s, at %(rate)s for one unit abroad."))
tell(
    "international.requoted",
    _("Its maker took the new quote, so a manager decides again"),
    _("%(cost)s at %(rate)s for one, before that %(cost_before)s at %(rate_before)s."),
    tone="waiting",
    icon="refresh",
)
tell(
    "international.other_cost",
    _("Flip took another amount in rupiah than was quoted"),
    _("Quoted was %(quoted)s; Flip took %(taken)s, at its rate of that moment."),
    tone="attention",
    icon="cash",
)
name_verbs(
    {
        "international.submit": _("put a transfer abroad before the managers"),
        "international.edit": _("changed a transfer abroad"),
        "international.requote": _("took a new quote for a transfer abroad"),
        "international.withdraw": _("withdrew a transfer abroad"),
    }
)
