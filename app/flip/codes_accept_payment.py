"""What the codes of accept payment mean to the person at the counter."""

from app.flip.marking import mark

WORDS = {
    999: mark(
        "Flip stopped this without naming a cause. Check every field once more; if it happens again, tell"
        " Flip's support the time of this attempt."
    ),
    1001: mark(
        "Enter the amount. A bill that already names its customer needs one; the customer cannot choose it."
    ),
    1041: mark("Choose one of the offered answers: Flip does not know the one that was sent."),
    1043: mark("Give the bill a title, so that the customer sees what the payment is for."),
    1044: mark("Choose whether the bill is to be paid once or many times."),
    1045: mark(
        "Choose “single” or “multiple”. A bill that opens at the payment instruction can only be single."
    ),
    1046: mark(
        "One bill may ask for Rp 10.000.000 at most. Lower the amount or split it over several bills."
    ),
    1047: mark(
        "Choose an expiry that is still to come, with date and time, or leave it empty for no expiry."
    ),
    1048: mark(
        "This bill has expired and takes no more payments. Give it a later expiry or make a new bill."
    ),
    1049: mark("This bill or payment is finished. Make a new bill if the customer still has to pay."),
    1050: mark(
        "Flip does not know this bill. It may belong to another account: check the connection settings."
    ),
    1051: mark("Flip cannot tell which bill is meant. Open the bill from the list again and retry."),
    1052: mark("There is no such page. Go back to the first page of the list."),
    1053: mark("Show at least one row on each page of the list."),
    1054: mark("This bill no longer exists at Flip. Reload the list of bills."),
    1055: mark("Enter the first day of the period again, as a date that exists."),
    1056: mark("Enter the last day of the period again, as a date that exists."),
    1057: mark("The period ends before it begins. Choose a last day after the first."),
    1058: mark("The amount is too small. Ask for Rp 10.000 or more."),
    1059: mark(
        "Enter the whole return address, beginning with https://; it must be reachable from the internet."
    ),
    1060: mark("A bill can only be switched to active or inactive. Choose one of the two."),
    1061: mark("Shorten the title and leave out signs such as < > ? # $ ' \" and ;"),
    1062: mark("The list cannot be sorted by this column. Choose another."),
    1063: mark("Sort the list either upwards or downwards."),
    1064: mark("Write the amount in digits only, without dots, commas or letters."),
    1067: mark(
        "The amount is above what Flip allows your company. Lower it, or ask Flip to raise the limit."
    ),
    1070: mark("Enter the customer's name."),
    1071: mark("The customer's e-mail address is not complete. Check it letter by letter."),
    1072: mark("Enter the customer's e-mail address."),
    1073: mark("Enter the customer's phone number: you asked for it to be required."),
    1074: mark("Check the customer's phone number: 8 to 16 digits, with or without a + in front."),
    1075: mark("Enter the customer's address: you asked for it to be required."),
    1077: mark("Choose the bank or wallet the customer will pay with."),
    1078: mark("Choose how the customer will pay: transfer, virtual account, wallet, store or card."),
    1079: mark("The bank or wallet cannot be used in this way. Choose another way of paying."),
    1091: mark(
        "This way of paying is not switched on for your account. Choose another, or ask Flip to enable it."
    ),
}
