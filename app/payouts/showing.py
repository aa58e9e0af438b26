"""What the desk shows of a payout: whose turn it is, who approved already, what speaks against it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.lib import clock
from app.lib.errors import Refused
from app.lib.labels import mark as _
from app.payouts import approvals, doubts, queries
from app.payouts.doubts import Doubts
from app.payouts.models import Approval, Payout
from app.payouts.queries import Waiting
from app.payouts.statuses import PayoutStatus
from app.timeline.models import Transaction
from app.timeline.pages import page_of

ALONE = _("It needs a reason, so decide about it on its own page.")
FOR_THE_BANK = _("The bank has to answer first; then the house's rule decides.")


@dataclass(frozen=True)
class Item:
    """One payout of the desk; `in_the_way` (English source) is why it cannot be approved with others."""

    movement: Transaction
    payout: Payout
    bank: str
    is_turn: bool
    given: list[Approval]
    doubts: Doubts
    in_the_way: str | None

    @property
    def endpoint(self) -> str:
        """The endpoint of its own page."""
        return page_of(self.movement.kind)

    @property
    def needed(self) -> int:
        """How many people have to approve it."""
        return max(self.payout.approvals_needed, 1)

    @property
    def not_before(self) -> datetime | None:
        """When its time comes (UTC); None when that is now, or behind us."""
        due = self.payout.not_before
        return due if due is not None and due > clock.now() else None

    @property
    def chosen(self) -> str:
        """What a checkbox says for it: which payout, with which content."""
        return f"{self.movement.public_id}:{self.payout.fingerprint}"


@dataclass(frozen=True)
class Desk:
    """What waits for one person, and what waits for somebody else."""

    mine: list[Item]
    others: list[Item]


def desk(person_id: int, maker_id: int | None) -> Desk:
    """The desk of one person, oldest first."""
    found = items(queries.waiting(person_id, maker_id), person_id)
    return Desk([item for item in found if item.is_turn], [item for item in found if not item.is_turn])


def chosen(seen: dict[str, str], person_id: int) -> list[Item]:
    """The payouts somebody chose, as they are now; one that changed since says so."""
    return items(queries.named(list(seen), person_id), person_id, seen)


def items(rows: Sequence[Waiting], person_id: int, seen: dict[str, str] | None = None) -> list[Item]:
    """The rows with everything one decides by."""
    if not rows:
        return []
    said = {row.movement.id: row.payout.alike_reason for row in rows}
    about = doubts.about([row.movement for row in rows], said)
    given: dict[int, list[Approval]] = {row.movement.id: [] for row in rows}
    for approval in queries.standing_approvals(list(given)):
        given[approval.payout_id].append(approval)
    return [_item(row, given[row.movement.id], about[row.movement.id], person_id, seen) for row in rows]


def _item(
    row: Waiting, given: list[Approval], found: Doubts, person_id: int, seen: dict[str, str] | None
) -> Item:
    in_the_way = _in_the_way(row, given, found, person_id)
    if seen is not None and seen[row.movement.public_id] != row.payout.fingerprint:
        in_the_way = approvals.OTHER_BY_NOW
    bank = row.bank or found.examined.bank or row.movement.bank_code or "–"
    return Item(row.movement, row.payout, bank, row.is_turn, given, found, in_the_way)


def _in_the_way(row: Waiting, given: list[Approval], found: Doubts, person_id: int) -> str | None:
    decider = approvals.Decider(person_id, "", "")
    try:
        approvals.refuse_unless_turn(row.movement, given, decider)
    except Refused as refusal:
        return refusal.message
    if row.movement.status == PayoutStatus.AWAITING and row.payout.approvals_needed == 0:
        return FOR_THE_BANK
    return found.examined.forbidden or (ALONE if found.needing_reason else None)
