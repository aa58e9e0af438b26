"""What is sent to Flip about transfers abroad: from a consumer, or from the company (international.md)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from app.flip.attachments import Attachment
from app.flip.call import Pairs
from app.flip.foreign_money import written

ConsumerType = Literal["C2C", "C2B"]
BusinessType = Literal["B2C", "B2B"]
TransactionType = ConsumerType | BusinessType

SOURCE_COUNTRY = "IDN"
_OF_CONSUMERS_ONLY = ("swift_bic_code", "registration_number", "region")
# These two stand without the prefix where a consumer sends.
_BARE = frozenset({"id_number", "id_expiration_date"})


@dataclass(frozen=True, kw_only=True)
class NewBeneficiary:
    """Who is to be paid; what is None is not sent.

    `account_number` is text: leading zeros count. `bank_id`, `relationship`, `source_of_funds`,
    `remittance_purposes` and `region` are keys of the form data, `nationality` is ISO alpha-3. From consumers
    Flip wants name, bank, nationality, province, city, address and the three keys; which of the others it
    wants, the form data of the country say.
    """

    account_number: str
    full_name: str | None = None
    bank_id: str | None = None
    bank_name: str | None = None
    email: str | None = None
    msisdn: str | None = None
    nationality: str | None = None
    province: str | None = None
    city: str | None = None
    address: str | None = None
    postal_code: str | None = None
    relationship: str | None = None
    source_of_funds: str | None = None
    remittance_purposes: str | None = None
    iban: str | None = None
    swift_bic_code: str | None = None
    sort_code: str | None = None
    ifs_code: str | None = None
    ach_code: str | None = None
    bsb_number: str | None = None
    branch_number: str | None = None
    document_reference_number: str | None = None
    registration_number: str | None = None
    region: str | None = None
    id_number: str | None = None
    id_expiration_date: date | None = None


@dataclass(frozen=True, kw_only=True)
class NewSender:
    """The consumer who sends.

    `country` is a code of the country list, `place_of_birth` one of the city list for people born in
    Indonesia and else of the country list. `identity_type` is nat_id or passport, `job` as in `special`.
    `email` is exactly one address, `phone_number` begins with the country code.
    """

    name: str
    country: str
    place_of_birth: str
    date_of_birth: date
    address: str
    city: str
    identity_type: str
    identity_number: str
    job: str
    email: str
    phone_number: str


@dataclass(frozen=True, kw_only=True)
class NewConsumerTransfer:
    """A transfer to be made for a consumer.

    `idempotency_key` has to be chosen, and written down, before the first attempt; every further attempt
    carries the same one. `amount` is in the currency of `destination_country` (ISO alpha-3), with at most two
    decimals, for Japan with none.
    """

    idempotency_key: str
    transaction_type: ConsumerType
    destination_country: str
    amount: Decimal
    beneficiary: NewBeneficiary
    sender: NewSender

    def form(self) -> Pairs:
        """The form as Flip wants it.

        Raises:
            ValueError: the amount is not one that can be sent there.
        """
        beneficiary = _prefixed("beneficiary", self.beneficiary, bare=_BARE)
        return _pairs(_what(self), beneficiary, _prefixed("sender", self.sender))


@dataclass(frozen=True, kw_only=True)
class NewBusinessTransfer:
    """A transfer to be made by the company itself; key and amount as for a consumer's.

    Malaysia wants the invoice of a B2B transfer.
    """

    idempotency_key: str
    transaction_type: BusinessType
    destination_country: str
    amount: Decimal
    beneficiary: NewBeneficiary
    attachment: Attachment | None = None

    def form(self) -> Pairs:
        """The form as Flip wants it, without the file.

        Raises:
            ValueError: the amount is not one that can be sent there, or the beneficiary has a SWIFT code, a
                registration number or a region, which these transfers do not take.
        """
        for name in _OF_CONSUMERS_ONLY:
            if getattr(self.beneficiary, name) is not None:
                raise ValueError(f"a transfer of a business takes no {name}")
        paper = {"attachment_type": self.attachment and self.attachment.attachment_type}
        return _pairs(_what(self), paper, _prefixed("beneficiary", self.beneficiary))


def _what(transfer: NewConsumerTransfer | NewBusinessTransfer) -> dict[str, object]:
    return {
        "amount": written(transfer.amount, transfer.destination_country),
        "source_country": SOURCE_COUNTRY,
        "destination_country": transfer.destination_country,
        "transaction_type": transfer.transaction_type,
    }


def _prefixed(
    prefix: str, person: NewBeneficiary | NewSender, bare: frozenset[str] = frozenset()
) -> dict[str, object]:
    return {name if name in bare else f"{prefix}_{name}": value for name, value in vars(person).items()}


def _pairs(*parts: Mapping[str, object]) -> Pairs:
    values = {name: value for part in parts for name, value in part.items() if value is not None}
    return tuple(
        (name, f"{value:%Y-%m-%d}" if isinstance(value, date) else str(value))
        for name, value in values.items()
    )
