"""What the codes of transfers abroad mean to the person at the counter, and why Flip cancels one."""

from collections.abc import Callable

from app.flip.marking import mark
from app.flip.reasons import told

WORDS = {
    413: mark("The attached file is too large for Flip. Attach a smaller copy of it."),
    999: mark(
        "Flip stopped this transfer abroad without naming a cause. Check every field once more; if it happens"
        " again, tell Flip's support the time of this attempt."
    ),
    1001: mark("Fill this in: a transfer to this country does not go without it."),
    1020: mark("Write the amount in digits only, without spaces, letters or other signs."),
    1024: mark("This is too long for a transfer abroad. Shorten it without changing the name or address."),
    1034: mark(
        "Flip sends nothing to this country just now, or does not know it. Choose it again, or look at the"
        " rates to see where money can go."
    ),
    1035: mark("The balance at Flip does not cover the rupiah amount and the fee. Top it up first."),
    1037: mark("This code of a country is unknown to Flip. Choose the country again from the list."),
    1038: mark(
        "Flip does not know this place of birth. Choose the city again, or the country of people born abroad."
    ),
    1039: mark("Flip cannot read this date. Enter it again with day, month and year."),
    1040: mark("There is no such day, or it makes no sense here. Check the date."),
    1041: mark(
        "Flip does not take this here. Choose one of the offered answers; an e-mail has to be one address, a"
        " file of a kind that is listed."
    ),
    1068: mark("Flip has no rates for this country. Choose a country from the list of rates."),
    1069: mark(
        "This type of transfer is not possible to this country. Choose another type, between people and"
        " companies, or another country."
    ),
    1081: mark("The amount is above what may be sent to this country at once. Lower it or split it."),
    1082: mark("The amount is below the smallest that goes to this country. Raise it."),
    1083: mark("The amount has too many decimals for this currency. Round it; yen have none at all."),
    1084: mark("Use letters and digits only: banks abroad take no other signs here."),
    1085: mark("Write this out in more words, for example street, number and district of an address."),
    1087: mark(
        "This has too few or too many characters. A sort code and a BSB have 6 digits, an IFSC 11 characters:"
        " compare it with the recipient."
    ),
    1094: mark(
        "The clock of this server is more than a minute off Flip's, so Flip took no transfer. Whoever runs"
        " the server has to set the clock right."
    ),
    1095: mark(
        "Flip could not read the time of the transfer's request and took nothing. Tell whoever runs this"
        " server."
    ),
}

# Where Flip or a bank abroad has screened somebody, nobody is accused: that is all that is known.
REASONS = {
    "DECLINED": mark(
        "The transfer could not be processed abroad. Ask Flip's support why before you send it anew."
    ),
    "CANCELLED": mark("Flip's system cancelled the transfer. Send it anew; the data may be right."),
    "REFUSED": mark("The recipient did not accept the money. Speak with the recipient first."),
    "INVALID_BENEFICIARY": mark(
        "The recipient's account is not valid. Check number, bank and identifiers with the recipient."
    ),
    "INVALID_BENEFICIARY_DETAILS": mark(
        "Something about the recipient is not right, such as name, e-mail or phone. Check all of it."
    ),
    "LIMITATIONS_ON_TRANSACTION_VALUE": mark(
        "The amount is above the limit of one transfer. Lower it, or split it over several transfers."
    ),
    "SLS_SENDER": mark(
        "The sender did not pass the check against sanction lists. Ask Flip's support, and do not send it"
        " anew."
    ),
    "SLS_BENEFICIARY": mark(
        "The recipient did not pass the check against sanction lists. Ask Flip's support, and do not send"
        " it anew."
    ),
    "BARRED_BENEFICIARY": mark("This recipient is blocked and gets nothing. Ask Flip's support about it."),
    "BARRED_SENDER": mark("This sender is blocked and may send nothing. Ask Flip's support about it."),
    "COMPLIANCE_REASON": mark(
        "The transfer was rejected under the rules for money abroad. Ask Flip's support what they need."
    ),
    "UNSUPPORTED_BENEFICIARY": mark(
        "The recipient's account cannot receive this money. Ask the recipient for an account elsewhere."
    ),
    "DUPLICATED_TRANSACTION": mark(
        "Flip takes this for a second copy of another transfer. Look for the first before you send again."
    ),
    "LIMITATIONS_ON_SENDER_QUANTITY": mark(
        "The sender has made too many transfers lately. Wait, and ask Flip's support for how long."
    ),
    "LIMITATIONS_ON_BENEFICIARY_QUANTITY": mark(
        "The recipient has received too many transfers lately. Wait, and ask Flip's support for how long."
    ),
    "LIMITATIONS_ON_ACCOUNT_QUANTITY": mark(
        "The recipient's account has taken too many transfers lately. Wait, or ask for another account."
    ),
    "LIMITATIONS_ON_ACCOUNT_VALUE": mark(
        "The recipient's account has reached its limit of money. Wait, or ask for another account."
    ),
}


def explain_reason(reason: str | None, translate: Callable[[str], str] = str) -> str:
    """Say why Flip cancelled a transfer abroad and what to do about it; see `reasons`."""
    return told(REASONS, reason, translate)
