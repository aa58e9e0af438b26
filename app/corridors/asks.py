"""What a country wants to be told of a transfer, and Flip's keys for the answers, in words."""

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

# Flip tells these in Indonesian alone (international: form-data).
_KEYS: Mapping[str, str] = {
    "SELF": _("The sender"),
    "BROTHER": _("Brother"),
    "SISTER": _("Sister"),
    "SON": _("Son"),
    "DAUGHTER": _("Daughter"),
    "NEPHEW": _("Nephew"),
    "NIECE": _("Niece"),
    "FATHER": _("Father"),
    "MOTHER": _("Mother"),
    "UNCLE": _("Uncle"),
    "AUNT": _("Aunt"),
    "COUSIN": _("Cousin"),
    "FATHER_IN_LAW": _("Father-in-law"),
    "MOTHER_IN_LAW": _("Mother-in-law"),
    "BROTHER_IN_LAW": _("Brother-in-law"),
    "SISTER_IN_LAW": _("Sister-in-law"),
    "GRAND_FATHER": _("Grandfather"),
    "GRAND_MOTHER": _("Grandmother"),
    "HUSBAND": _("Husband"),
    "WIFE": _("Wife"),
    "FRIEND": _("Friend"),
    "BUSINESS": _("Business"),
    "SALARY": _("Salary"),
    "SAVINGS": _("Savings"),
    "GIFT": _("Gift"),
    "FAMILY_SUPPORT": _("Support of the family"),
    "SALARY_PAYMENT": _("Payment of a salary"),
    "EDUCATION": _("Education"),
    "TRAVEL": _("Travel"),
}


def identifier(name: str) -> str:
    """An identifier in the person's language; Flip's own word for one that we do not know."""
    return str(gettext(IDENTIFIERS[name])) if name in IDENTIFIERS else name


def key_named(key: str, told: str | None = None) -> str:
    """One of Flip's keys in the person's language; Flip's own word for one that we do not know."""
    return str(gettext(_KEYS[key])) if key in _KEYS else told or key


def keys_named(told: Mapping[str, str]) -> list[str]:
    """Flip's keys with Flip's words for them, in the person's language."""
    return [key_named(key, label) for key, label in told.items()]
