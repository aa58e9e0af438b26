"""What a check of the connection may find: things looked at, outcomes, and words for each with what to do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from app.gateway.models import PauseCause
from app.lib.labels import Labelled
from app.lib.labels import mark as _


class Look(Labelled):
    """One thing a check looks at, in the order of the page."""

    REACHABLE = "reachable", _("Reaching Flip")
    MAINTENANCE = "maintenance", _("Maintenance")
    KEY = "key", _("The key")
    ADDRESS = "address", _("This server's address")
    HOURS = "hours", _("Working hours")
    AGENTS = "agents", _("Verification of agents")
    SIGNATURE = "signature", _("The signature")
    CLOCK = "clock", _("The clock")


class Outcome(Labelled):
    """What became of one look."""

    GOOD = "good", _("Well"), "good", "circle-check"
    WAIT = "wait", _("Wait"), "waiting", "clock-pause"
    ATTENTION = "attention", _("Uncertain"), "attention", "alert-triangle"
    BAD = "bad", _("Put this right"), "bad", "circle-x"
    OFF = "off", _("Off"), "muted", "circle-off"
    SKIPPED = "skipped", _("Not asked"), "muted", "point"


@dataclass(frozen=True)
class Finding:
    """One look and what it found: English source text, and values for its placeholders."""

    look: Look
    outcome: Outcome
    words: str
    values: Mapping[str, str | int] = field(default_factory=dict)

    def stored(self) -> dict[str, Any]:
        """As it is kept."""
        return {**vars(self), "look": self.look.value, "outcome": self.outcome.value}

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> "Finding":
        """As it was kept."""
        look, outcome = Look(stored["look"]), Outcome(stored["outcome"])
        return cls(look, outcome, stored["words"], stored["values"])


REACHED = _("Flip answers at %(url)s.")
NO_SUCH_NAME = _(
    "The name in %(url)s is not known to this server. Check FLIP_API_URL for a slip of the pen, then the "
    "name service (DNS) of this server."
)
NOBODY_LISTENS = _(
    "Nobody listens at %(url)s. Check FLIP_API_URL; in practice on this machine, start the sandbox."
)
NO_WAY_THERE = _(
    "No connection to %(url)s comes about. Check the network of this server, and whether its firewall "
    "lets it out. (%(said)s)"
)
BAD_CERTIFICATE = _(
    "The certificate at %(url)s is not accepted. Check the clock of this server and FLIP_API_URL, and "
    "whether something in between opens the traffic. (%(said)s)"
)
NOT_FLIP = _(
    "Something answers at %(url)s, but it is not Flip's interface. Check FLIP_API_URL: "
    "it is everything before the version, such as https://bigflip.id/api."
)
NO_ANSWER = _("%(url)s took the question, but no readable answer came. Try again in a minute. (%(said)s)")
ERRORS = _(
    "Flip answers with errors (HTTP %(status)s): it is in trouble or in maintenance. Nothing is wrong "
    "with your key as far as one can tell. What waits is sent when it answers again."
)
TOO_MANY = _("Flip asks for fewer questions. Wait a minute, then check again.")

NO_MAINTENANCE = _("Flip says that it is not in maintenance.")
IN_MAINTENANCE = _(
    "Flip is in maintenance. It then turns every key away (HTTP 401 or 503), so yours cannot be judged "
    "now and nothing is wrong with it. What waits is sent when maintenance ends."
)
MAINTENANCE_NOT_TOLD = _("Flip did not say whether it is in maintenance (HTTP %(status)s).")

KEY_TAKEN = _("Flip takes the key.")
KEY_REFUSED = _(
    "Flip refuses the key (HTTP 401). It was renewed, it is the one of another environment, or it was not"
    " copied whole: copy it from Flip's dashboard into FLIP_SECRET_KEY and start this server again. If it"
    " is right, this server's address may be missing on Flip's list. Nothing was refused here: what waits"
    " is sent afterwards."
)
KEY_NOT_JUDGED = _(
    "Flip turned the key away (HTTP 401), but did not say whether it is in maintenance, when it turns "
    "every key away. Check again in a few minutes before you change the key."
)
KEY_FORBIDDEN = _(
    "Flip forbids this account or this server what it asks (HTTP 403), though the key may be right. Ask Flip "
    "whether the account is open for it, and whether it lets this server's address in."
)
KEY_UNCERTAIN = _("Flip did not answer the question that shows whether it takes the key. (%(said)s)")

ADDRESS_KNOWN = _("Flip answers this server.")
ADDRESS_UNKNOWN = _(
    "Flip does not know the address this server calls from. Tell Flip the public address of "
    "this server, or put it on the list in Flip's dashboard. Nothing was refused here: what waits is sent"
    " afterwards."
)
ADDRESS_HIDDEN = _("Not told apart from a wrong key, unless Flip says so.")
ADDRESS_FIRST = _("Not judged: Flip looks at the address first.")

OPEN_NOW = _("Flip works now.")
CLOSED_NOW = _("Flip is outside its working hours. It takes orders, and transfers them when it opens.")
HOURS_NOT_TOLD = _("Flip did not say whether it works now. (%(said)s)")

AGENTS_WELL = _("Flip's host for the verification of agents answers.")
AGENTS_SHUT = _(
    "Flip's host for the verification of agents does not let this server in (HTTP %(status)s). Ask Flip "
    "whether the account is open for agents and lists this server's address there too, and check "
    "FLIP_KYC_URL. Everything else works without it."
)
AGENTS_NO_ANSWER = _(
    "Flip's host for the verification of agents did not answer. Check FLIP_KYC_URL. Everything else works "
    "without it. (%(said)s)"
)

SIGNED_WELL = _(
    "Flip answered a signed call. While its own check is switched off it does not look at signatures."
)
UNSIGNED = _("Requests are not signed. Flip asks for signatures only where the merchant has ordered it.")
UNSIGNED_WELL = _("Requests are not signed, and Flip asks for no signature.")
SIGNATURE_REFUSED = _(
    "Flip refuses the signature (HTTP 403): the public key it holds is not the one of this house, whose "
    "fingerprint begins %(fingerprint)s. Give Flip the public key again, or turn the signature off here "
    "if Flip has switched its check off. Nothing was refused here: what waits is sent afterwards."
)
SIGNATURE_EXPECTED = _(
    "Flip forbids calls about transfers (HTTP 403) and requests are not signed: its check of signatures "
    "is switched on. Turn the signature on here, or have Flip switch its check off."
)
SIGNATURE_UNCERTAIN = _("Flip did not answer the signed call. (%(said)s)")
OWN_KEY_CLOSED = _(
    "The signing key of this house cannot be opened, so nothing is asked. Put the old vault key back at "
    "the end of VAULT_KEYS and start this server again, or turn the signature off."
)

CLOCK_WELL = _("The clock of this server and Flip's are %(seconds)s s apart.")
CLOCK_OFF = _(
    "The clock of this server is %(seconds)s seconds off from Flip's. Flip turns away what is stamped "
    "more than a minute off: let the server set its clock by the network (NTP)."
)
CLOCK_NOT_TOLD = _("Flip did not tell its time.")
NOT_ASKED = _("Not asked, because of what stands above.")

# What to do about a pause before anybody has had it checked.
TO_DO: Mapping[PauseCause, str] = MappingProxyType(
    {
        PauseCause.KEY: KEY_REFUSED,
        PauseCause.ADDRESS: ADDRESS_UNKNOWN,
        PauseCause.SIGNATURE: SIGNATURE_REFUSED,
        PauseCause.FORBIDDEN: KEY_FORBIDDEN,
        PauseCause.WRONG_URL: NOT_FLIP,
        PauseCause.OWN_KEY: OWN_KEY_CLOSED,
    }
)
