"""Which of our fields Flip's complaints about a transfer abroad stand beside (international: Validation)."""

from app.flip.codes import Product
from app.parties.labels import LABELS
from app.payouts.refusals import Refusals

REFUSALS = Refusals(
    product=Product.INTERNATIONAL,
    # The client has one spelling for what Flip writes in two ways, such as beneficiary_bank_account_number.
    of_attribute={
        "amount": "amount",
        "source_country": "source_country",
        "destination_country": "destination_country",
        "country_iso_code": "destination_country",
        "transaction_type": "transaction_type",
        "attachment_data": "attachment",
        "attachment_type": "attachment",
        **{name: name for name in LABELS},
    },
    of_code={
        413: "attachment",
        1020: "amount",
        1034: "destination_country",
        1035: "amount",
        1037: "sender_country",
        1038: "sender_place_of_birth",
        1068: "destination_country",
        1069: "transaction_type",
        1081: "amount",
        1082: "amount",
        1083: "amount",
    },
    # The server's clock.
    above=frozenset({1094, 1095}),
)
