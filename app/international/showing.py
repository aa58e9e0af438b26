"""What the page of one transfer abroad shows, gathered once for the whole page and for its live part."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_login import current_user

from app.corridors.showing import Offer, offer
from app.corridors.statuses import TransactionType
from app.international import queries
from app.international.changing import needs_new_quote
from app.international.content import LABELS
from app.international.models import Attachment, InternationalTransfer
from app.international.people import People, people
from app.international.quoting import corridor_of
from app.international.refusals import REFUSALS
from app.lib.errors import NotFound
from app.payouts.on_page import OnPage, gathered
from app.web.live import version_of


@dataclass(frozen=True)
class Shown(OnPage[InternationalTransfer]):
    """A transfer abroad with its people, as whoever looks may see them, and its paper.

    `offer_now` is what the same would cost now, where its quote is old or its rate moved.
    """

    kind: str
    people: People
    paper: Attachment | None
    offer_now: Offer | None


def version(public_id: str) -> str:
    """The version of a transfer's live part; :raises NotFound: when there is no such transfer."""
    pulse = queries.pulse(public_id)
    if pulse is None:
        raise NotFound
    return version_of(*pulse)


def gather(public_id: str) -> Shown:
    """Everything about one transfer; :raises NotFound: when there is no such transfer."""
    seen = version(public_id)
    row = queries.transfer(public_id)
    assert row is not None
    complaints = [_told(complaint) for complaint in row.payout.refusal or []]
    return Shown(
        **gathered(row, complaints, seen),
        kind=TransactionType.label_of(row.transaction_type) or "",
        people=people(row, reveal=current_user.may("accounts.reveal")),
        paper=queries.attachment(row.id),
        offer_now=_offer_now(row),
    )


def _told(complaint: Mapping[str, Any]) -> str:
    # Far from its field a complaint has to say which one it is about.
    words, label = str(REFUSALS.words(complaint)), LABELS.get(REFUSALS.field_of(complaint))
    return f"{_(label)}: {words}" if label else words


def _offer_now(row: InternationalTransfer) -> Offer | None:
    corridor = corridor_of(row) if needs_new_quote(row) else None
    return offer(corridor, amount=row.transaction.foreign_amount) if corridor else None
