"""The types of transfers abroad, by who sends and who is paid (international.md)."""

from app.lib.labels import Labelled
from app.lib.labels import mark as _


class TransactionType(Labelled):
    """Who sends money abroad to whom; each type has corridors and rates of its own."""

    C2C = "C2C", _("Person to person"), "muted", "user"
    C2B = "C2B", _("Person to company"), "muted", "building"
    B2C = "B2C", _("Company to person"), "muted", "user"
    B2B = "B2B", _("Company to company"), "muted", "building"
