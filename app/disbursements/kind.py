"""Disbursements as a kind of payout: what is their own on the way to Flip and back."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from sqlalchemy import insert, select

from app.banks.models import Bank
from app.banks.statuses import BankStatus
from app.db.base import table_of
from app.db.compare_and_set import change
from app.disbursements import asking, deciding, senders, storing, through
from app.disbursements.models import Disbursement, TransferKind
from app.disbursements.refusals import ABOUT_THE_AGENT, NO_SUCH_AGENT
from app.extensions import db
from app.flip.client import FlipClient
from app.flip.disbursements import Disbursement as Shown
from app.flip.disbursements import DisbursementQuery
from app.flip.pages import Page
from app.lib.masking import mask_number
from app.lib.money import format_idr
from app.outbox.promises import promise
from app.payouts.kinds import Examined, HandOver, PayoutKind, Sought, add_kind
from app.payouts.models import Payout
from app.payouts.statuses import HeldFor
from app.timeline.models import Kind, Transaction
from app.timeline.record import Cause

ROWS_A_PAGE = 100


class Disbursements(PayoutKind[Shown]):
    """Transfers to banks in Indonesia: common, special and through agents (disbursement)."""

    kind = Kind.DISBURSEMENT
    prefix = "DIS"
    # Of all that is handed over, an agent alone is looked for.
    not_found_means = ("agent_id", NO_SUCH_AGENT)

    def locked(self, row_id: int) -> Disbursement:
        """Its row, locked in the order in which everybody locks it."""
        return storing.locked(row_id)

    def examine(self, row_ids: Sequence[int]) -> Mapping[int, Examined]:
        """What its agents and the name checks say."""
        return deciding.examine(row_ids)

    def barred(self, row: Disbursement) -> HeldFor | None:
        """An agent may have been suspended or blocked meanwhile."""
        return None if through.may_send(row.transaction, held=True) else HeldFor.AGENT

    def may_go_on(self, row_id: int, why: HeldFor) -> bool:
        """True once its agent may send again."""
        return why is not HeldFor.AGENT or through.may_send(db.session.get_one(Transaction, row_id))

    def held_for(self, row: Disbursement, why: HeldFor) -> dict[str, Any]:
        """Why nothing can be sent through its agent."""
        return {"reason": through.why_not(row.agent)} if why is HeldFor.AGENT and row.agent else {}

    def hand_over(self, row: Disbursement) -> HandOver[Shown]:
        """The call of its kind of transfer."""
        return partial(asking.create, asked=asking.asked_of_flip(row))

    def noted(self, row: Disbursement) -> dict[str, Any]:
        """The state of its bank as it is sent."""
        state = db.session.scalar(select(Bank.status).where(Bank.code == row.transaction.bank_code))
        change(table_of(Payout), row.id, bank_state=state)
        return {"bank": BankStatus(state).label if state else "–"}

    def said_no(self, row: Disbursement, codes: Sequence[int]) -> None:
        """Flip says of the agent what we did not know: have it asked how the agent stands."""
        if row.agent_id is not None and not ABOUT_THE_AGENT.isdisjoint(codes):
            promise("agents.read", {"agent_id": row.agent_id})

    def by_key(self, flip: FlipClient, sought: Sought) -> Shown | None:
        """Flip has a lookup by key (disbursement: GET /v3/get-disbursement)."""
        return asking.find_by_key(flip, sought.key or "", sought.agent)

    def by_number(self, flip: FlipClient, sought: Sought) -> Shown | None:
        """The transfer with Flip's number (disbursement: GET /v3/get-disbursement)."""
        return asking.find_by_number(flip, sought.number or "", of_agent=sought.agent is not None)

    def listed(self, flip: FlipClient, page: int) -> Page[Shown]:
        """A page of Flip's list (disbursement: GET /v3/disbursement)."""
        return flip.disbursements.list(DisbursementQuery(pagination=ROWS_A_PAGE, page=page))

    def is_what_was_sent(self, row: Disbursement, shown: Shown) -> bool:
        """Same account, bank and amount."""
        movement = row.transaction
        sent = (movement.amount_idr, movement.bank_code, movement.account_number)
        return sent == (shown.amount_idr, shown.bank_code, shown.account_number)

    def in_words(self, shown: Shown) -> str:
        """Bank, masked account and amount."""
        return f"{shown.bank_code} {mask_number(shown.account_number)}, {format_idr(shown.amount_idr)}"

    def columns(self, movement: Transaction, shown: Shown) -> dict[str, Any]:
        """The holder's name, as soon as Flip knows it."""
        return {"counterparty": shown.recipient_name} if shown.recipient_name else {}

    def keep(self, movement: Transaction, shown: Shown, cause: Cause) -> None:
        """Flip's receipt."""
        if shown.receipt:
            change(table_of(Disbursement), movement.id, receipt_url=shown.receipt)

    def columns_from_elsewhere(self, shown: Shown) -> dict[str, Any]:
        """Account, name, and the agent whose identity Flip shows."""
        agent = through.named_by(shown)
        return {
            "bank_code": shown.bank_code,
            "account_number": shown.account_number,
            "counterparty": shown.recipient_name,
            "parent_flip_id": agent.flip_id if agent else None,
            "search_text": f"{shown.recipient_name or ''} {shown.account_number} {shown.remark}".lower(),
        }

    def add_from_elsewhere(self, row_id: int, shown: Shown) -> None:
        """The kind of transfer, and who sent it."""
        agent = through.named_by(shown)
        own: dict[str, Any] = {"remark": shown.remark or None}
        own["recipient_city"] = (shown.recipient_city or "")[:16] or None
        if agent is not None:
            own |= {"transfer_kind": TransferKind.AGENT, "agent_id": agent.id}
            own["direction"] = shown.direction[:48] or None
        else:
            own["transfer_kind"] = TransferKind.SPECIAL if shown.sender else TransferKind.COMMON
        db.session.execute(insert(Disbursement).values(id=row_id, **own))
        if shown.sender and agent is None:
            senders.found(row_id, shown.sender, shown.direction)


add_kind(Disbursements())
