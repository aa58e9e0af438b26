"""Balance, banks and whether Flip is working now (general.md)."""

from pydantic import Field

from app.flip.call import MAINTENANCE, Call
from app.flip.caller import Caller, Maintenance
from app.flip.codes import Product
from app.flip.errors import FlipRefused
from app.flip.wire import Count, Id, Rupiah, Text, Truth, Wire, read_rows


class Balance(Wire):
    """The deposit at Flip in rupiah."""

    balance_idr: Rupiah = Field(validation_alias="balance")


class Bank(Wire):
    """A bank that money can be sent to.

    `fee_idr` is the fee of one transfer, `queue` the number of transfers waiting there (None when Flip does
    not say), `status` Flip's word: OPERATIONAL, DISTURBED, HEAVILY_DISTURBED, or one we do not know yet.
    """

    bank_code: Id
    name: Text = ""
    fee_idr: Rupiah = Field(validation_alias="fee")
    queue: Count = None
    status: Text = ""


class _Operational(Wire):
    operational: Truth


class General:
    """The general calls. Every method may raise the errors of `errors`."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def balance(self) -> Balance:
        """The deposit now (general: GET /v2/general/balance)."""
        return self._caller.send(_get("balance"), Balance.read)

    def banks(self, code: str | None = None) -> list[Bank]:
        """All banks, or the one with this code, if Flip knows it (general: GET /v2/general/banks)."""
        if not code:
            return self._caller.send(_get("banks"), lambda answer: read_rows(Bank, answer))
        call = Call(
            method="GET",
            path="/v2/general/banks",
            product=Product.MONEY_TRANSFER,
            query=(("code", code),),
            named=True,
        )
        try:
            return self._caller.send(call, lambda answer: read_rows(Bank, answer))
        except FlipRefused:
            # An unknown code is answered by an empty list, by 404 or by 422, depending on whom one asks.
            return []

    def operational(self) -> bool:
        """Whether Flip is within its working hours (general: GET /v2/general/operational)."""
        return self._caller.send(_get("operational"), _Operational.read).operational

    def maintenance(self) -> bool:
        """Whether Flip is under maintenance; needs no key (general: GET /v2/general/maintenance)."""
        return self._caller.send(MAINTENANCE, Maintenance.read).maintenance


def _get(name: str) -> Call:
    return Call(method="GET", path=f"/v2/general/{name}", product=Product.MONEY_TRANSFER)
