"""What is told to Flip about an agent: all of it at first, parts of it in a repair (agents.md)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.flip.call import Pairs

IdentityType = Literal["ktp", "passport"]
Gender = Literal["male", "female"]

# The KYC host counts what the main host names.
IDENTITY_NUMBERS: Mapping[str, str] = {"ktp": "1", "passport": "2"}
GENDER_NUMBERS: Mapping[str, str] = {"male": "1", "female": "2"}


@dataclass(frozen=True, kw_only=True)
class Residence:
    """Where an agent lives, if not at the address of the identity; the ids are those of the KYC host."""

    country_id: str
    province_id: str
    city_id: str
    district_id: str
    address: str


@dataclass(frozen=True, kw_only=True)
class NewAgent:
    """An agent to be made known to Flip, or all data of one that is to be changed.

    `identity_number` has up to 16 characters for a ktp and 20 for a passport. The ids are regions of the KYC
    host as on the identity. `address` has 10 to 300 characters, `occupation` is one of housewife,
    entrepreneur, private_employee, government_employee, foundation_board, indonesian_migrant_worker, company,
    others. `phone_number` begins with 0 or +, and somebody has made sure that it is the agent's. An agent who
    lives at the address of the identity has `use_identity_address`, another may have a `residence`.
    """

    name: str
    identity_type: IdentityType
    identity_number: str
    birth_date: date
    birth_place: str
    country_id: str
    province_id: str
    city_id: str
    district_id: str
    address: str
    gender: Gender
    occupation: str
    phone_number: str
    use_identity_address: bool = False
    residence: Residence | None = None
    email: str | None = None

    def form(self) -> Pairs:
        """The form as the main host wants it.

        Raises:
            ValueError: the agent lives in two places.
        """
        if self.use_identity_address and self.residence is not None:
            raise ValueError("an agent lives at the address of the identity or at another one")
        values = {**vars(self), "use_identity_address": "1" if self.use_identity_address else None}
        return _pairs(values)


@dataclass(frozen=True, kw_only=True)
class Repair:
    """What is to be put right in an agent's data, by the names of `NewAgent`; None stays as it is."""

    name: str | None = None
    identity_type: IdentityType | None = None
    identity_number: str | None = None
    birth_date: date | None = None
    birth_place: str | None = None
    gender: Gender | None = None
    occupation: str | None = None
    country_id: str | None = None
    province_id: str | None = None
    city_id: str | None = None
    district_id: str | None = None
    address: str | None = None
    residence: Residence | None = None

    def form(self) -> Pairs:
        """The form as the KYC host wants it.

        Raises:
            ValueError: nothing is to be put right.
        """
        counted = {
            "identity_type": self.identity_type and IDENTITY_NUMBERS[self.identity_type],
            "gender": self.gender and GENDER_NUMBERS[self.gender],
        }
        pairs = _pairs({**vars(self), **counted})
        if not pairs:
            raise ValueError("this repair changes nothing")
        return pairs


def _pairs(values: Mapping[str, object]) -> Pairs:
    return tuple(pair for name, value in values.items() for pair in _written(name, value))


def _written(name: str, value: object) -> Pairs:
    if value is None:
        return ()
    if isinstance(value, Residence):
        return tuple((f"residence_{part}", text) for part, text in vars(value).items())
    return ((name, f"{value:%d-%m-%Y}" if isinstance(value, date) else str(value)),)
