"""What a country wants to be told of a transfer, in words."""

from collections.abc import Mapping

from flask_babel import gettext

from app.lib.labels import mark as _

# By Flip's names, without `beneficiary_` (international: form-data, special_identifiers).
IDENTIFIERS: Mapping[str, str] = {
    "iban": _("IBAN"),
    "swift_bic_code": _("SWIFT code (BIC)"),
    "sort_code": _("Sort code"),
    "ifs_code": _("IFSC code"),
    "ach_code": _("Routing number (ACH)"),
    "bsb_number": _("BSB number"),
    "branch_number": _("Branch number"),
    "document_reference_number": _("Number of the document that belongs to it"),
    "registration_number": _("Registration number"),
}


def identifier(name: str) -> str:
    """An identifier in the person's language; Flip's own word for one that we do not know."""
    return str(gettext(IDENTIFIERS[name])) if name in IDENTIFIERS else name
