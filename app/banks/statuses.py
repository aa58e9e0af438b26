"""What state a bank can be in, in our words and Flip's (general: banks)."""

from app.lib.labels import Labelled
from app.lib.labels import mark as _
from app.lib.transitions import Transitions


class BankStatus(Labelled):
    """How well a bank takes transfers."""

    OPERATIONAL = "OPERATIONAL", _("Working normally"), "good", "circle-check"
    DISTURBED = "DISTURBED", _("Slow: transfers may be late"), "attention", "alert-triangle"
    HEAVILY_DISTURBED = "HEAVILY_DISTURBED", _("Severely disturbed: send nothing now"), "bad", "circle-x"
    UNRECOGNISED = "UNRECOGNISED", _("In a state we do not know"), "attention", "help"


def status_of(word: str) -> BankStatus:
    """Our status for Flip's word; a word we do not know is never guessed."""
    known = {status.value: status for status in BankStatus if status is not BankStatus.UNRECOGNISED}
    return known.get(word, BankStatus.UNRECOGNISED)


_ALL = frozenset(BankStatus)
TRANSITIONS = Transitions(steps={status: _ALL - {status} for status in BankStatus}, final=frozenset())
