"""Asking a bank for the holder of an account (general.md, "bank-account-inquiry")."""

from app.flip.call import Call
from app.flip.caller import Caller
from app.flip.codes import Product
from app.flip.wire import NameOrNone, Text, TextOrNone, Wire, Word


class Inquiry(Wire):
    """What is known of an account, told by the answer or by a callback.

    `status` is Flip's word: PENDING, SUCCESS, INVALID_ACCOUNT_NUMBER, SUSPECTED_ACCOUNT, BLACK_LISTED,
    FAILED, CLOSED, or one we do not know yet. `account_holder` is None while it is not known. In a callback
    `account_number` may have lost its leading zeros: `inquiry_key` tells surely which inquiry is meant.
    """

    bank_code: Text = ""
    account_number: Text = ""
    account_holder: NameOrNone = None
    status: Word
    inquiry_key: TextOrNone = None


class Inquiries:
    """The inquiry call. It is never signed."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def ask(self, bank_code: str, account_number: str, inquiry_key: str | None = None) -> Inquiry:
        """Ask who holds an account (general: POST /v2/disbursement/bank-account-inquiry).

        What Flip knows already it answers at once; else the answer is PENDING and one callback follows, once
        only. `inquiry_key`, letters and digits, comes back in the callback. Asking twice does no harm.

        Raises:
            FlipRefused, FlipNotSent, FlipUnknown: see `errors`.
        """
        form = [("account_number", account_number), ("bank_code", bank_code)]
        if inquiry_key is not None:
            form.append(("inquiry_key", inquiry_key))
        call = Call(
            method="POST",
            path="/v2/disbursement/bank-account-inquiry",
            product=Product.MONEY_TRANSFER,
            form=tuple(form),
        )
        return self._caller.send(call, Inquiry.read)
