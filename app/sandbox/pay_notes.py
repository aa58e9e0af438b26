"""What the instruction page says about one method (reference: accept-payment, Other bill calls, Customer
checkout).
"""

import segno

from app.sandbox import methods
from app.sandbox.pay_entry import kind_word
from app.sandbox.qris import NMID
from app.sandbox.records import Payment
from app.sandbox.words import words

_NUMBERS = {methods.VIRTUAL_ACCOUNT: "va_number", methods.RETAIL: "payment_code"}
_NOTES = {
    methods.BANK_TRANSFER: "transfer_note",
    methods.RETAIL: "retail_note",
    methods.CARD: "card_note",
}
_KNOWN = (*methods.TYPES, methods.QRIS)


def instruction_values(payment: Payment) -> dict[str, object]:
    """The template's values; loaded payments may carry methods nobody knows."""
    word = kind_word(payment.sender_bank, payment.sender_bank_type)
    method = methods.METHODS.get(payment.sender_bank)
    return {
        "word": word if word in _KNOWN else methods.WALLET,
        "number_word": _NUMBERS.get(payment.sender_bank_type, "account_number"),
        "method_name": method.name if method else payment.sender_bank,
        "note": _note(payment),
        "qr": _qr(payment.qr_code_data),
        "nmid": NMID,
    }


def _note(payment: Payment) -> str:
    if payment.sender_bank == "bsm" and payment.sender_bank_type == methods.VIRTUAL_ACCOUNT:
        return words("bsi_note", number=(payment.account_number or "")[4:])
    if payment.sender_bank in methods.METHODS and payment.sender_bank_type == methods.WALLET:
        name = methods.METHODS[payment.sender_bank].name
        return "" if payment.sender_bank == methods.QRIS else words("wallet_note", name=name)
    key = _NOTES.get(payment.sender_bank_type)
    return words(key) if key else ""


def _qr(text: str | None) -> str:
    """The code as a picture inside the page: the policy allows ``data:`` images."""
    if not text:
        return ""
    return str(segno.make(text, error="m").svg_data_uri(scale=6, border=4, dark="#000", light="#fff"))
