"""Reading and confirming what customers paid (accept-payment.md, "Payments")."""

from dataclasses import dataclass
from datetime import date

from pydantic import Field

from app.flip.call import Call, Pairs, segment
from app.flip.caller import Caller
from app.flip.codes import Product
from app.flip.pages import Page, read_page
from app.flip.wire import Id, IdOrNone, Moment, Rupiah, Text, TextOrNone, Wire, Word


class Payment(Wire):
    """One attempt of a customer to pay a bill.

    `amount_idr` is in rupiah, times are UTC. `status` is Flip's word: PENDING, SUCCESSFUL, FAILED, CANCELLED,
    or one we do not know yet; `settlement_status` likewise (Pending, Settled, Cancelled, …). `link_id` is
    None where Flip leaves it out of the row. `virtual_account_number` is there for virtual accounts only.
    """

    id: Id
    link_id: IdOrNone = None
    bill_link: Text = ""
    bill_title: Text = ""
    sender_name: Text = ""
    sender_bank: Text = ""
    sender_bank_type: Text = ""
    virtual_account_number: TextOrNone = None
    amount_idr: Rupiah = Field(validation_alias="amount")
    status: Word
    settlement_status: Text = ""
    reference_id: TextOrNone = None
    payment_url: TextOrNone = None
    created_at: Moment = None
    completed_at: Moment = None
    settlement_date: Moment = None
    transaction_reference_number: TextOrNone = None


class Confirmation(Wire):
    """Flip's note that the customer has paid or will pay: when (UTC), and the page that says how."""

    confirmed_at: Moment = None
    payment_url: TextOrNone = None


class _Bill(Wire):
    link_id: IdOrNone = None


@dataclass(frozen=True, kw_only=True)
class PaymentPage(Page[Payment]):
    """One page of payments; `link_id` is the bill they belong to, None in the list of all payments."""

    link_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class PaymentQuery:
    """Which payments to read; what is None is left to Flip.

    `start_date` and `end_date` are days in western Indonesian time, both included, compared with the
    beginning of the payment. `pagination` is the number of rows on a page, `page` counts from 1. `sort_by` is
    id, bill_link, bill_title, sender_bank, amount or created_at, `sort_type` sort_asc or sort_desc.
    `reference_id` has to match exactly, and can only be asked over the payments of all bills.
    """

    start_date: date | None = None
    end_date: date | None = None
    pagination: int | None = None
    page: int | None = None
    sort_by: str | None = None
    sort_type: str | None = None
    reference_id: str | None = None

    def pairs(self) -> Pairs:
        """The query as Flip wants it."""
        fields = {
            "start_date": self.start_date and f"{self.start_date:%Y-%m-%d}",
            "end_date": self.end_date and f"{self.end_date:%Y-%m-%d}",
            "pagination": self.pagination,
            "page": self.page,
            "sort_by": self.sort_by,
            "sort_type": self.sort_type,
            "reference_id": self.reference_id,
        }
        return tuple((name, str(value)) for name, value in fields.items() if value is not None)


class Payments:
    """The payment calls. All may raise what `errors` draws, and `ValueError` before anything is sent."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def of_bill(self, link_id: str, query: PaymentQuery | None = None) -> PaymentPage:
        """Payments of one bill (accept-payment: GET /v2/pwf/{bill_id}/payment).

        Raises:
            FlipNotFound: there is no such bill.
            ValueError: the query asks for a reference_id, which Flip would ignore here.
        """
        query = query or PaymentQuery()
        if query.reference_id is not None:
            raise ValueError("the payments of one bill cannot be asked by reference_id")
        path = f"/v2/pwf/{segment(link_id)}/payment"
        return self._caller.send(_call("GET", path, query=query.pairs(), named=True), _read_page)

    def all(self, query: PaymentQuery | None = None) -> PaymentPage:
        """Payments of all bills (accept-payment: GET /v2/pwf/payment)."""
        pairs = (query or PaymentQuery()).pairs()
        return self._caller.send(_call("GET", "/v2/pwf/payment", query=pairs), _read_page)

    def confirm(self, payment_id: str) -> Confirmation:
        """Tell Flip that the customer has paid (accept-payment: PUT /v2/pwf/bill-payment/{id}/confirm).

        Not for wallets; documented for production only. Saying it twice does no harm.

        Raises:
            FlipNotFound: there is no such payment.
        """
        path = f"/v2/pwf/bill-payment/{segment(payment_id)}/confirm"
        return self._caller.send(_call("PUT", path, named=True), Confirmation.read)


def _call(method: str, path: str, *, query: Pairs = (), named: bool = False) -> Call:
    return Call(method=method, path=path, product=Product.ACCEPT_PAYMENT, query=query, named=named)


def _read_page(answer: object) -> PaymentPage:
    page = read_page(Payment, answer)
    return PaymentPage(**vars(page), link_id=_Bill.read(answer).link_id)
