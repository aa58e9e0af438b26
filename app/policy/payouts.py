"""The rules of payouts: from which amount how many people approve, and what nobody may send."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from app.lib.labels import mark as _

MOST_DAYS = 90
NONE_ABOVE_TWO = _("Two approvers must begin at a higher amount than one.")
DAY_NONE_ABOVE_TWO = _("A day's second approver must begin at a higher sum than its first.")
ITEM_ABOVE_DAY = _("One account cannot be sent more in a day than the whole house.")
ABOVE_NOTHING = _("Enter an amount above nothing, or leave it empty.")
DAYS_OUT_OF_RANGE = _("Between 1 and 90 days.")
MOST_RATE_MOVE_PERMILLE = 500
RATE_MOVE_OUT_OF_RANGE = _("Between 0,1 and 50 percent.")


@dataclass(frozen=True)
class PayoutPolicy:
    """What holds for payouts; None is a rule the house does not have.

    An item is a payout with everything else submitted on the same WIB day to the same account, so that
    splitting does not go under a tier; a day is what the whole house submitted on one. Below
    `none_below_idr` an item needs no person, from `two_from_idr` on two; from a day's sum of
    `day_one_from_idr` on every payout needs one, from `day_two_from_idr` on two. `largest_item_idr` and
    `largest_day_idr` are not exceeded by anybody. Payouts look alike for `look_alike_days`. The rate of a
    transfer abroad may move by `rate_move_permille` tenths of a percent, up or down, between submission and
    sending; beyond that a person must look.
    """

    none_below_idr: int | None = None
    two_from_idr: int | None = None
    day_one_from_idr: int | None = None
    day_two_from_idr: int | None = None
    largest_item_idr: int | None = None
    largest_day_idr: int | None = None
    look_alike_days: int = 7
    rate_move_permille: int = 20

    def approvals_needed(self, item_idr: int, day_idr: int) -> int:
        """How many people have to approve a payout: 0, 1 or 2."""
        if _reaches(item_idr, self.two_from_idr) or _reaches(day_idr, self.day_two_from_idr):
            return 2
        is_small = self.none_below_idr is not None and item_idr < self.none_below_idr
        return 0 if is_small and not _reaches(day_idr, self.day_one_from_idr) else 1

    def mistakes(self) -> dict[str, str]:
        """What cannot hold as it stands: field → why (English source); empty when all is well."""
        found = {}
        amounts = {name: value for name, value in self.values().items() if name.endswith("_idr")}
        for name, value in amounts.items():
            if value is not None and value <= 0:
                found[name] = ABOVE_NOTHING
        if not _in_order(self.none_below_idr, self.two_from_idr):
            found.setdefault("two_from_idr", NONE_ABOVE_TWO)
        if not _in_order(self.day_one_from_idr, self.day_two_from_idr):
            found.setdefault("day_two_from_idr", DAY_NONE_ABOVE_TWO)
        if not _in_order(self.largest_item_idr, self.largest_day_idr, may_be_same=True):
            found.setdefault("largest_item_idr", ITEM_ABOVE_DAY)
        if not 1 <= self.look_alike_days <= MOST_DAYS:
            found["look_alike_days"] = DAYS_OUT_OF_RANGE
        if not 1 <= self.rate_move_permille <= MOST_RATE_MOVE_PERMILLE:
            found["rate_move_permille"] = RATE_MOVE_OUT_OF_RANGE
        return found

    def values(self) -> dict[str, Any]:
        """The rules by name, as they are stored."""
        return asdict(self)


def read(values: Mapping[str, Any]) -> PayoutPolicy:
    """The rules as stored; one that was not decided about has its default."""
    known = {field.name for field in fields(PayoutPolicy)}
    return PayoutPolicy(**{name: value for name, value in values.items() if name in known})


def _reaches(idr: int, bound: int | None) -> bool:
    return bound is not None and idr >= bound


def _in_order(lower: int | None, upper: int | None, *, may_be_same: bool = False) -> bool:
    if lower is None or upper is None:
        return True
    return lower <= upper if may_be_same else lower < upper
