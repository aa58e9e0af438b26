"""What asking for an account's holder can come to, and what that means for sending money to it."""

from app.lib.labels import Labelled
from app.lib.labels import mark as _
from app.lib.transitions import Transitions


class InquiryStatus(Labelled):
    """Where an inquiry stands (general: bank-account-inquiry)."""

    REQUESTED = "REQUESTED", _("About to ask Flip"), "progress", "hourglass"
    PENDING = "PENDING", _("The bank is being asked"), "progress", "loader"
    SUCCESS = "SUCCESS", _("The account exists"), "good", "circle-check"
    SUSPECTED_ACCOUNT = "SUSPECTED_ACCOUNT", _("Others reported this account"), "attention", "alert-triangle"
    INVALID_ACCOUNT_NUMBER = "INVALID_ACCOUNT_NUMBER", _("No such account"), "bad", "circle-x"
    BLACK_LISTED = "BLACK_LISTED", _("Confirmed fraud: no money goes there"), "bad", "ban"
    CLOSED = "CLOSED", _("The account is closed"), "bad", "lock"
    FAILED = "FAILED", _("The bank gave no answer"), "waiting", "refresh"
    REFUSED = "REFUSED", _("Flip refused the question"), "bad", "circle-x"
    UNRECOGNISED = "UNRECOGNISED", _("An answer we do not know"), "attention", "help"


class Behaviour(Labelled):
    """What an answer means for whoever wants to send money."""

    WAIT = "wait", _("Wait for the answer."), "progress", "hourglass"
    GO = "go", _("Compare the name, then money can be sent."), "good", "circle-check"
    WARN = "warn", _("Send only with a good reason, and write it down."), "attention", "alert-triangle"
    BLOCK = "block", _("Send nothing to this account."), "bad", "ban"
    RETRY = "retry", _("Ask again in a while."), "waiting", "refresh"


_S = InquiryStatus
BEHAVIOURS = {
    _S.REQUESTED: Behaviour.WAIT,
    _S.PENDING: Behaviour.RETRY,
    _S.SUCCESS: Behaviour.GO,
    _S.SUSPECTED_ACCOUNT: Behaviour.WARN,
    _S.INVALID_ACCOUNT_NUMBER: Behaviour.BLOCK,
    _S.BLACK_LISTED: Behaviour.BLOCK,
    _S.CLOSED: Behaviour.BLOCK,
    _S.FAILED: Behaviour.RETRY,
    _S.REFUSED: Behaviour.BLOCK,
    _S.UNRECOGNISED: Behaviour.WARN,
}
OURS = (_S.REQUESTED, _S.REFUSED, _S.UNRECOGNISED)
# What is no answer to whoever asks anew.
ASK_AGAIN = (_S.FAILED, _S.REFUSED)
OPEN = (_S.REQUESTED, _S.PENDING)
ANSWERS = frozenset(set(_S) - {_S.REQUESTED, _S.PENDING})


def status_of(word: str) -> InquiryStatus:
    """Our status for Flip's word; a word we do not know is never guessed."""
    known = {status.value: status for status in InquiryStatus if status not in OURS}
    return known.get(word, _S.UNRECOGNISED)


# An answer is knowledge, not money: a newer one replaces it, and the story keeps both.
TRANSITIONS = Transitions(
    steps={
        _S.REQUESTED: ANSWERS | {_S.PENDING},
        _S.PENDING: ANSWERS,
        **{answer: ANSWERS - {answer, _S.REFUSED} for answer in ANSWERS - {_S.REFUSED}},
    },
    final=frozenset(),
    late=frozenset({_S.PENDING}),
)
