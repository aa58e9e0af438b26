"""What the codes of money transfer mean to the person at the counter, and why Flip cancels a transfer.

Money transfer is also special and agent transfers, inquiries, lists, and the agents of the main host.
"""

from collections.abc import Callable

from app.flip.marking import mark
from app.flip.reasons import told

WORDS = {
    999: mark(
        "Flip stopped this transfer without naming a cause. Check every field once more; if it happens again,"
        " tell Flip's support the time of this attempt."
    ),
    1001: mark("Fill this in: Flip takes nothing without it."),
    1002: mark("Leave out tags such as <b> and the signs ? # $ ' \" and ;"),
    1020: mark("Write digits only, without dots, spaces or letters."),
    1021: mark("The smallest transfer is Rp 10.000. Raise the amount."),
    1022: mark("The amount is above what can be sent at once. Lower it or split it over several transfers."),
    1024: mark(
        "This is too long. A remark has room for 18 characters, a sender's name for 50, an address for 255."
    ),
    1025: mark(
        "The bank does not know this account number, or it is that of a virtual account. Compare it with the"
        " recipient digit by digit, and check the bank."
    ),
    1026: mark(
        "This account is suspected of fraud, and Flip sends nothing to it. Find out who stands behind it"
        " before you pay in any other way."
    ),
    1027: mark("This account is closed. Ask the recipient for another one."),
    1032: mark("Show at least one row on each page, and begin with page 1."),
    1033: mark("Flip does not know this bank. Choose it again from the list of banks."),
    1034: mark("Flip sends nothing with this country. Choose another from the list of countries."),
    1035: mark("The balance at Flip does not cover the amount and the fee. Top up the balance first."),
    1037: mark("Flip does not know this country. Choose it again from the list of countries."),
    1038: mark("Flip does not know this place. Choose the city, or abroad the country, again from the list."),
    1039: mark("Flip cannot read this date. Enter day, month and year again."),
    1040: mark("This day does not exist or is still to come. Check day, month and year."),
    1041: mark("Choose one of the offered answers: Flip does not know the one that was sent."),
    1042: mark("The smallest transfer to OVO is Rp 10.000. Raise the amount."),
    1043: mark("Give the bill a title."),
    1070: mark("Flip writes to 20 e-mail addresses at most. Take some away."),
    1071: mark("One of the e-mail addresses is not complete. Check them letter by letter."),
    1072: mark(
        "Flip knows no transfer with this number. It may belong to another account: check the connection"
        " settings."
    ),
    1073: mark(
        "Flip holds no transfer under this idempotency key: none was made, or it was cancelled and the key is"
        " free again."
    ),
    1074: mark(
        "Your company has reached its limit for today. Send this tomorrow, or ask Flip to raise the limit."
    ),
    1080: mark("Too many of your transfers are under way. This one can go when earlier ones are finished."),
    1086: mark("The smallest transfer to DANA is Rp 20.500. Raise the amount."),
    1088: mark(
        "The recipient's bank is severely disturbed just now. Wait until it has recovered, or ask the"
        " recipient for an account at another bank."
    ),
    1089: mark("This account belongs to Flip itself and cannot be paid. Check the account number."),
    1090: mark("Flip has not approved this agent yet. Finish the agent's verification first."),
    1091: mark("This agent is not active. Choose another, or ask Flip to activate this one."),
    1092: mark("This agent's data can no longer be changed. Ask Flip's support if they are wrong."),
    1093: mark(
        "The recipient's bank is closing its day and takes no transfers for the moment. Try again later."
    ),
    1094: mark(
        "The clock of this server is more than a minute off Flip's, so Flip took nothing. Whoever runs the"
        " server has to set the clock right."
    ),
    1095: mark(
        "Flip could not read the time of the request and took nothing. Tell whoever runs this server."
    ),
    2001: mark("This has too few or too many characters. Check its length."),
    2002: mark("This is in use already. Enter another."),
    2003: mark("Use letters, digits, spaces and simple signs such as . and - only."),
    2004: mark("Use letters and digits only, without spaces or signs."),
    2005: mark("The amount is below what this bank takes. Raise it; DANA begins at Rp 20.500."),
}

# Flip gives the words of newer reasons without their meaning; those are told as carefully as they are known.
REASONS = {
    "INACTIVE_ACCOUNT": mark("The account is inactive. Ask the recipient to revive it or for another one."),
    "NOT_REGISTERED_ACCOUNT": mark("The bank has no such account. Check bank and number with the recipient."),
    "CANT_RECEIVE_TRANSFER": mark(
        "The account cannot receive transfers. Ask the recipient for another account."
    ),
    "INTERMITTENT_DISTURBANCE_ON_BENEFICIARY_BANK": mark(
        "The recipient's bank was disturbed. Send it anew when the bank works again."
    ),
    "BENEFICIARY_ACCOUNT_NOT_VERIFIED": mark(
        "The account could not be verified. Check name and number with the recipient."
    ),
    "INSUFFICIENT_BALANCE": mark("The balance at Flip did not suffice. Top it up and send this anew."),
    "EXCEEDED_TRANSACTION_AMOUNT_LIMIT": mark(
        "The amount is above the limit of the account or its bank. Split it, or ask for another account."
    ),
    "INTERNAL_ERROR": mark("Something failed at Flip or at the bank. Send it anew; the data may be right."),
    "EXCEED_AMOUNT_LIMIT": mark(
        "The amount exceeds what may be sent to this account. Split it, or ask for another account."
    ),
    "DORMANT_ACCOUNT": mark("The account is dormant. The recipient has to wake it at the bank first."),
    "INVALID_ACCOUNT": mark("The account is not valid. Check bank and number with the recipient."),
    "INVALID_BILL": mark("There is no valid bill under this number. Check the number with the recipient."),
    "INVALID_AMOUNT": mark("The amount does not fit what the recipient's side expects. Check the amount."),
    "PAID_BILL": mark("The bill under this number is paid already. Do not pay it again."),
    "EXPIRED_BILL": mark("The bill under this number has expired. Ask the recipient for a new one."),
}


def explain_reason(reason: str | None, translate: Callable[[str], str] = str) -> str:
    """Say why Flip cancelled a transfer and what to do about it; see `reasons`."""
    return told(REASONS, reason, translate)
