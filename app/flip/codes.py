"""What Flip's error codes mean for the person at the counter, in our own words; one name for each field.

A code means something only together with its product: 1043 is a missing title here and something else
elsewhere.
"""

from collections.abc import Callable
from enum import Enum

from app.flip import codes_accept_payment, codes_international, codes_kyc, codes_money_transfer
from app.flip.marking import mark


class Product(Enum):
    """The part of Flip that a call belongs to.

    General calls, and those about agents on the main host, belong to money transfer.
    """

    MONEY_TRANSFER = "money_transfer"
    ACCEPT_PAYMENT = "accept_payment"
    INTERNATIONAL = "international"
    KYC = "kyc"


UNEXPLAINED = mark(
    "Flip did not accept this and says: “%(message)s”. Correct it, or ask Flip's support what it means."
)
UNEXPLAINED_SILENT = mark(
    "Flip did not accept this and gave no reason. Check every field, then ask Flip's support."
)

_WORDS = {
    Product.ACCEPT_PAYMENT: codes_accept_payment.WORDS,
    Product.MONEY_TRANSFER: codes_money_transfer.WORDS,
    Product.INTERNATIONAL: codes_international.WORDS,
    Product.KYC: codes_kyc.WORDS,
}

BALANCE_INSUFFICIENT = "BALANCE_INSUFFICIENT"
STALE_TIMESTAMP = frozenset({1094, 1095})
OF_THE_MOMENT = {
    Product.MONEY_TRANSFER: frozenset({1035, 1074, 1080, 1088, 1093}),
    Product.INTERNATIONAL: frozenset({1035}),
}
NOTHING_FOUND = {
    Product.ACCEPT_PAYMENT: frozenset({1050, 1054}),
    Product.MONEY_TRANSFER: frozenset({1072, 1073}),
    Product.KYC: frozenset({1011}),
}

_ATTRIBUTES = {
    Product.ACCEPT_PAYMENT: {"expired_at": "expired_date"},
    # The names of the requests; a missing amount is once complained of as "type".
    Product.INTERNATIONAL: {
        "type": "amount",
        "beneficiary_bank_account_number": "beneficiary_account_number",
        "beneficiary_beneficiary_relationship": "beneficiary_relationship",
        "beneficiary_remittance_purpose": "beneficiary_remittance_purposes",
        "id_number": "beneficiary_id_number",
        "id_expiration_date": "beneficiary_id_expiration_date",
    },
}
# A gateway in front of Flip measures first and answers in no form of Flip's: what we make of its 413.
TOO_LARGE = {Product.KYC: 4007, Product.INTERNATIONAL: 413}


def words(product: Product, code: int) -> str | None:
    """Our English text for a code, or None when we have none."""
    return _WORDS.get(product, {}).get(code)


def explain(product: Product, code: int, message: str, translate: Callable[[str], str] = str) -> str:
    """Say what a code means and what to do about it; an unknown code is told in Flip's own words (`message`).

    `translate` turns our English text into the reader's language before Flip's words are put into it.
    """
    own = words(product, code)
    if own is not None:
        return translate(own)
    if not message:
        return translate(UNEXPLAINED_SILENT)
    return translate(UNEXPLAINED) % {"message": message}


def canonical(product: Product, attribute: str) -> str:
    """One name for a field that Flip spells in several ways."""
    return _ATTRIBUTES.get(product, {}).get(attribute, attribute)
