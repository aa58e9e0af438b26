"""Sending money to a bank account, and asking what became of it (disbursement.md)."""

from typing import Literal

from app.flip.call import Call, Pairs, segment
from app.flip.caller import Caller
from app.flip.codes import Product
from app.flip.disbursement_models import Disbursement, Sender
from app.flip.disbursement_requests import DisbursementQuery, NewDisbursement
from app.flip.pages import Page, read_page
from app.flip.wire import Whole, Wire, only

__all__ = [
    "Disbursement",
    "DisbursementQuery",
    "Disbursements",
    "NewDisbursement",
    "Sender",
    "Version",
]

Version = Literal[2, 3]


class _Queue(Wire):
    queue: Whole


class Disbursements:
    """The calls about transfers. All may raise what `errors` draws, and `ValueError` before anything is sent.

    v3 is asked where nothing else is said: it tells the idempotency key of a transfer, v2 does not. The lists
    hold common, special and agent transfers, those made in Flip's own dashboard included.
    """

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def create(self, disbursement: NewDisbursement, *, version: Version = 3) -> Disbursement:
        """Send money (disbursement: POST /v3/disbursement).

        The same key gives the same answer again and no second transfer, for ever when the transfer succeeds;
        Flip forgets the key when the transfer is cancelled.
        """
        call = creation("/disbursement", disbursement, disbursement.form(), version)
        return self._caller.send(call, Disbursement.read)

    def list(self, query: DisbursementQuery | None = None, *, version: Version = 3) -> Page[Disbursement]:
        """One page of transfers (disbursement: GET /v3/disbursement)."""
        call = reading(f"/v{version}/disbursement", query=(query or DisbursementQuery()).pairs())
        return self._caller.send(call, lambda answer: read_page(Disbursement, answer))

    def get(self, disbursement_id: str, *, version: Version = 3) -> Disbursement:
        """One transfer by Flip's id (disbursement: GET /v3/get-disbursement?id=, GET /v2/disbursement/{id}).

        Raises:
            FlipNotFound: Flip knows no such transfer.
        """
        if version == 2:
            call = reading(f"/v2/disbursement/{segment(disbursement_id)}", named=True)
        else:
            call = _lookup("id", disbursement_id)
        return self._caller.send(call, lambda answer: only("id", disbursement_id, Disbursement.read(answer)))

    def get_by_key(self, idempotency_key: str) -> Disbursement:
        """The transfer made with this key (disbursement: GET /v3/get-disbursement?idempotency-key=).

        Raises:
            FlipNotFound: there is none now: none was made, or it was cancelled and the key is free again.
        """
        call = _lookup("idempotency-key", idempotency_key)
        return self._caller.send(
            call, lambda answer: only("idempotency_key", idempotency_key, Disbursement.read(answer))
        )

    def queue(self, disbursement_id: str) -> int:
        """The place of a transfer in its bank's queue (disbursement: GET /v2/disbursement/{id}/queue).

        Raises:
            FlipNotFound: Flip knows no such transfer.
        """
        call = reading(f"/v2/disbursement/{segment(disbursement_id)}/queue", named=True)
        return self._caller.send(call, _Queue.read).queue


def creation(path: str, transfer: NewDisbursement, form: Pairs, version: Version) -> Call:
    """The call that makes a transfer, common or special.

    Raises:
        ValueError: v3 without idempotency key, or v2 with e-mail addresses, which it does not take.
    """
    if version == 3 and transfer.idempotency_key is None:
        raise ValueError("v3 makes no transfer without an idempotency key")
    if version == 2 and transfer.beneficiary_emails:
        raise ValueError("v2 takes no e-mail addresses")
    return creating(f"/v{version}{path}", form, transfer.idempotency_key)


def creating(path: str, form: Pairs, idempotency_key: str | None, *, named: bool = False) -> Call:
    """A call that makes any kind of transfer."""
    return Call(
        method="POST",
        path=path,
        product=Product.MONEY_TRANSFER,
        form=form,
        named=named,
        idempotency_key=idempotency_key,
        timestamped=True,
        signed=True,
    )


def reading(path: str, *, query: Pairs = (), named: bool = False, sought: bool = False) -> Call:
    """A call that reads about transfers."""
    return Call(
        method="GET",
        path=path,
        product=Product.MONEY_TRANSFER,
        query=query,
        named=named,
        sought=sought,
        signed=True,
    )


def _lookup(name: str, value: str) -> Call:
    if not value:
        # Flip takes an empty parameter for a missing one.
        raise ValueError(f"an empty {name} names no transfer")
    return reading("/v3/get-disbursement", query=((name, value),), sought=True)
