"""A transfer as Flip describes it, whichever call or callback tells of it (disbursement.md)."""

from typing import Annotated

from pydantic import AliasChoices, BeforeValidator, Field

from app.flip.wire import (
    Count,
    Day,
    Id,
    Moment,
    NameOrNone,
    PlaceOrNone,
    Rupiah,
    Text,
    TextOrNone,
    Wire,
    Word,
    part_or_none,
)


def _either(name: str) -> AliasChoices:
    # The answer to a special create on v2 carries the prefix, all other answers go without it.
    return AliasChoices(name, f"sender_{name}")


class Sender(Wire):
    """Who sends: the customer of a money transfer company, or an agent.

    `place_of_birth` and `country` are codes of the place lists (for agents ids of the KYC host). `job` and
    `identity_type` may be words that no list knows.
    """

    name: Text = Field(default="", validation_alias="sender_name")
    place_of_birth: PlaceOrNone = Field(default=None, validation_alias=_either("place_of_birth"))
    date_of_birth: Day = Field(default=None, validation_alias=_either("date_of_birth"))
    address: Text = Field(default="", validation_alias=_either("address"))
    identity_type: Text = Field(default="", validation_alias="sender_identity_type")
    identity_number: Text = Field(default="", validation_alias="sender_identity_number")
    country: PlaceOrNone = Field(default=None, validation_alias="sender_country")
    job: Text = Field(default="", validation_alias=_either("job"))


class Disbursement(Wire):
    """One transfer: common (without `sender`), special or agent.

    Money is in rupiah, times are UTC; `fee_idr` is None when Flip does not tell it. `status` is Flip's word:
    PENDING, DONE, CANCELLED, or one we do not know yet; `reason` says why it was cancelled. `recipient_name`
    is None while Flip does not know it; `recipient_city` is a code of the city list. `receipt` and
    `served_at` come with DONE. v2 and callbacks tell neither `beneficiary_email` nor `idempotency_key`.
    """

    id: Id
    status: Word
    amount_idr: Rupiah = Field(validation_alias="amount")
    fee_idr: Count = Field(default=None, validation_alias="fee")
    reason: TextOrNone = None
    bank_code: Text = ""
    account_number: Text = ""
    recipient_name: NameOrNone = None
    recipient_city: PlaceOrNone = None
    remark: Text = ""
    direction: Text = ""
    sender: Annotated[Sender | None, BeforeValidator(part_or_none)] = None
    sender_bank: Text = ""
    created_at: Moment = Field(default=None, validation_alias="timestamp")
    served_at: Moment = Field(default=None, validation_alias="time_served")
    receipt: TextOrNone = None
    created_from: Text = ""
    bundle_id: TextOrNone = None
    user_id: TextOrNone = None
    company_id: TextOrNone = None
    beneficiary_email: TextOrNone = None
    idempotency_key: TextOrNone = None
