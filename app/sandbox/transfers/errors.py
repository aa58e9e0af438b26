"""What is wrong with a transfer or an inquiry, in words: one text for each code (reference: errors, money
transfer).
"""

from app.sandbox.answers import Complaint

# 1025 is the only text the documentation shows; the others are ours, in its manner.
TEXTS = {
    1001: "{words} cannot be empty",
    1002: "{words} contains a forbidden character",
    1020: "{words} must consist of digits only",
    1021: "Amount must be at least 10000",
    1022: "Amount must be at most {limit}",
    1024: "{words} must be at most {limit} characters",
    1025: "The account number you're giving is invalid",
    1026: "The account number you're giving is suspected of fraud",
    1027: "The account number you're giving is closed",
    1032: "{words} must be a number greater than 0",
    1033: "Bank code is not known",
    1035: "Your balance is not sufficient for this transaction",
    1037: "{words} is not a valid country code",
    1038: "{words} is not a valid country or city code",
    1039: "{words} must have the format YYYY-MM-DD",
    1040: "{words} is not a valid date",
    1041: "{words} is not one of the allowed values",
    1070: "Beneficiary email must be at most 20 addresses",
    1071: "Beneficiary email is not valid",
    1072: "There is no disbursement with this id",
    1073: "There is no disbursement with this idempotency key",
    1074: "Your daily transaction limit is exceeded",
    1080: "You have too many active transactions",
    1090: "The agent is not approved",
    1091: "The agent is not active",
    1088: "Beneficiary bank is under severe disturbance",
    1089: "The account number you're giving belongs to Flip",
    1093: "Beneficiary bank is in its cut-off time",
    1094: "The request is stale, its timestamp is more than one minute from our time",
    1095: "{words} must have the ISO 8601 format",
    2003: "{words} contains a character that is not allowed",
    2004: "{words} must be alphanumeric",
    2005: "Amount must be at least {limit} for this bank",
}


def complaint(attribute: str, code: int, *, limit: int = 0) -> Complaint:
    words = attribute.replace("_", " ").replace("-", " ")
    return Complaint(attribute, code, TEXTS[code].format(words=words[:1].upper() + words[1:], limit=limit))
