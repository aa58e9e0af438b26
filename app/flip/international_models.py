"""A transfer abroad as Flip describes it, whichever call or callback tells of it (international.md)."""

from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from app.flip.foreign_money import ForeignAmount, ForeignAmountOrNone
from app.flip.wire import (
    Count,
    Day,
    Id,
    Moment,
    PlaceOrNone,
    Rupiah,
    Text,
    TextOrNone,
    Wire,
    Word,
    part_or_none,
)

# The first documentation and the one of 2023 have two words for a transfer that is finished.
Status = Annotated[Word, AfterValidator(lambda word: "SUCCESSFUL" if word == "DONE" else word)]


class InternationalBeneficiary(Wire):
    """Who is paid; None is what was not sent, or what this answer leaves out.

    `bank` is the bank's name, `country` and `nationality` are ISO alpha-3. Relationship, source of funds and
    purpose are keys of the form data.
    """

    full_name: TextOrNone = None
    bank_account_number: TextOrNone = None
    bank: TextOrNone = None
    email: TextOrNone = None
    msisdn: TextOrNone = None
    nationality: TextOrNone = None
    country: TextOrNone = None
    province: TextOrNone = None
    city: TextOrNone = None
    address: TextOrNone = None
    postal_code: TextOrNone = None
    relationship: TextOrNone = None
    source_of_funds: TextOrNone = None
    remittance_purpose: TextOrNone = None
    iban: TextOrNone = None
    swift_bic_code: TextOrNone = None
    sort_code: TextOrNone = None
    ifs_code: TextOrNone = None
    ach_code: TextOrNone = None
    bsb_number: TextOrNone = None
    branch_number: TextOrNone = None
    document_reference_number: TextOrNone = None
    registration_number: TextOrNone = None
    id_number: TextOrNone = None
    id_expiration_date: Day = None


class InternationalSender(Wire):
    """The consumer who sends; `place_of_birth` and `country` are codes of the place lists."""

    name: Text = ""
    place_of_birth: PlaceOrNone = None
    date_of_birth: Day = None
    address: Text = ""
    identity_type: Text = ""
    identity_number: Text = ""
    country: PlaceOrNone = None
    job: Text = ""
    email: TextOrNone = None
    city: Text = ""
    phone_number: Text = ""


class InternationalTransfer(Wire):
    """One transfer abroad: C2C or C2B, with a `sender`, or B2C or B2B, where the company sends.

    `amount_idr` and `fee_idr` are rupiah (the fee None when Flip does not tell it), `beneficiary_amount` is
    in `beneficiary_currency_code`, `exchange_rate` rupiah for one unit of it. Times are UTC. `status` is
    Flip's word: PENDING, SUCCESSFUL (DONE is read as that), CANCELLED, or one we do not know yet; `reason`
    says why it was cancelled.
    """

    id: Id
    status: Status
    amount_idr: Rupiah = Field(validation_alias="amount")
    fee_idr: Count = Field(default=None, validation_alias="fee")
    exchange_rate: ForeignAmountOrNone = None
    beneficiary_amount: ForeignAmount
    beneficiary_currency_code: Word
    reason: TextOrNone = None
    transaction_type: Text = ""
    source_country: Text = ""
    destination_country: Text = ""
    beneficiary: Annotated[InternationalBeneficiary | None, BeforeValidator(part_or_none)] = None
    sender: Annotated[InternationalSender | None, BeforeValidator(part_or_none)] = None
    created_at: Moment = Field(default=None, validation_alias="timestamp")
    served_at: Moment = Field(default=None, validation_alias="time_served")
    receipt: TextOrNone = None
    created_from: Text = ""
    user_id: TextOrNone = None
    company_id: TextOrNone = None
    idempotency_key: TextOrNone = None
