"""What the events of a disbursement mean, in plain words."""

from app.audit.verbs import name_verbs
from app.lib.labels import mark as _
from app.payouts.words import tell_of
from app.timeline.models import Kind

tell_of(Kind.DISBURSEMENT, attempt=_("Attempt %(attempt)s. The bank's state: %(bank)s."))
name_verbs(
    {
        "disbursements.draft": _("kept a payout as a draft"),
        "disbursements.edit": _("changed a payout"),
        "disbursements.submit": _("put a payout before the managers"),
        "disbursements.withdraw": _("withdrew a payout"),
    }
)
