"""What the fields of sender and recipient are called."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

from app.corridors.asks import IDENTIFIERS
from app.lib.labels import mark as _

BENEFICIARY: Mapping[str, str] = {
    "full_name": _("Name of the recipient"),
    "nationality": _("Nationality of the recipient"),
    "bank_id": _("Bank of the recipient"),
    "bank_name": _("Name of the bank, if it differs"),
    "account_number": _("Account number"),
    **IDENTIFIERS,
    "address": _("Address of the recipient"),
    "city": _("City of the recipient"),
    "province": _("Province or state of the recipient"),
    "postal_code": _("Postal code"),
    "region": _("Region"),
    "email": _("E-mail address of the recipient"),
    "msisdn": _("Phone number of the recipient"),
    "id_number": _("Identity number of the recipient"),
    "id_expiration_date": _("The identity is valid until"),
    "relationship": _("What is the recipient to the sender?"),
    "source_of_funds": _("Where is the money from?"),
    "remittance_purposes": _("What is the money for?"),
}
SENDER: Mapping[str, str] = {
    "name": _("Name of the sender"),
    "identity_type": _("Identity shown"),
    "identity_number": _("Number of the identity"),
    "date_of_birth": _("Date of birth"),
    "place_of_birth": _("Place of birth"),
    "country": _("Country of the sender"),
    "city": _("City of the sender"),
    "address": _("Address of the sender"),
    "phone_number": _("Phone number of the sender"),
    "email": _("E-mail address of the sender"),
    "job": _("What does the sender live by?"),
}
# By the names of the form's fields, which are those of Flip's requests.
LABELS: Mapping[str, str] = {f"beneficiary_{name}": label for name, label in BENEFICIARY.items()} | {
    f"sender_{name}": label for name, label in SENDER.items()
}
PICKED = _l("Type a part of the name, then choose.")
HINTS: Mapping[str, Any] = {
    "beneficiary_full_name": _l("As the bank has it, in plain letters."),
    "beneficiary_nationality": PICKED,
    "beneficiary_bank_id": PICKED,
    "beneficiary_bank_name": _l("As the recipient has it, in plain letters."),
    "beneficiary_account_number": _l("The IBAN, if that is all there is."),
    "beneficiary_iban": _l("Of the country the money goes to."),
    "beneficiary_swift_bic_code": _l("8 or 11 letters and digits."),
    "beneficiary_sort_code": _l("6 digits, such as 12-34-56."),
    "beneficiary_ifs_code": _l("11 letters and digits, such as HDFC0000001."),
    "beneficiary_ach_code": _l("9 digits, such as 021000021."),
    "beneficiary_bsb_number": _l("6 digits, such as 062-000."),
    "beneficiary_branch_number": _l("3 digits, such as 001."),
    "beneficiary_region": PICKED,
    "beneficiary_postal_code": _l("As it is written there."),
    "beneficiary_email": _l("One address."),
    "beneficiary_msisdn": _l("With + and the code of the country."),
    "sender_name": _l("As the identity says, in plain letters."),
    "sender_city": _l("Where the sender lives."),
    "sender_country": PICKED,
    "sender_email": _l("One address."),
    "sender_phone_number": _l("With + and the code of the country."),
    "sender_place_of_birth": _l("In Indonesia the city, else the country."),
    "sender_date_of_birth": _l("As the identity says."),
    "sender_identity_type": _l("KTP or passport."),
    "sender_identity_number": _l("KTP: at most 16 letters and digits."),
}
