"""What is wrong with an agent or a call about one, in words: one text for each code (reference:
agents, Errors).
"""

from app.sandbox.answers import Complaint

# None of these texts is documented; they are ours, in the manner of the documented ones.
TEXTS = {
    1001: "{words} cannot be empty",
    1002: "{words} is not valid",
    1011: "Agent not found",
    1034: "{words} is not a valid country",
    1038: "{words} is not a valid region",
    1039: "{words} must have the format DD-MM-YYYY",
    1040: "{words} is not a valid date",
    1041: "{words} is not one of the allowed values",
    1092: "The agent cannot be updated in its status",
    2001: "{words} does not have a valid length",
    2002: "{words} is used already",
    2003: "{words} contains a character that is not allowed",
    2004: "{words} must be alphanumeric",
    4001: "Input parameter is not valid",
    4002: "User type is not valid",
    4003: "User id is not valid",
    4004: "Identity type is not valid",
    4006: "The rejection code does not match this kind of repair",
    4007: "Image file must be smaller than 2 MB",
    4008: "Image must be a png or jpg of 256 to 4096 pixels a side",
    4009: "Image data cannot be read",
    4010: "The KYC status does not allow this",
    4011: "The number of retries is used up, please send supporting documents",
    4012: "Identity number is registered already",
    4013: "Document type is not valid",
    4015: "The agent cannot be updated, please contact Flip",
}


def complaint(attribute: str, code: int) -> Complaint:
    words = attribute.replace("_", " ")
    return Complaint(attribute, code, TEXTS[code].format(words=words[:1].upper() + words[1:]))
