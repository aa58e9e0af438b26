"""Asking Flip one thing after another and judging each answer, until one of them makes the rest pointless."""

from collections.abc import Callable
from typing import TypeVar

from flask import current_app

from app.config import Settings
from app.flip.client import FlipClient
from app.flip.errors import NotSentReason
from app.gateway import findings as say
from app.gateway import signing_keys, state
from app.gateway.asked import Failed, ask
from app.gateway.findings import Finding, Look, Outcome
from app.gateway.models import FlipState, PauseCause
from app.gateway.signed_look import ask_signed

T = TypeVar("T")
MOST_DRIFT_SECONDS = 30
_TURNED_AWAY = (PauseCause.KEY, PauseCause.ADDRESS, PauseCause.FORBIDDEN)
_TURNED_AWAY_BY_KYC = (401, 403, 404)
_PASSING = (Outcome.GOOD, Outcome.OFF)


class Check:
    """One look at everything; `findings` grows as it goes."""

    def __init__(self) -> None:
        settings: Settings = current_app.config["SETTINGS"]
        self.url = settings.flip_api_url
        self.known = state.connection()
        self.findings: dict[Look, Finding] = {}
        self.drift: float | None = None
        self.maintenance_told = False

    def run(self) -> list[Finding]:
        """Look at everything there is to look at; what was not reached says so."""
        for step in (self._reach, self._key, self._hours, self._agents, self._signature):
            if not step():
                break
        self._clock()
        missing = (look for look in Look if look not in self.findings)
        return sorted(
            [*self.findings.values(), *(Finding(look, Outcome.SKIPPED, say.NOT_ASKED) for look in missing)],
            key=lambda finding: list(Look).index(finding.look),
        )

    def _ask(self, question: Callable[[FlipClient], T]) -> T | Failed:
        answer, drift = ask(question)
        self.drift = self.drift if drift is None else drift
        return answer

    def _found(self, look: Look, outcome: Outcome, words: str, **values: str | int) -> bool:
        """Write it down; True when it pays to go on."""
        self.findings[look] = Finding(look, outcome, words, values)
        return outcome in _PASSING

    def conclude(self) -> None:
        """Note what was found; when everything is well this ends a pause, as the probe does."""
        found = {look: finding.outcome for look, finding in self.findings.items()}
        if found.get(Look.MAINTENANCE) is Outcome.WAIT:
            state.note(FlipState.MAINTENANCE, heard=True, probe=True)
        elif found.get(Look.KEY) is Outcome.GOOD and found.get(Look.SIGNATURE) in _PASSING:
            closed = found.get(Look.HOURS) is Outcome.WAIT
            state.note(FlipState.CLOSED if closed else FlipState.WELL, heard=True, probe=True)

    def _reach(self) -> bool:
        answer = self._ask(lambda flip: flip.general.maintenance())
        if isinstance(answer, Failed):
            return self._not_reached(answer)
        self.maintenance_told = True
        self._found(Look.REACHABLE, Outcome.GOOD, say.REACHED, url=self.url)
        return self._maintenance(answer)

    def _maintenance(self, is_on: bool) -> bool:
        words = say.IN_MAINTENANCE if is_on else say.NO_MAINTENANCE
        return self._found(Look.MAINTENANCE, Outcome.WAIT if is_on else Outcome.GOOD, words)

    def _not_reached(self, failed: Failed) -> bool:
        if failed.error is None:
            return self._found(Look.SIGNATURE, Outcome.BAD, say.OWN_KEY_CLOSED)
        if failed.status is not None and failed.cause in _TURNED_AWAY:
            # Asked without a key and turned away all the same: the next question says more.
            self._found(Look.REACHABLE, Outcome.GOOD, say.REACHED, url=self.url)
            words = say.MAINTENANCE_NOT_TOLD
            self._found(Look.MAINTENANCE, Outcome.ATTENTION, words, status=failed.status)
            return True
        outcome, words = _unreached(failed)
        status = failed.status or 0
        return self._found(Look.REACHABLE, outcome, words, url=self.url, status=status, said=failed.said)

    def _key(self) -> bool:
        answer = self._ask(lambda flip: flip.general.balance())
        if not isinstance(answer, Failed):
            self._found(Look.ADDRESS, Outcome.GOOD, say.ADDRESS_KNOWN)
            return self._found(Look.KEY, Outcome.GOOD, say.KEY_TAKEN)
        if answer.reason is NotSentReason.MAINTENANCE:
            return self._maintenance(True)
        if answer.cause is PauseCause.ADDRESS:
            self._found(Look.KEY, Outcome.SKIPPED, say.ADDRESS_FIRST)
            return self._found(Look.ADDRESS, Outcome.BAD, say.ADDRESS_UNKNOWN)
        if answer.cause is PauseCause.KEY:
            self._found(Look.ADDRESS, Outcome.SKIPPED, say.ADDRESS_HIDDEN)
            words = say.KEY_REFUSED if self.maintenance_told else say.KEY_NOT_JUDGED
            return self._found(Look.KEY, Outcome.BAD if self.maintenance_told else Outcome.ATTENTION, words)
        if answer.cause is PauseCause.FORBIDDEN:
            return self._found(Look.KEY, Outcome.BAD, say.KEY_FORBIDDEN)
        if answer.is_trouble_there:
            return self._found(Look.KEY, Outcome.ATTENTION, say.ERRORS, status=answer.status or 0)
        return self._found(Look.KEY, Outcome.ATTENTION, say.KEY_UNCERTAIN, said=answer.said)

    def _hours(self) -> bool:
        answer = self._ask(lambda flip: flip.general.operational())
        if isinstance(answer, Failed):
            self._found(Look.HOURS, Outcome.ATTENTION, say.HOURS_NOT_TOLD, said=answer.said)
        else:
            words = say.OPEN_NOW if answer else say.CLOSED_NOW
            self._found(Look.HOURS, Outcome.GOOD if answer else Outcome.WAIT, words)
        return True

    def _agents(self) -> bool:
        # A host of its own, with permissions of its own: what is wrong there stops nothing else.
        answer = self._ask(lambda flip: flip.kyc.countries())
        if not isinstance(answer, Failed):
            return self._found(Look.AGENTS, Outcome.GOOD, say.AGENTS_WELL)
        if answer.status in _TURNED_AWAY_BY_KYC:
            self._found(Look.AGENTS, Outcome.ATTENTION, say.AGENTS_SHUT, status=answer.status or 0)
        else:
            self._found(Look.AGENTS, Outcome.ATTENTION, say.AGENTS_NO_ANSWER, said=answer.said)
        return True

    def _signature(self) -> bool:
        signing = self.known.signing_key_id
        # Who never made a key may not be open for transfers at all: a 403 would pause what runs well.
        if not self.known.needs_signed_look and not signing_keys.all_keys():
            return self._found(Look.SIGNATURE, Outcome.OFF, say.UNSIGNED)
        answer = self._ask(ask_signed)
        if answer is None:
            words = say.SIGNED_WELL if signing else say.UNSIGNED_WELL
            return self._found(Look.SIGNATURE, Outcome.GOOD if signing else Outcome.OFF, words)
        if answer.cause is not PauseCause.SIGNATURE:
            return self._found(Look.SIGNATURE, Outcome.ATTENTION, say.SIGNATURE_UNCERTAIN, said=answer.said)
        if signing is None:
            return self._found(Look.SIGNATURE, Outcome.BAD, say.SIGNATURE_EXPECTED)
        printed = signing_keys.key(signing).short_fingerprint
        return self._found(Look.SIGNATURE, Outcome.BAD, say.SIGNATURE_REFUSED, fingerprint=printed)

    def _clock(self) -> None:
        if self.drift is None:
            self._found(Look.CLOCK, Outcome.SKIPPED, say.CLOCK_NOT_TOLD)
            return
        seconds = round(abs(self.drift))
        is_off = seconds > MOST_DRIFT_SECONDS
        words = say.CLOCK_OFF if is_off else say.CLOCK_WELL
        self._found(Look.CLOCK, Outcome.BAD if is_off else Outcome.GOOD, words, seconds=seconds)


def _unreached(failed: Failed) -> tuple[Outcome, str]:
    if failed.reason is NotSentReason.TLS:
        return Outcome.BAD, say.BAD_CERTIFICATE
    if failed.reason is NotSentReason.UNREACHABLE:
        return Outcome.BAD, _no_connection(str(failed.error))
    if failed.reason is NotSentReason.RATE_LIMITED:
        return Outcome.WAIT, say.TOO_MANY
    if failed.is_trouble_there:
        return Outcome.ATTENTION, say.ERRORS
    if failed.status is not None:
        return Outcome.BAD, say.NOT_FLIP
    return Outcome.ATTENTION, say.NO_ANSWER


def _no_connection(text: str) -> str:
    if "gaierror" in text or "NameResolution" in text:
        return say.NO_SUCH_NAME
    return say.NOBODY_LISTENS if "refused" in text else say.NO_WAY_THERE
