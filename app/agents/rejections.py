"""Why Flip rejects an agent, code by code: in plain words, and what mends it (agents.md: Rejection codes)."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.lib.labels import Labelled
from app.lib.labels import mark as _


class Remedy(Labelled):
    """What the merchant can do about a rejection."""

    DATA = "data", _("Correct the data"), "waiting", "pencil"
    CARD = "card", _("Take the picture of the identity card again"), "waiting", "id"
    SELFIE = "selfie", _("Take the selfie with the card again"), "waiting", "camera"
    DOCUMENTS = "documents", _("Send supporting documents"), "waiting", "file-plus"
    CONTACT = "contact", _("Contact Flip's support"), "attention", "headset"
    NOTHING = "nothing", _("Nothing can be done"), "bad", "ban"


@dataclass(frozen=True)
class Rejection:
    """One code of Flip's: why, and how to do better (both English source); `remedies` the likeliest first."""

    why: str
    advice: str
    remedies: tuple[Remedy, ...]


_CONTACT = _("Write to Flip's support with the agent's number at Flip.")
_CARD_ADVICE = _("Lay the card flat, in even light without a flash, and let it fill the picture.")
_SELFIE_ADVICE = _("Face and card must both be in the picture, in even light, nothing covering them.")
_PAPER_ADVICE = _("A family card, an NPWP or a BPJS Kesehatan card proves the number.")

REJECTIONS: Mapping[str, Rejection] = MappingProxyType(
    {
        "10": Rejection(
            _("What was typed is not what the identity card says."),
            _("Compare every field with the card, letter by letter, and correct what differs."),
            (Remedy.DATA,),
        ),
        "11": Rejection(
            _("The number of the identity card is not built like a NIK."), _PAPER_ADVICE, (Remedy.DOCUMENTS,)
        ),
        "12": Rejection(_("Somebody is registered with this NIK already."), _CONTACT, (Remedy.CONTACT,)),
        "13": Rejection(
            _("The NIK on the card was traced over by hand."), _PAPER_ADVICE, (Remedy.DOCUMENTS,)
        ),
        "14": Rejection(
            _("The picture of the card is blurred, glaring or not readable."), _CARD_ADVICE, (Remedy.CARD,)
        ),
        "15": Rejection(
            _("The picture does not show a KTP, a passport or a KITAS."),
            _("Take a picture of the agent's own identity card."),
            (Remedy.CARD,),
        ),
        "16": Rejection(_("The card is not wholly in the picture."), _CARD_ADVICE, (Remedy.CARD,)),
        "17": Rejection(
            _("Part of what the card says cannot be read, because it is missing."),
            _CARD_ADVICE,
            (Remedy.CARD, Remedy.DOCUMENTS),
        ),
        "18": Rejection(
            _("The card is broken where its data stand."),
            _("Put its parts together, or take a picture of a passport."),
            (Remedy.CARD,),
        ),
        "19": Rejection(
            _("The card has expired."),
            _("Take a picture of the new card or of a passport."),
            (Remedy.CARD,),
        ),
        "20": Rejection(
            _("The picture does not show the card itself but a copy, a print or a screen."),
            _("Take a picture of the card itself."),
            (Remedy.CARD,),
        ),
        "21": Rejection(
            _("The portrait on the card has neither a blue nor a red background."),
            _CARD_ADVICE,
            (Remedy.CARD, Remedy.DOCUMENTS),
        ),
        "22": Rejection(_("The portrait is stuck onto the card."), _CONTACT, (Remedy.CONTACT,)),
        "23": Rejection(
            _("The selfie is not clear, or something covers it."), _SELFIE_ADVICE, (Remedy.SELFIE,)
        ),
        "24": Rejection(_("The selfie shows the face without the card."), _SELFIE_ADVICE, (Remedy.SELFIE,)),
        "25": Rejection(
            _("The selfie shows another card than a KTP, a passport or a KITAS."),
            _("The agent has to hold the same card as in the first picture."),
            (Remedy.SELFIE,),
        ),
        "26": Rejection(
            _("In the selfie the agent does not hold the card."),
            _("The agent holds the card in the hand, beside the face."),
            (Remedy.SELFIE,),
        ),
        "27": Rejection(
            _("The selfie is a picture of a picture."),
            _("Take it with the camera of a phone, of the agent in person."),
            (Remedy.SELFIE,),
        ),
        "28": Rejection(
            _("A veil covers the face, so that it cannot be compared."), _CONTACT, (Remedy.CONTACT,)
        ),
        "29": Rejection(
            _("Flip found a breach of its terms, or fraud."),
            _("Do not register this person again."),
            (Remedy.NOTHING,),
        ),
        "30": Rejection(_("Flip has to confirm some of the data first."), _CONTACT, (Remedy.CONTACT,)),
        "31": Rejection(
            _("The supporting document has expired."),
            _("Send one that is valid today."),
            (Remedy.DOCUMENTS,),
        ),
        "32": Rejection(
            _("The supporting document is blurred."),
            _("Take its picture again, in even light and near enough to read it."),
            (Remedy.DOCUMENTS,),
        ),
        "33": Rejection(
            _("The supporting document is not what it was sent as."),
            _("Choose the kind of document that the picture shows."),
            (Remedy.DOCUMENTS,),
        ),
    }
)
# Whatever was wrong: where Flip wants documents, nothing else mends it (agents.md: KYC status).
ONLY_DOCUMENTS = _(
    "Flip wants supporting documents now, such as a family card, an NPWP or a BPJS Kesehatan card."
)
# A code Flip has added since: only Flip can say what it means.
UNKNOWN_CODE = Rejection(_("Flip gave a reason we have no words for."), _CONTACT, (Remedy.CONTACT,))


def rejection(code: str | None) -> Rejection:
    """What a rejection code means; one we do not know, or none, sends people to Flip's support."""
    return REJECTIONS.get(code or "", UNKNOWN_CODE)
