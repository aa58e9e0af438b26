"""A create call, and the names of its parameters: which have to be there, and what Flip calls them in its
errors (reference: international, Validation).
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from app.sandbox.bodies import Fields
from app.sandbox.international.attachments import Attachment
from app.sandbox.international.corridors import BUSINESS, CONSUMER, Corridor

ACCOUNT = "beneficiary_bank_account_number"
PURPOSE = "beneficiary_remittance_purpose"
RELATIONSHIP = "beneficiary_beneficiary_relationship"
# The word of the errors, and that of the requests; both are taken (our choice).
SPELLINGS = {
    ACCOUNT: "beneficiary_account_number",
    PURPOSE: "beneficiary_remittance_purposes",
    RELATIONSHIP: "beneficiary_relationship",
}
HEAD = ("amount", "source_country", "destination_country")
SENDER_FIRST = ("address", "identity_type", "identity_number", "job", "email", "city", "phone_number")
SENDER_SECOND = ("name", "country", "place_of_birth", "date_of_birth")
PLACE = ("beneficiary_nationality", "beneficiary_province", "beneficiary_city", "beneficiary_address")
REGION = "beneficiary_region"
_BENEFICIARY = (
    *("full_name", "bank_id", "bank_name", "email", "msisdn", "postal_code", "source_of_funds"),
    *("iban", "sort_code", "ifs_code", "ach_code", "bsb_number", "branch_number"),
    "document_reference_number",
)
_BOTH = {*HEAD, "transaction_type", *SPELLINGS, *PLACE, *(f"beneficiary_{n}" for n in _BENEFICIARY)}
_OF_CONSUMERS = {"id_number", "id_expiration_date", "beneficiary_swift_bic_code", REGION}
_OF_CONSUMERS |= {"beneficiary_registration_number", *(f"sender_{n}" for n in SENDER_FIRST + SENDER_SECOND)}
_OF_COMPANIES = {"beneficiary_id_number", "beneficiary_id_expiration_date", "attachment_type"}


@dataclass(frozen=True, kw_only=True)
class CreateCall:
    """What was asked for: fields by the words of the errors, the key (``""``: none), the file, and the
    corridor to the named country if there is one. ``consumer``: by the call for C2C and C2B.
    """

    consumer: bool
    fields: Fields
    key: str
    attachment: Attachment | None
    corridor: Corridor | None

    @property
    def types(self) -> tuple[str, ...]:
        """The types of transfer that this call is for."""
        return CONSUMER if self.consumer else BUSINESS

    @property
    def first(self) -> tuple[str, ...]:
        """What Flip looks for first; nothing else is said while one of these is missing."""
        if not self.consumer:
            return (*HEAD, "transaction_type", ACCOUNT)
        whose = ("beneficiary_full_name", ACCOUNT, "beneficiary_bank_id", PURPOSE, RELATIONSHIP)
        sender = (f"sender_{name}" for name in SENDER_FIRST)
        return (*HEAD, *whose, "beneficiary_source_of_funds", *sender)

    @property
    def second(self) -> tuple[str, ...]:
        """The other required ones, and what the destination needs beside them."""
        sender = tuple(f"sender_{name}" for name in SENDER_SECOND)
        return (*(("transaction_type", *PLACE, *sender) if self.consumer else ()), *self.special)

    @property
    def special(self) -> tuple[str, ...]:
        """What form-data names for the country and type."""
        if self.corridor is None:
            return ()
        own = tuple(f"beneficiary_{name}" for name in self.corridor.identifiers)
        by_region = self.fields["transaction_type"] in self.corridor.region_types
        return (*own, REGION) if by_region and self.consumer else own


def known_parameters(sent: Mapping[str, str], *, consumer: bool) -> defaultdict[str, str]:
    """The parameters that a call knows, in the order sent, under the names that the errors have for them."""
    known = _BOTH | (_OF_CONSUMERS if consumer else _OF_COMPANIES)
    words = {spelling: word for word, spelling in SPELLINGS.items()}
    held: defaultdict[str, str] = defaultdict(str)
    for name, text in sent.items():
        word = words.get(name, name)
        if word in known and text:
            held[word] = text
    return held
