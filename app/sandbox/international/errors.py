"""What is wrong with a transfer abroad, in words: one text a code (reference: errors, international)."""

from app.sandbox.answers import Complaint

# 1001 and 1081 are texts of the documentation; the others are ours, in its manner.
TEXTS = {
    999: "{words} is larger than {limit} bytes",
    1001: "{words} cannot be empty",
    1020: "{words} must be a number",
    1024: "{words} must be at most {limit} characters",
    1034: "{words} is not valid",
    1035: "Your balance is not sufficient for this transaction",
    1038: "{words} is not a valid country or city code",
    1039: "{words} must have the format YYYY-MM-DD",
    1040: "{words} is not a valid date",
    1041: "{words} is not one of the allowed values",
    1068: "{words} is not valid",
    1069: "{words} is not valid",
    1081: "Maximum transfer amount for international disbursement is {limit}",
    1082: "Minimum transfer amount for international disbursement is {limit}",
    1083: "{words} may have {limit} decimals",
    1084: "{words} must be alphanumeric",
    1085: "{words} must have at least {limit} words",
    1087: "{words} must have exactly {limit} characters",
}


def complaint(attribute: str, code: int, limit: object = "") -> Complaint:
    words = attribute.replace("_", " ").replace("-", " ")
    return Complaint(attribute, code, TEXTS[code].format(words=words[:1].upper() + words[1:], limit=limit))
