"""Sending money abroad, and asking what became of it (international.md)."""

from collections.abc import Iterator
from datetime import datetime
from itertools import count

from app.flip.attachments import Attachment
from app.flip.call import Files, segment
from app.flip.caller import Caller
from app.flip.corridors import ExchangeRate, FormData
from app.flip.errors import Asked, FlipHides
from app.flip.international_calls import PATH, creation, listing, offer, reading
from app.flip.international_models import InternationalTransfer
from app.flip.international_requests import (
    NewBeneficiary,
    NewBusinessTransfer,
    NewConsumerTransfer,
    NewSender,
    TransactionType,
)
from app.flip.international_walk import Walk, hides
from app.flip.pages import Page, read_page
from app.flip.wire import Rows, only, read_rows

__all__ = [
    "Attachment",
    "ExchangeRate",
    "FormData",
    "International",
    "InternationalTransfer",
    "NewBeneficiary",
    "NewBusinessTransfer",
    "NewConsumerTransfer",
    "NewSender",
    "TransactionType",
]


class International:
    """The calls about transfers abroad. All may raise what `errors` draws; they are never signed.

    The keys of these transfers have nothing to do with those of domestic ones.
    """

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def exchange_rates(
        self, transaction_type: TransactionType, country_iso_codes: tuple[str, ...] = ()
    ) -> Rows[ExchangeRate]:
        """The corridors to these countries, or all (international: GET …/exchange-rates)."""
        call = offer("exchange-rates", transaction_type, country_iso_codes)
        return self._caller.send(call, lambda answer: read_rows(ExchangeRate, answer))

    def form_data(self, transaction_type: TransactionType, country_iso_code: str) -> FormData:
        """What a transfer to this country has to tell (international: GET …/form-data)."""
        call = offer("form-data", transaction_type, (country_iso_code,))
        return self._caller.send(call, lambda answer: _read_form(country_iso_code, answer))

    def create(self, transfer: NewConsumerTransfer) -> InternationalTransfer:
        """Send a consumer's money abroad (international: POST /v2/international-disbursement).

        The same key gives the same answer again and no second transfer, for ever when the transfer succeeds;
        Flip forgets the key when the transfer is cancelled.

        Raises:
            ValueError: it makes no sense; nothing was sent.
        """
        call = creation("", transfer.form(), transfer.idempotency_key)
        return self._caller.send(call, InternationalTransfer.read)

    def create_with_attachment(self, transfer: NewBusinessTransfer) -> InternationalTransfer:
        """Send the company's money abroad (international: POST …/create-with-attachment).

        The attachment may be left out; idempotency is that of `create`.

        Raises:
            ValueError: it makes no sense; nothing was sent.
        """
        paper = transfer.attachment
        files: Files = () if paper is None else (("attachment_data", paper),)
        call = creation("/create-with-attachment", transfer.form(), transfer.idempotency_key, files)
        return self._caller.send(call, InternationalTransfer.read)

    def get(self, transfer_id: str) -> InternationalTransfer:
        """One transfer by Flip's id (international: GET /v2/international-disbursement/{id}).

        Raises:
            FlipNotFound: Flip knows no such transfer.
        """
        call = reading(f"/{segment(transfer_id)}", named=True)
        return self._caller.send(
            call, lambda answer: only("id", transfer_id, InternationalTransfer.read(answer))
        )

    def list(
        self, *, pagination: int | None = None, page: int | None = None, sort: str | None = None
    ) -> Page[InternationalTransfer]:
        """One page of transfers (international: GET /v2/international-disbursement); Flip knows no filters.

        `pagination` is the number of rows on a page (20 by default), `page` counts from 1, `sort` is id,
        amount, source_country, destination_country or status, with - in front for descending; what is None is
        left to Flip.
        """
        call = listing(pagination, page, sort)
        return self._caller.send(call, lambda answer: read_page(InternationalTransfer, answer))

    def walk(self, *, pagination: int | None = None) -> Iterator[Page[InternationalTransfer]]:
        """Every page of the list, newest first, one call a step; whoever has seen enough just stops.

        A row may come twice when new transfers are made meanwhile, and none is left out, even where Flip
        does not take the order (one documentation names the parameter `sort_by`).

        Raises:
            FlipUnknown: among others when the list ends before all that Flip counts was shown.
        """
        walk = Walk()
        for number in count(1):
            call = listing(pagination, number, "-id")
            yield self._caller.send(call, lambda answer: walk.step(read_page(InternationalTransfer, answer)))
            if walk.is_over:
                return

    def find_by_key(
        self, idempotency_key: str, *, pagination: int | None = None, since: datetime | None = None
    ) -> InternationalTransfer | None:
        """The newest transfer made with this key, a cancelled one included; None when there is surely none.

        Flip has no lookup by key: this walks the list, to its end where there is none. `since` (UTC) is a
        moment before which the key was surely not used.

        Raises:
            FlipUnknown: as `walk`.
            FlipHides: the transfer may be among rows that do not show their key.
        """
        if not idempotency_key:
            raise ValueError("an empty key names no transfer")
        hidden = False
        for page in self.walk(pagination=pagination):
            for row in page.rows:
                if row.idempotency_key == idempotency_key:
                    return row
            hidden = hidden or hides(page, idempotency_key, since)
        if hidden:
            text = "the transfer may be among rows that do not show their key"
            raise FlipHides(text, Asked(method="GET", path=PATH))
        return None


def _read_form(country: str, answer: object) -> FormData:
    # One country is asked for; where several may be, they come as an array.
    (one,) = answer if isinstance(answer, list) and len(answer) == 1 else (answer,)
    return only("country_iso_code", country, FormData.read(one))
