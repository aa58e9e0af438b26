"""Every event a room writes is told in plain words, and every deed in the audit log has its name."""

import ast
import re
from collections.abc import Iterator

import pytest

from app import rooms
from app.agents.statuses import TRANSITIONS as AGENT_STEPS
from app.audit.verbs import _names as audit_names
from app.banks.statuses import TRANSITIONS as BANK_STEPS
from app.bills.statuses import TRANSITIONS as BILL_STEPS
from app.inquiries.statuses import TRANSITIONS as INQUIRY_STEPS
from app.outbox.clockwork import turns
from app.payments.statuses import TRANSITIONS as PAYMENT_STEPS
from app.payouts.kinds import kinds
from app.payouts.statuses import TRANSITIONS as PAYOUT_STEPS
from app.payouts.statuses import HeldFor
from app.timeline.stories import _words, told_verbs
from app.users.permissions import PERMISSIONS
from tests.house import source
from tests.users.bench import House

pytestmark = pytest.mark.alike

SUBJECTS = {
    "agent": AGENT_STEPS,
    "bank": BANK_STEPS,
    "bill": BILL_STEPS,
    "disbursement": PAYOUT_STEPS,
    "inquiry": INQUIRY_STEPS,
    "international": PAYOUT_STEPS,
    "payment": PAYMENT_STEPS,
}
SPEAKERS = rooms.REGISTRATIONS  # imported, each has said its words
VERB = re.compile(rf"(?:{'|'.join(SUBJECTS)})\.[a-z_]+")
OF_A_KIND = re.compile(r"\.[a-z_]+")
PLACEHOLDER = re.compile(r"%\((\w+)\)s")


def texts(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def written_by_name() -> set[str]:
    """Every verb of a subject that stands in the app, other than where words are given to it."""
    return {
        text
        for module in source.house()
        if not module.name.endswith(".words")
        for text in texts(module.tree)
        if VERB.fullmatch(text)
    }


def written_of_every_payout() -> set[str]:
    """Verbs the payouts room makes of the kind of whatever payout it is, as `f"{payout.kind}.…"`."""
    said = {
        part.value
        for module in source.house()
        if module.name.startswith("app.payouts.")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.JoinedStr) and len(node.values) == 2
        for part in node.values
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and OF_A_KIND.fullmatch(part.value)
    }
    held = {f".held_for_{why}" for why in (*HeldFor, "line")}
    return {f"{kind}{verb}" for kind in kinds() for verb in said | held}


def written_by_status() -> set[str]:
    """Verbs `advance` makes of kind and status when no other is given: every status something moves to."""
    moves = {
        (kind, target)
        for kind, steps in SUBJECTS.items()
        for targets in steps.steps.values()
        for target in targets
    }
    return {f"{kind}.{status.lower()}" for kind, status in moves}


def test_every_verb_has_words(house: House) -> None:
    """A kind may have the name of its room: pages, permissions and deeds are no events."""
    others = {*house.app.view_functions, *PERMISSIONS, *audit_names, *turns()}
    written = written_by_name() - others | written_by_status() | written_of_every_payout()
    assert SPEAKERS
    assert len(written) > 25
    assert written - told_verbs() == set()


def test_a_conflict_has_words_for_every_kind() -> None:
    """`advance` itself writes it, for whatever kind has two final statuses that may contradict."""
    wrong = {
        kind
        for kind, steps in SUBJECTS.items()
        if len(steps.final) > 1 and f"{kind}.conflict" not in told_verbs()
    }
    assert wrong == set()


def test_no_words_are_left_for_what_nobody_writes() -> None:
    assert told_verbs() - written_by_name() - written_by_status() - written_of_every_payout() == set()


def test_details_are_named_where_they_are_written() -> None:
    """What a detail's words ask for is a key that some event of the room carries."""
    keys = {text for module in source.house() for text in texts(module.tree)}
    wrong = {
        verb: names
        for verb, words in _words.items()
        if (names := set(PLACEHOLDER.findall(words.detail)) - keys)
    }
    assert wrong == {}


def recorded() -> set[str]:
    """Every verb given to the audit log as it stands."""
    found = set()
    for module in source.house():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and node.args and _called(node) in RECORDERS:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    found.add(first.value)
    return found


RECORDERS = {"record", "recorded_even_if_refused", "_failed"}


def _called(node: ast.Call) -> str:
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def test_every_deed_in_the_audit_log_has_its_name(house: House) -> None:
    """Rooms name their deeds when they are opened, hence the whole house."""
    assert len(recorded()) > 20
    assert recorded() - set(audit_names) == set()
