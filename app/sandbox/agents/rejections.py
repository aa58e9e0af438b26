"""Why Flip refuses an agent: every code with its text and the calls that mend it (reference: agents,
Rejection codes and remedy).
"""

from dataclasses import dataclass

REPAIR, PHOTO, SELFIE, DOCUMENTS = "repair", "repairPhoto", "repairSelfie", "documents"


@dataclass(frozen=True)
class Rejection:
    """``calls`` is empty where only Flip can help, or nobody."""

    text: str
    calls: tuple[str, ...] = ()


# The texts of 10 and 17 are Flip's own; the others are ours, in their manner.
REJECTIONS = {
    10: Rejection("The data that is filled in does not match with identity card", (REPAIR,)),
    11: Rejection("The format of the NIK is not right", (DOCUMENTS,)),
    12: Rejection("The NIK is registered in another account"),
    13: Rejection("The NIK on the identity card was emphasised by hand", (DOCUMENTS,)),
    14: Rejection("The photo of the identity card is blurred, has a glare or can’t be read", (PHOTO,)),
    15: Rejection("The uploaded card is not a KTP, passport or KITAS", (PHOTO,)),
    16: Rejection("The identity card is not completely in the picture", (PHOTO,)),
    17: Rejection(
        "Part of the data on the photo ID card is missing so it can’t be read in its entirety",
        (PHOTO, DOCUMENTS),
    ),
    18: Rejection("The identity card is broken into its data section", (PHOTO,)),
    19: Rejection("The identity card has expired", (PHOTO,)),
    20: Rejection("The photo of the identity card is not an original", (PHOTO,)),
    21: Rejection("The background of the portrait is neither blue nor red", (PHOTO, DOCUMENTS)),
    22: Rejection("The portrait on the identity card is stuck on"),
    23: Rejection("The selfie with the identity card is unclear or partly covered", (SELFIE,)),
    24: Rejection("The selfie shows only the face", (SELFIE,)),
    25: Rejection("The selfie shows another card than a KTP, passport or KITAS", (SELFIE,)),
    26: Rejection("The identity card is not held in the hand on the selfie", (SELFIE,)),
    27: Rejection("The photo was not taken directly", (SELFIE,)),
    28: Rejection("The face is covered by a veil"),
    29: Rejection("There is an indication of a breach of the terms of use"),
    30: Rejection("Flip has to confirm the verification with further data"),
    31: Rejection("The supporting document has expired", (DOCUMENTS,)),
    32: Rejection("The photo of the supporting document is blurred or can’t be read", (DOCUMENTS,)),
    33: Rejection("The photo of the supporting document shows something else", (DOCUMENTS,)),
}
