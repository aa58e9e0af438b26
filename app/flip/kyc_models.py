"""What the KYC host answers: pictures and documents received, data repaired, regions (agents.md)."""

from typing import Annotated

from pydantic import AfterValidator, Field

from app.flip.agent_requests import GENDER_NUMBERS, IDENTITY_NUMBERS
from app.flip.wire import Day, Flag, Id, Moment, PlaceOrNone, Text, TextOrNone, Wire

_GENDERS = {number: word for word, number in GENDER_NUMBERS.items()}
_IDENTITIES = {number: word for word, number in IDENTITY_NUMBERS.items()}


class Upload(Wire):
    """A picture that arrived; `image_url` is where Flip keeps it, not always a whole address."""

    image_url: Text


class Submitted(Wire):
    """The answer to a submission; its words vary."""

    message: Text


class SentDocument(Wire):
    """A supporting document that arrived; `type` means little, times are UTC."""

    id: Id
    type: TextOrNone = None
    selfie: Flag = False
    path: Text = ""
    created_at: Moment = None
    updated_at: Moment = None


class Repaired(Wire):
    """The data of an agent after a repair, in the words of `NewAgent`; the ids are regions of the KYC host.

    `status` is a number as text: 20 stands for PENDING. Times are UTC.
    """

    user_id: Id
    name: Text = ""
    identity_type: Annotated[Text, AfterValidator(lambda text: _IDENTITIES.get(text, text))] = ""
    nik: TextOrNone = Field(default=None, repr=False)
    passport_number: TextOrNone = Field(default=None, repr=False)
    birth_place: Text = ""
    birth_date: Day = None
    gender: Annotated[Text, AfterValidator(lambda text: _GENDERS.get(text, text))] = ""
    occupation: Annotated[Text, AfterValidator(str.lower)] = ""
    country_id: PlaceOrNone = None
    province_id: PlaceOrNone = None
    city_id: PlaceOrNone = None
    district_id: PlaceOrNone = None
    address: Text = ""
    residence_country_id: PlaceOrNone = None
    residence_province_id: PlaceOrNone = None
    residence_city_id: PlaceOrNone = None
    residence_district_id: PlaceOrNone = None
    residence_address: Text = ""
    status: Text = ""
    basic_data_filled: Flag = False
    created_at: Moment = None
    updated_at: Moment = None

    @property
    def identity_number(self) -> str | None:
        """The number of the identity card or of the passport."""
        return self.nik or self.passport_number


class Region(Wire):
    """A country, province, city or district; the id has nothing to do with the codes of `places`."""

    id: Id
    name: Text = ""
