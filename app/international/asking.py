"""What is asked of Flip for a transfer abroad, from its rows as they stand (international.md)."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any, cast

from app.flip.attachments import Attachment as FlipsAttachment
from app.flip.client import FlipClient
from app.flip.international import InternationalTransfer as Shown
from app.flip.international import NewBeneficiary, NewBusinessTransfer, NewConsumerTransfer, NewSender
from app.flip.international_requests import BusinessType, ConsumerType
from app.international import attachments
from app.international.models import InternationalTransfer
from app.payouts.kinds import HandOver

_DAYS = ("id_expiration_date", "date_of_birth")


def hand_over(row: InternationalTransfer) -> HandOver[Shown]:
    """The call a transfer becomes: a consumer's has a sender, the company's own perhaps a paper.

    :raises ValueError: it makes no sense to Flip; so that is known before anything is written of an attempt
    """
    movement = row.transaction
    common: dict[str, Any] = {
        "idempotency_key": movement.idempotency_key or "",
        "destination_country": row.destination_country,
        "amount": movement.foreign_amount,
        "beneficiary": NewBeneficiary(**_with_days(row.beneficiary)),
    }
    if row.sender is not None:
        kind, sender = cast(ConsumerType, row.transaction_type), NewSender(**_with_days(row.sender))
        return _asking(NewConsumerTransfer(transaction_type=kind, sender=sender, **common))
    paper = attachments.paper_of(row.id)
    attachment = FlipsAttachment(paper.content, paper.extension) if paper else None
    business = cast(BusinessType, row.transaction_type)
    return _asking(NewBusinessTransfer(transaction_type=business, attachment=attachment, **common))


def _asking(asked: NewConsumerTransfer | NewBusinessTransfer) -> HandOver[Shown]:
    asked.form()
    return partial(_create, asked=asked)


def _create(flip: FlipClient, asked: NewConsumerTransfer | NewBusinessTransfer) -> Shown:
    if isinstance(asked, NewConsumerTransfer):
        return flip.international.create(asked)
    return flip.international.create_with_attachment(asked)


def _with_days(said: Mapping[str, str | None]) -> dict[str, Any]:
    return {name: date.fromisoformat(one) if one and name in _DAYS else one for name, one in said.items()}
