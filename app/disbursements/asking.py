"""What is asked of Flip for a payout, a common transfer, a special one or an agent's; and asking for it."""

from collections.abc import Iterator
from contextlib import suppress
from itertools import count

from app.disbursements.models import Disbursement, TransferKind
from app.disbursements.sender_models import Direction, Sender
from app.extensions import db
from app.flip.agent_transfers import NewAgentDisbursement
from app.flip.client import FlipClient
from app.flip.disbursements import Disbursement as Shown
from app.flip.disbursements import NewDisbursement
from app.flip.errors import FlipNotFound
from app.flip.pages import Page
from app.flip.special import NewSpecialDisbursement
from app.lib.labels import mark as _
from app.outbox.queue import TryLater

Asked = NewDisbursement | NewSpecialDisbursement | NewAgentDisbursement
ROWS_A_PAGE = 100
HIDDEN_AGAIN_SECONDS = 60
DASHBOARD = "DASHBOARD"
KEY_HIDDEN = _("Flip shows a transfer of this agent without its key, so it may be this one")


def asked_of_flip(row: Disbursement) -> Asked:
    """The request a payout becomes, from its rows as they stand."""
    movement = row.transaction
    transfer = NewDisbursement(
        idempotency_key=movement.idempotency_key,
        bank_code=movement.bank_code or "",
        account_number=movement.account_number or "",
        amount_idr=movement.amount_idr,
        remark=row.remark,
        recipient_city=row.recipient_city,
        beneficiary_emails=_addresses(row.beneficiary_emails),
    )
    if row.transfer_kind == TransferKind.SPECIAL:
        return _with_sender(transfer, db.session.get_one(Sender, row.id, populate_existing=True))
    if row.transfer_kind == TransferKind.AGENT:
        agent_id, direction = movement.parent_flip_id or "", row.direction or Direction.DOMESTIC.value
        return NewAgentDisbursement(transfer=transfer, agent_id=agent_id, direction=direction)
    return transfer


def _addresses(joined: str | None) -> tuple[str, ...]:
    return tuple(joined.split(",")) if joined else ()


def _with_sender(transfer: NewDisbursement, sender: Sender) -> NewSpecialDisbursement:
    return NewSpecialDisbursement(
        transfer=transfer,
        direction=sender.direction,
        sender_country=sender.country,
        sender_name=sender.name,
        sender_address=sender.address,
        sender_job=sender.job,
        sender_place_of_birth=sender.place_of_birth,
        sender_date_of_birth=sender.date_of_birth,
        sender_identity_type=sender.identity_type,
        sender_identity_number=sender.identity_number,
    )


def create(flip: FlipClient, asked: Asked) -> Shown:
    """Hand it to Flip by the call of its kind."""
    if isinstance(asked, NewSpecialDisbursement):
        return flip.special_disbursements.create(asked)
    if isinstance(asked, NewAgentDisbursement):
        return flip.agent_disbursements.create(asked)
    return flip.disbursements.create(asked)


def find_by_key(flip: FlipClient, key: str, agent_id: str | None) -> Shown | None:
    """The transfer made with a key; `agent_id` is Flip's id of the agent through whom it was to go.

    The calls about transfers should know those of agents too, but no page of Flip's says so. As None
    decides about money, the agent's own list has to agree.
    :raises TryLater: a transfer of the agent's hides its key, so that it may be the one
    """
    try:
        return flip.disbursements.get_by_key(key)
    except FlipNotFound:
        return None if agent_id is None else _find_at_agent(flip, key, agent_id)


def _find_at_agent(flip: FlipClient, key: str, agent_id: str) -> Shown | None:
    may_be_ours = False
    for page in _pages_of_agent(flip, agent_id):
        found = next((shown for shown in page.rows if shown.idempotency_key == key), None)
        if found is not None:
            return found
        may_be_ours |= _hides_a_key(page)
    if may_be_ours:
        raise TryLater(KEY_HIDDEN, seconds=HIDDEN_AGAIN_SECONDS)
    return None


def _hides_a_key(page: Page[Shown]) -> bool:
    # What people make in Flip's own dashboard has none; every other transfer of an agent needs one.
    keyless = (shown for shown in page.rows if shown.idempotency_key is None)
    return bool(page.rows.unreadable) or any(shown.created_from.upper() != DASHBOARD for shown in keyless)


def _pages_of_agent(flip: FlipClient, agent_id: str) -> Iterator[Page[Shown]]:
    # To its end: many may have gone through the agent since. What is made meanwhile comes first in the list
    # and pushes others back, so that a row may be met twice and none is missed.
    for number in count(1):
        page = flip.agent_disbursements.list(agent_id, pagination=ROWS_A_PAGE, page=number, sort="-id")
        yield page
        if number >= page.total_page or not (page.rows or page.rows.unreadable):
            return


def find_by_number(flip: FlipClient, number: str, *, of_agent: bool) -> Shown | None:
    """The transfer with Flip's number, None when it shows none; one of an agent's is looked for there too."""
    for find in (flip.disbursements.get, flip.agent_disbursements.get)[: 1 + of_agent]:
        with suppress(FlipNotFound):
            return find(number)
    return None
