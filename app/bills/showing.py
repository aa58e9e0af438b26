"""What the page of one bill shows, gathered once for the whole page and for its live part."""

from dataclasses import dataclass
from typing import Any

from app.bills import queries
from app.bills.models import KIND, Bill
from app.bills.refusals import by_field
from app.bills.statuses import BillStatus, BillStep
from app.lib.errors import NotFound
from app.payments.models import Payment
from app.payments.queries import payments_of_link
from app.payments.statuses import PaymentStatus
from app.timeline.models import Event
from app.timeline.queries import events_of, events_of_many
from app.timeline.stories import Told, stories
from app.web.live import version_of


@dataclass(frozen=True)
class Shown:
    """A bill with its newest payments and its story; `version` changes when any of it does.

    `candidates` are ids of bills at Flip that could be this one while nobody knows. `paid_idr` is what came
    in on a bill that may be paid many times.
    """

    bill: Bill
    payments: list[Payment]
    story: list[Told]
    complaints: dict[str, list[str]]
    candidates: list[str]
    paid_idr: int
    version: str

    @property
    def is_done(self) -> bool:
        """True when nothing here can change by itself any more, so that the page stops asking."""
        gone = self.bill.state in (BillStatus.WITHDRAWN, BillStatus.REFUSED)
        closed = self.bill.state is BillStatus.INACTIVE and not self.bill.wanted
        return (gone or closed) and all(payment.is_final for payment in self.payments)

    @property
    def to_pass_on(self) -> Payment | None:
        """The payment whose account number, code or address the merchant passes on (step 3)."""
        if self.bill.begins_at is not BillStep.PAYMENT_CONFIRMATION:
            return None
        return next((payment for payment in self.payments if payment.status is PaymentStatus.PENDING), None)


def version(public_id: str) -> str:
    """The version of a bill's live part; :raises NotFound: when there is no such bill."""
    pulse = queries.pulse(public_id)
    if pulse is None:
        raise NotFound
    return version_of(*pulse)


def gather(public_id: str) -> Shown:
    """Everything about one bill; :raises NotFound: when there is no such bill."""
    seen = version(public_id)
    bill = queries.bill(public_id)
    assert bill is not None
    payments = list(payments_of_link(bill.link_id))
    paid_idr = 0 if bill.is_single else queries.paid_idr(bill.link_id)
    events = _events(bill, payments)
    candidates = _candidates(events)
    return Shown(bill, payments, stories(events), by_field(bill.refusal), candidates, paid_idr, seen)


def _candidates(events: list[Event]) -> list[str]:
    told = (event.details for event in events if event.verb == "bill.undecided")
    return list(next(told, {}).get("candidates", []))


def _events(bill: Bill, payments: list[Payment]) -> list[Event]:
    events: list[Event] = [*events_of(KIND, bill.id)]
    events += events_of_many("payment", [payment.id for payment in payments[:20]])
    return sorted(events, key=_by_time, reverse=True)


def _by_time(event: Event) -> Any:
    return event.applied_at, event.id
