"""What each source says about paying again, and what to do then, in plain words."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.lib.labels import mark as _
from app.payouts.models import LookedBy
from app.payouts.statuses import PayoutStatus


@dataclass(frozen=True)
class Words:
    """What a source says, what that asks of a person, and its icon (English source)."""

    said: str
    do: str = ""


_S = PayoutStatus
_WAIT = _("Wait until the money has arrived or Flip has cancelled it. Do not pay again.")
_TAKE_BACK = _("Have it withdrawn or rejected first, if it is not to be sent.")
ASK_NOW = _("Ask Flip now; the answer appears here.")
MAKE_ANEW = _("You can make it anew. It gets a new key, and somebody else approves it again.")

STANDS: Mapping[PayoutStatus, Words] = {
    _S.DRAFT: Words(
        _("It is still a draft, nothing was sent."), _("Send the draft itself; nothing was paid yet.")
    ),
    _S.AWAITING: Words(_("It still waits for a manager and may yet be sent."), _TAKE_BACK),
    _S.APPROVED: Words(_("It is approved and about to be sent."), _TAKE_BACK),
    _S.HELD: Words(_("It is held and may yet be sent."), _TAKE_BACK),
    _S.SENDING: Words(_("It is being handed to Flip right now."), _WAIT),
    _S.PENDING: Words(_("Flip has it, and the money is on its way."), _WAIT),
    _S.DONE: Words(_("The money arrived."), _("It was paid. Do not pay again.")),
}
FATE_UNKNOWN = Words(
    _("Flip did not answer when it was sent, so nobody knows whether it took it."),
    _("Do not pay again. Flip is asked by our key until it says; you can also ask now."),
)
SETTLE_FIRST = Words(
    _("Flip said things about it that do not fit together."),
    _("A person has to decide first what is true, on this page."),
)
_ENDED: Mapping[PayoutStatus, Words] = {
    _S.CANCELLED: Words(_("Flip cancelled it and gave the money back.")),
    _S.REFUSED: Words(_("Flip refused it, nothing was sent.")),
}
NEVER_SENT = Words(_("It was never sent."))
GIVEN_UP = Words(_("Flip had said no to it, and it was given up here."))

RELATIVE_LIVES = Words(
    _("%(payout)s belongs to the same payment and is under way, or has arrived."),
    _("Look at %(payout)s instead. Do not pay again."),
)
RELATIVE_DISPUTED = Words(
    _("About %(payout)s, which belongs to the same payment, Flip said things that do not fit together."),
    _("A person has to decide first what is true about %(payout)s."),
)
RELATIVE_UNPAID = Words(_("%(payout)s belongs to the same payment and paid nothing."))

CONTRADICTED = Words(
    _("A callback says something else than what stands here."),
    _("A person has to decide first what is true, on this page."),
)
UNREAD = Words(
    _("Callbacks that may be about it have not been read yet: %(count)s."),
    _("Wait until they are read. If they were set aside, have them worked again under Callbacks."),
)
NO_CALLBACK = Words(_("No callback says anything else."))

NO_WAY_TO_ASK = Words(
    _("Flip cannot be asked: there is neither a key nor a number of Flip's."),
    _("Look into Flip's own dashboard."),
)
NOT_ASKED = {
    LookedBy.KEY: Words(_("Flip was not asked by our key since."), ASK_NOW),
    LookedBy.ID: Words(_("Flip was not asked by its number since."), ASK_NOW),
}
UNREACHABLE = {
    LookedBy.KEY: Words(_("Flip could not be asked by our key."), _("Ask again when Flip answers.")),
    LookedBy.ID: Words(_("Flip could not be asked by its number."), _("Ask again when Flip answers.")),
}
FLIP_SHOWS = {
    LookedBy.KEY: Words(_("Flip, asked by our key, shows a transfer: %(word)s."), _WAIT),
    LookedBy.ID: Words(_("Flip, asked by its number, shows it: %(word)s."), _WAIT),
}
FLIP_CANCELLED = {
    LookedBy.KEY: Words(_("Flip, asked by our key, shows it as cancelled.")),
    LookedBy.ID: Words(_("Flip, asked by its number, shows it as cancelled.")),
}
UNKNOWN_WORD = Words(
    _("Flip shows it with a word we do not know: %(word)s."),
    _("Ask Flip's support what it means. Until then do not pay again."),
)
CANCELLED_ELSEWHERE = Words(
    _("Flip shows a cancelled transfer where none should be."),
    _("A person has to decide first what is true, on this page."),
)
NUMBER_GONE = Words(
    _("Flip does not know its own number for it any more."),
    _("Ask Flip's support about that number. Until then do not pay again."),
)
ONCE_IS_NOT_ENOUGH = Words(
    _("Flip, asked by our key, knows no transfer. It may still be writing it down."),
    _("Wait a minute: Flip is then asked a second time by itself."),
)
KEY_UNKNOWN = Words(_("Flip, asked by our key, knows no transfer."))


def sent_words(status: PayoutStatus, attempts: int) -> Words:
    """What stands here about a payout that came to nothing."""
    return _ENDED.get(status) or (GIVEN_UP if attempts else NEVER_SENT)
