"""What the page of one payment shows, gathered once for the whole page and for its live part."""

from dataclasses import dataclass

from app.lib.errors import NotFound
from app.payments import queries
from app.payments.models import Payment
from app.timeline.models import Kind
from app.timeline.queries import events_of
from app.timeline.stories import Told, stories
from app.web.live import version_of


@dataclass(frozen=True)
class Shown:
    """A payment with its story; `version` changes when any of it does."""

    payment: Payment
    story: list[Told]
    version: str


def version(public_id: str) -> str:
    """The version of a payment's live part; :raises NotFound: when there is no such payment."""
    pulse = queries.pulse(public_id)
    if pulse is None:
        raise NotFound
    return version_of(*pulse)


def gather(public_id: str) -> Shown:
    """Everything about one payment; :raises NotFound: when there is no such payment."""
    seen = version(public_id)
    payment = queries.payment(public_id)
    assert payment is not None
    return Shown(payment, stories(events_of(Kind.PAYMENT, payment.id)), seen)
