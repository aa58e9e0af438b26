"""Flip's complaints about a disbursement, beside our own fields (disbursement: Validation)."""

from app.flip.codes import Product
from app.lib.labels import mark as _
from app.payouts.refusals import Refusals

# Flip has no code for it: its answer to a payout through an agent it does not know is a bare 404.
NO_SUCH_AGENT = 404
ABOUT_THE_AGENT = frozenset({1090, 1091, NO_SUCH_AGENT})
FIELD_OF = {
    "account_number": "account_number",
    "bank_code": "bank_code",
    "amount": "amount_idr",
    "remark": "remark",
    "recipient_city": "recipient_city",
    "beneficiary_email": "beneficiary_emails",
    "agent_id": "agent",
    "direction": "direction",
    "sender_country": "sender_country",
    "sender_name": "sender_name",
    "sender_address": "sender_address",
    "sender_job": "sender_job",
    "sender_place_of_birth": "sender_place_of_birth",
    "sender_date_of_birth": "sender_date_of_birth",
    "sender_identity_type": "sender_identity_type",
    "sender_identity_number": "sender_identity_number",
}
# Flip may name no attribute, or one of its own: these codes are about one field whatever it says.
FIELD_OF_CODE = {
    1021: "amount_idr",
    1022: "amount_idr",
    1025: "account_number",
    1026: "account_number",
    1027: "account_number",
    1033: "bank_code",
    1034: "sender_country",
    1035: "amount_idr",
    1037: "sender_country",
    1039: "sender_date_of_birth",
    1040: "sender_date_of_birth",
    1042: "amount_idr",
    1070: "beneficiary_emails",
    1071: "beneficiary_emails",
    1086: "amount_idr",
    1088: "bank_code",
    1089: "account_number",
    1090: "agent",
    1091: "agent",
    1093: "bank_code",
    2005: "amount_idr",
}
# About the company or the request itself: correcting a field would not help, whichever Flip names.
NO_FIELD = frozenset({1032, 1043, 1072, 1073, 1074, 1080, 1092, 1094, 1095})
UNKNOWN_AGENT = _("Flip does not know this agent. Choose another, or ask Flip's support.")
REFUSALS = Refusals(
    product=Product.MONEY_TRANSFER,
    of_attribute=FIELD_OF,
    of_code=FIELD_OF_CODE,
    above=NO_FIELD,
    own_words={NO_SUCH_AGENT: UNKNOWN_AGENT},
)
