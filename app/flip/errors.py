"""Everything a call to Flip can raise, sorted by the only question that matters: did something happen?

    FlipError
    ├── FlipRefused        Flip answered no; nothing happened        → tell the person
    │   └── FlipNotFound   Flip has no such thing
    ├── FlipNotSent        certainly nothing happened                → try again later, with the same key
    └── FlipUnknown        we asked and do not know what happened    → find out by asking, never assume
        └── FlipHides      Flip answered well, but not whether it has the thing

Not every failure is one of these: a `ValueError` says that we were about to send something that makes no
sense.
"""

from dataclasses import dataclass
from enum import Enum

MAX_BODY_TEXT = 2000


class NotSentReason(Enum):
    """Why nothing can have happened."""

    UNREACHABLE = "unreachable"
    TLS = "tls"
    RATE_LIMITED = "rate_limited"
    MAINTENANCE = "maintenance"
    BAD_CREDENTIALS = "bad_credentials"
    FORBIDDEN = "forbidden"
    WRONG_ADDRESS = "wrong_address"
    STALE_TIMESTAMP = "stale_timestamp"


_STOPS_EVERYTHING = {NotSentReason.BAD_CREDENTIALS, NotSentReason.FORBIDDEN, NotSentReason.WRONG_ADDRESS}
# The KYC host has the key in common with the main host, but an address and permissions of its own.
_SHARED = {NotSentReason.BAD_CREDENTIALS}


@dataclass(frozen=True)
class FieldError:
    """One complaint of Flip.

    `attribute` is our canonical name of the field ("" when Flip named none), `code` the product's inner code
    (0 when unreadable), `message` Flip's own English words, which may change at any time: decide by the code.
    """

    attribute: str
    code: int
    message: str


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What was asked and what came back: kept with every error, never with the secret key or a file."""

    method: str
    path: str
    request_id: str | None = None
    status: int | None = None
    body: str = ""


class FlipError(Exception):
    """A call to Flip did not give what was asked for.

    `method` and `path` say which call, `status` is the HTTP status (None when no answer came), `body` the
    beginning of the raw answer, `request_id` what Flip's support asks for after a call to the KYC host. The
    text of the error is fit for a log: it holds neither the body nor the secret key.
    """

    def __init__(self, message: str, asked: Asked) -> None:
        super().__init__(f"{asked.method} {asked.path}: {message}")
        self.method = asked.method
        self.path = asked.path
        self.request_id = asked.request_id
        self.status = asked.status
        self.body = asked.body[:MAX_BODY_TEXT]

    @property
    def of_kyc_host(self) -> bool:
        """Whether the KYC host was asked, which may be in trouble by itself."""
        return self.request_id is not None


class FlipRefused(FlipError):
    """Flip answered no, and nothing happened.

    `outer_code` is Flip's word ("VALIDATION_ERROR", "BALANCE_INSUFFICIENT", "" when it gave none), `errors`
    one entry per failing field. `for_now` is true when every complaint is about the moment and not about the
    content (balance, disturbed or closed bank, limits of the day): the same request may be accepted later.
    """

    def __init__(
        self,
        message: str,
        asked: Asked,
        *,
        outer_code: str = "",
        errors: tuple[FieldError, ...] = (),
        for_now: bool = False,
    ) -> None:
        super().__init__(message, asked)
        self.outer_code = outer_code
        self.errors = errors
        self.for_now = for_now


class FlipNotFound(FlipRefused):
    """Flip has nothing under the id or key that was asked for."""


class FlipNotSent(FlipError):
    """Certainly nothing happened at Flip; the same request, with the same key, may be sent again.

    `retry_after` are the seconds Flip asked us to wait, None when it did not say. `flip_message` holds Flip's
    words when it answered ("IP is not Whitelisted"). `stops_everything` is true when no other call can
    succeed before a person has put the connection right.
    """

    def __init__(
        self,
        message: str,
        asked: Asked,
        *,
        reason: NotSentReason,
        retry_after: float | None = None,
        flip_message: str = "",
    ) -> None:
        super().__init__(message, asked)
        self.reason = reason
        self.retry_after = retry_after
        self.flip_message = flip_message

    @property
    def stops_everything(self) -> bool:
        """Whether a person has to act before anything can be sent."""
        return self.reason in (_SHARED if self.of_kyc_host else _STOPS_EVERYTHING)


class FlipUnknown(FlipError):
    """The question left us and no readable answer came: what was asked for may or may not have happened."""


class FlipHides(FlipUnknown):
    """Flip answered, and what is looked for may be among what it shows without saying so."""
