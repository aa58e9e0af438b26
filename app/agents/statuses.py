"""What an agent can be, in our words and Flip's, and how it may move."""

from app.lib.labels import Labelled
from app.lib.labels import mark as _
from app.lib.transitions import Transitions


class AgentStatus(Labelled):
    """Where an agent stands, and whose turn it is."""

    DRAFT = "DRAFT", _("Being filled in, not sent yet"), "muted", "pencil"
    REQUESTED = "REQUESTED", _("About to be registered at Flip"), "progress", "hourglass"
    SENDING = "SENDING", _("Being registered at Flip…"), "progress", "send"
    UNKNOWN = "UNKNOWN", _("Not known yet: Flip did not answer"), "attention", "help"
    REFUSED = "REFUSED", _("Not registered: Flip wants the data corrected"), "bad", "circle-x"
    BASIC_DATA = "BASIC_DATA", _("Registered; the identity card comes next"), "waiting", "id"
    CARD_FAILED = "CARD_FAILED", _("Flip cannot use the picture of the card"), "bad", "photo-x"
    CARD_ACCEPTED = "CARD_ACCEPTED", _("Card taken; the selfie comes next"), "waiting", "camera"
    SELFIE_CHECKING = "SELFIE_CHECKING", _("Flip is checking the selfie"), "progress", "hourglass"
    SELFIE_FAILED = "SELFIE_FAILED", _("Selfie not accepted; Flip wants documents"), "bad", "photo-x"
    SELFIE_ACCEPTED = "SELFIE_ACCEPTED", _("Ready to be submitted"), "waiting", "user-check"
    PENDING = "PENDING", _("Flip is verifying the agent"), "progress", "hourglass"
    SUSPICIOUS = "SUSPICIOUS", _("Flip is looking closer"), "progress", "hourglass"
    NEED_TO_CHECK = "NEED_TO_CHECK", _("Somebody at Flip is looking"), "progress", "hourglass"
    HELP = "HELP", _("Flip asks for documents"), "attention", "file-plus"
    APPROVED = "APPROVED", _("Verified"), "good", "circle-check"
    REJECTED = "REJECTED", _("Rejected by Flip"), "bad", "circle-x"
    WITHDRAWN = "WITHDRAWN", _("Given up"), "muted", "trash"


class Standing(Labelled):
    """Whether Flip lets a verified agent send money (agents.md: status)."""

    ACTIVE = "ACTIVE", _("Active"), "good", "circle-check"
    BLACKLISTED = "BLACKLISTED", _("On Flip's black list"), "bad", "ban"
    BLOCKED = "BLOCKED", _("Blocked by Flip"), "bad", "lock"
    DELETED = "DELETED", _("Deleted at Flip"), "muted", "trash"


class HouseWord(Labelled):
    """What the house itself says of an agent, whatever Flip says."""

    SUSPENDED = "SUSPENDED", _("Suspended here"), "attention", "player-pause"


_S = AgentStatus
# Flip's words; what is not here is kept and shown as Flip wrote it, and moves nothing.
FLIP_WORDS = {
    "BASIC_DATA": _S.BASIC_DATA,
    "UPLOAD_IDENTITY_FAILED": _S.CARD_FAILED,
    "UPLOAD_IDENTITY_SUCCESS": _S.CARD_ACCEPTED,
    "UPLOAD_IDENTITY_SELFIE_PROGRESS": _S.SELFIE_CHECKING,
    "UPLOAD_IDENTITY_SELFIE_FAILED": _S.SELFIE_FAILED,
    "UPLOAD_IDENTITY_SELFIE_SUCCESS": _S.SELFIE_ACCEPTED,
    "PENDING": _S.PENDING,
    "SUSPICIOUS": _S.SUSPICIOUS,
    "NEED_TO_CHECK": _S.NEED_TO_CHECK,
    "HELP": _S.HELP,
    "APPROVED": _S.APPROVED,
    "REJECTED": _S.REJECTED,
}

AT_FLIP = frozenset(FLIP_WORDS.values())
# Kept here alone: nothing of it is at Flip.
ONLY_HERE = frozenset({_S.DRAFT, _S.REFUSED})
FATE_OPEN = (_S.SENDING, _S.UNKNOWN)
# The card is wanted, or may be replaced, and the data may be corrected (agents.md: PUT /v2/agents/{id}).
BEFORE_THE_SELFIE = frozenset({_S.BASIC_DATA, _S.CARD_FAILED, _S.CARD_ACCEPTED})
DATA_UPDATABLE = BEFORE_THE_SELFIE | {_S.SELFIE_CHECKING, _S.SELFIE_FAILED, _S.SELFIE_ACCEPTED}
# Flip's turn: what becomes of it is polled for, because its one callback may be lost.
FLIPS_TURN = frozenset({_S.SELFIE_CHECKING, _S.PENDING, _S.SUSPICIOUS, _S.NEED_TO_CHECK})
DOCUMENTS_WANTED = frozenset({_S.SELFIE_FAILED, _S.HELP})

TRANSITIONS = Transitions(
    steps={
        _S.DRAFT: frozenset({_S.REQUESTED, _S.WITHDRAWN}),
        _S.REFUSED: frozenset({_S.REQUESTED, _S.WITHDRAWN}),
        _S.REQUESTED: AT_FLIP | {_S.SENDING, _S.WITHDRAWN},
        _S.SENDING: AT_FLIP | {_S.REFUSED, _S.REQUESTED, _S.UNKNOWN},
        _S.UNKNOWN: AT_FLIP | {_S.SENDING, _S.REFUSED, _S.REQUESTED, _S.WITHDRAWN},
        # Only Flip's own answer moves it from here, and polling may have missed what lay between.
        **{status: AT_FLIP - {status} for status in AT_FLIP},
    },
    final=frozenset({_S.WITHDRAWN}),
)
