"""Transition tables: which status may follow which, and what a step that may not be taken is called."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What became of a wish to move: three different refusals, because they mean different things."""

    MOVED = "moved"
    ALREADY = "already"
    LATE = "late"
    ILLEGAL = "illegal"
    CONFLICT = "conflict"


@dataclass(frozen=True)
class Transitions:
    """The statuses of one kind of thing and the steps between them.

    `steps` maps each status to those that may follow. A status from which `contradicts` names another
    final one disagrees with it: neither silently wins (P18). `late` are statuses older news may name.
    """

    steps: Mapping[str, frozenset[str]]
    final: frozenset[str]
    late: frozenset[str] = frozenset()

    def judge(self, current: str, target: str, *, reversal: bool = False) -> Verdict:
        """Say what moving from `current` to `target` would be; MOVED means it may be tried.

        A `reversal` is a person's explicit decision that a final status is the true one, whatever stands.
        """
        if current == target:
            return Verdict.ALREADY
        if reversal and target in self.final:
            return Verdict.MOVED
        if target in self.steps.get(current, frozenset()):
            return Verdict.MOVED
        if current in self.final and target in self.final:
            return Verdict.CONFLICT
        if target in self.late:
            return Verdict.LATE
        return Verdict.ILLEGAL
