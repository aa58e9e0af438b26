"""What a sender may show to prove who they are."""

from app.lib.labels import Labelled
from app.lib.labels import mark as _


class IdentityShown(Labelled):
    """The papers that Flip takes of who sends money abroad (international: sender_identity_type)."""

    NATIONAL_ID = "nat_id", _("National identity card (KTP)")
    PASSPORT = "passport", _("Passport")
