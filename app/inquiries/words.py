"""What the events of an inquiry mean, in plain words."""

from app.audit.verbs import name_verbs
from app.inquiries.models import KIND
from app.inquiries.statuses import InquiryStatus
from app.lib.labels import mark as _
from app.timeline.stories import tell

tell("inquiry.requested", _("The question was asked here"), icon="user-question", tone="progress")
tell(
    "inquiry.known",
    _("The answer was known already"),
    _("The bank gave it minutes ago, to %(number)s."),
    icon="user-question",
)
for _status in InquiryStatus:
    if _status is not InquiryStatus.REQUESTED:
        tell(f"{KIND}.{_status.lower()}", _status.label, tone=_status.tone, icon=_status.icon)

name_verbs({"inquiries.ask": _("asked a bank who holds an account")})
