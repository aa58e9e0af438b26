"""Transfers abroad as a kind of payout: what is their own on the way to Flip and back."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Any

from sqlalchemy import insert

from app.corridors import service as corridors
from app.corridors.statuses import TransactionType
from app.db.base import table_of
from app.db.compare_and_set import change
from app.extensions import db
from app.flip.client import FlipClient
from app.flip.errors import FlipHides, FlipNotFound
from app.flip.international import InternationalTransfer as Shown
from app.flip.pages import Page
from app.gateway.lanes import Place
from app.international import asking, deciding, quoting, storing
from app.international.models import InternationalTransfer
from app.lib import clock
from app.lib.labels import mark as _
from app.lib.masking import mask_number
from app.lib.money import format_idr
from app.outbox.queue import TryLater
from app.payouts.kinds import Examined, HandOver, PayoutKind, Sought, add_kind
from app.payouts.statuses import HeldFor
from app.timeline.models import Kind, Transaction
from app.timeline.record import Cause, News, write
from app.web.filters import rate

ROWS_A_PAGE = 100
HIDDEN_AGAIN_SECONDS = 60
CLOCKS_DIFFER = timedelta(days=1)  # at most, Flip's and ours
KEY_HIDDEN = _("Flip shows a transfer abroad without its key, so it may be this one")


class TransfersAbroad(PayoutKind[Shown]):
    """Transfers to banks abroad, of consumers and of the company itself (international)."""

    kind = Kind.INTERNATIONAL
    prefix = "INT"

    def locked(self, row_id: int) -> InternationalTransfer:
        """Its row, locked in the order in which everybody locks it."""
        return storing.locked(row_id)

    def examine(self, row_ids: Sequence[int]) -> Mapping[int, Examined]:
        """What the corridors and the quotes say."""
        return deciding.examine(row_ids)

    def prepare(self, row_id: int, place: Place) -> None:
        """Read the rate of this very moment: it decides whether a person has to look."""
        row, asked_at = db.session.get_one(InternationalTransfer, row_id), clock.now()
        kind, country = TransactionType(row.transaction_type), row.destination_country
        with place.go():
            corridors.read_now(kind, country)
        corridor = quoting.corridor_of(row)
        if corridor is not None and corridor.gone_at is None and corridor.heard_at < asked_at:
            # Of several rows about this country Flip's answer had one that cannot be read.
            raise TryLater(corridors.RATES_NOT_GIVEN, seconds=corridors.NOT_GIVEN_SECONDS)

    def barred(self, row: InternationalTransfer) -> HeldFor | None:
        """Flip may have closed the corridor, or the rate may have moved since a person saw it."""
        corridor = quoting.corridor_of(row)
        if corridor is None or quoting.why_closed(corridor):
            return HeldFor.CORRIDOR
        moved = row.quoted_rate is None or quoting.has_moved(row.quoted_rate, corridor.rate)
        return HeldFor.RATE if moved else None

    def may_go_on(self, row_id: int, why: HeldFor) -> bool:
        """A rate that moved is looked at by a person; a corridor opens by itself."""
        if why is HeldFor.CORRIDOR:
            row = db.session.get_one(InternationalTransfer, row_id, populate_existing=True)
            return quoting.why_closed(quoting.corridor_of(row)) is None
        return why is not HeldFor.RATE

    def held_for(self, row: InternationalTransfer, why: HeldFor) -> dict[str, Any]:
        """What the rate was when a person last saw it, and what it is now."""
        corridor = quoting.corridor_of(row)
        if why is not HeldFor.RATE or corridor is None:
            return {}
        before = rate(row.quoted_rate) if row.quoted_rate is not None else "–"
        return {"rate_before": before, "rate_now": rate(corridor.rate), "currency": corridor.currency_code}

    def hand_over(self, row: InternationalTransfer) -> HandOver[Shown]:
        """The call of a consumer's transfer, or of the company's own."""
        return asking.hand_over(row)

    def noted(self, row: InternationalTransfer) -> dict[str, Any]:
        """The rate as it is sent."""
        corridor = quoting.corridor_of(row)
        return {"rate": rate(corridor.rate) if corridor else "–"}

    def by_key(self, flip: FlipClient, sought: Sought) -> Shown | None:
        """Flip has no lookup by key: its list is walked (international: GET /international-disbursement)."""
        # An old transfer that shows no key, of some other program, must not leave this one unknown for ever.
        since = sought.since and sought.since - CLOCKS_DIFFER
        try:
            return flip.international.find_by_key(sought.key or "", pagination=ROWS_A_PAGE, since=since)
        except FlipHides as hidden:
            # Flip is well, and so is our way to it: only this one cannot be told from others.
            raise TryLater(KEY_HIDDEN, seconds=HIDDEN_AGAIN_SECONDS) from hidden

    def by_number(self, flip: FlipClient, sought: Sought) -> Shown | None:
        """The transfer with Flip's number (international: GET /international-disbursement/{id})."""
        with suppress(FlipNotFound):
            return flip.international.get(sought.number or "")
        return None

    def listed(self, flip: FlipClient, page: int) -> Page[Shown]:
        """A page of Flip's list (international: GET /international-disbursement)."""
        return flip.international.list(pagination=ROWS_A_PAGE, page=page, sort="-id")

    def is_what_was_sent(self, row: InternationalTransfer, shown: Shown) -> bool:
        """Same type, country, account and amount abroad; what it costs in rupiah is Flip's to say.

        What an answer of Flip's leaves out says nothing against it.
        """
        movement, person = row.transaction, shown.beneficiary
        what = (row.transaction_type, row.destination_country, movement.account_number)
        told = (shown.transaction_type, shown.destination_country, person and person.bank_account_number)
        agrees = all(not said or said == ours for said, ours in zip(told, what, strict=True))
        return agrees and _same_money(movement, shown)

    def in_words(self, shown: Shown) -> str:
        """Country, masked account and amount."""
        number = (shown.beneficiary and shown.beneficiary.bank_account_number) or ""
        where = f"{shown.destination_country} {mask_number(number)}"
        return f"{where}, {shown.beneficiary_currency_code} {shown.beneficiary_amount:f}"

    def columns(self, movement: Transaction, shown: Shown) -> dict[str, Any]:
        """What it costs in rupiah, as Flip took it; never of another transfer."""
        return {"amount_idr": shown.amount_idr} if _same_money(movement, shown) else {}

    def keep(self, movement: Transaction, shown: Shown, cause: Cause) -> None:
        """Flip's rate and receipt; a cost that is not the one quoted is told."""
        own = {"exchange_rate": shown.exchange_rate, "receipt_url": shown.receipt}
        if known := {name: value for name, value in own.items() if value is not None}:
            change(table_of(InternationalTransfer), movement.id, **known)
        if _same_money(movement, shown) and movement.amount_idr != shown.amount_idr:
            costs = {"quoted": format_idr(movement.amount_idr), "taken": format_idr(shown.amount_idr)}
            told = Cause(cause.source, f"{cause.key} cost", cause.actor, cause.received_at)
            write(self.kind, movement.id, told, News("international.other_cost", costs))

    def columns_from_elsewhere(self, shown: Shown) -> dict[str, Any]:
        """Account, name, bank and the amount abroad."""
        person = shown.beneficiary
        name, number = person and person.full_name, person and person.bank_account_number
        bank = person and person.bank
        return {
            "bank_code": f"{shown.destination_country}:"[:64],
            "account_number": number and number[:64],
            "counterparty": name,
            "currency_code": shown.beneficiary_currency_code[:3],
            "foreign_amount": shown.beneficiary_amount.normalize(),
            "search_text": " ".join(part for part in (name, number, bank) if part).lower(),
        }

    def add_from_elsewhere(self, row_id: int, shown: Shown) -> None:
        """Who is paid and who sends, as far as Flip tells it."""
        person, sender = shown.beneficiary, shown.sender
        own = {
            "transaction_type": shown.transaction_type[:8],
            "destination_country": shown.destination_country[:3],
            "bank_name": person and person.bank,
            "beneficiary": _told(person.model_dump(exclude={"raw"}, mode="json")) if person else {},
            "sender": _told(sender.model_dump(exclude={"raw"}, mode="json")) if sender else None,
        }
        db.session.execute(insert(InternationalTransfer).values(id=row_id, **own))


def _told(words: Mapping[str, Any]) -> dict[str, str | None]:
    return {_OURS.get(name, name): str(word) for name, word in words.items() if word not in (None, "")}


# What Flip's answers call otherwise than its requests.
_OURS = {"bank_account_number": "account_number", "remittance_purpose": "remittance_purposes"}


def _same_money(movement: Transaction, shown: Shown) -> bool:
    ours = (movement.currency_code, movement.foreign_amount)
    return ours == (shown.beneficiary_currency_code, shown.beneficiary_amount)


add_kind(TransfersAbroad())
