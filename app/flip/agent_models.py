"""An agent as the main host and its callback describe it (agents.md; callbacks.md, "Agent KYC")."""

from typing import Annotated

from pydantic import AfterValidator, AliasChoices, Field

from app.flip.wire import Day, Id, Moment, PlaceOrNone, Text, TextOrNone, Wire, Word

# The table of the documentation counts what its sample names.
_STANDINGS = {"0": "DELETED", "10": "ACTIVE", "20": "BLACKLISTED", "30": "BLOCKED"}


def _misspelt(name: str) -> AliasChoices:
    # The tables of the documentation of 2023 misspell these keys; its JSON does not.
    return AliasChoices(name, name.replace("province", "provice").replace("district", "districict"))


# The answer of the first documentation has capitals that no request has.
Occupation = Annotated[Text, AfterValidator(str.lower)]
Standing = Annotated[Word, AfterValidator(lambda word: _STANDINGS.get(word, word))]


class Agent(Wire):
    """An agent with all data, as the answer to a create or an update tells.

    The ids are regions of the KYC host, None where no residence was given. `phone_number` is international.
    `kyc_status` is Flip's word, see `AgentStanding`.
    """

    id: Id
    name: Text = ""
    identity_type: Text = ""
    identity_number: Text = ""
    birth_place: Text = ""
    birth_date: Day = None
    gender: Text = ""
    country_id: PlaceOrNone = None
    country_name: Text = ""
    province_id: PlaceOrNone = None
    province_name: Text = Field(default="", validation_alias=_misspelt("province_name"))
    city_id: PlaceOrNone = None
    city_name: Text = ""
    district_id: PlaceOrNone = Field(default=None, validation_alias=_misspelt("district_id"))
    district_name: Text = Field(default="", validation_alias=_misspelt("district_name"))
    address: Text = ""
    residence_country_id: PlaceOrNone = None
    residence_country_name: Text = ""
    residence_province_id: PlaceOrNone = None
    residence_province_name: Text = Field(default="", validation_alias=_misspelt("residence_province_name"))
    residence_city_id: PlaceOrNone = None
    residence_city_name: Text = ""
    residence_district_id: PlaceOrNone = Field(
        default=None, validation_alias=_misspelt("residence_district_id")
    )
    residence_district_name: Text = Field(default="", validation_alias=_misspelt("residence_district_name"))
    residence_address: Text = ""
    occupation: Occupation = ""
    phone_number: Text = ""
    email: TextOrNone = None
    kyc_status: Word
    company_id: TextOrNone = None


class AgentStanding(Wire):
    """How far an agent has come with Flip.

    `kyc_status` is Flip's word: BASIC_DATA, UPLOAD_IDENTITY_FAILED, UPLOAD_IDENTITY_SUCCESS,
    UPLOAD_IDENTITY_SELFIE_PROGRESS, UPLOAD_IDENTITY_SELFIE_FAILED, UPLOAD_IDENTITY_SELFIE_SUCCESS, PENDING,
    SUSPICIOUS, NEED_TO_CHECK, HELP, APPROVED, REJECTED, or one we do not know yet. `rejected_reason_code` is
    10 to 33 as text. `status` is ACTIVE, DELETED, BLACKLISTED, BLOCKED or an unknown word, however Flip
    spells it. `created_at` is UTC.
    """

    id: Id
    name: Text = ""
    identity_type: Text = ""
    identity_number: Text = ""
    phone_number: Text = ""
    email: TextOrNone = None
    kyc_status: Word
    rejected_reason_code: TextOrNone = None
    rejected_reason: TextOrNone = None
    status: Standing
    created_at: Moment = None
    company_id: TextOrNone = None


class AgentCallback(Wire):
    """News of an agent's verification, sent once only; the words are those of `AgentStanding`, times are UTC.

    A failed selfie carries a code too. `submitted_at` and `verified_at` may be missing, and old when not.
    """

    agent_id: Id
    agent_name: Text = ""
    kyc_status: Word
    rejected_reason_code: TextOrNone = None
    rejected_reason: TextOrNone = None
    created_at: Moment = None
    updated_at: Moment = None
    submitted_at: Moment = None
    verified_at: Moment = None
