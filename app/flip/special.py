"""Transfers of licensed money transfer companies, which tell who sends (disbursement.md, "Special")."""

from dataclasses import dataclass
from datetime import date

from app.flip.call import Pairs
from app.flip.caller import Caller
from app.flip.disbursement_models import Disbursement
from app.flip.disbursements import NewDisbursement, Version, creation


@dataclass(frozen=True, kw_only=True)
class NewSpecialDisbursement:
    """A transfer to be made for a sender.

    `transfer` says what goes where. `direction` is DOMESTIC_SPECIAL_TRANSFER or
    FOREIGN_INBOUND_SPECIAL_TRANSFER. `sender_country` is a code of the country list, `sender_place_of_birth`
    one of the city list for people born in Indonesia and else of the country list. `sender_job` is one of
    housewife, entrepreneur, private_employee, government_employee, foundation_board,
    indonesian_migrant_worker, company, others; `sender_identity_type` one of nat_id, drv_lic, passport,
    bank_acc. Without type and number Flip takes the bank account for the identity. What is None is not sent.
    """

    transfer: NewDisbursement
    direction: str
    sender_country: str
    sender_name: str
    sender_address: str
    sender_job: str
    sender_place_of_birth: str | None = None
    sender_date_of_birth: date | None = None
    sender_identity_type: str | None = None
    sender_identity_number: str | None = None

    def form(self) -> Pairs:
        """The form as Flip wants it, in the order that is signed.

        Raises:
            ValueError: the amount is not a whole number.
        """
        born = self.sender_date_of_birth
        return self.transfer.form(
            {
                "sender_country": self.sender_country,
                "sender_place_of_birth": self.sender_place_of_birth,
                "sender_date_of_birth": None if born is None else f"{born:%Y-%m-%d}",
                "sender_identity_type": self.sender_identity_type,
                "sender_name": self.sender_name,
                "sender_address": self.sender_address,
                "sender_identity_number": self.sender_identity_number,
                "sender_job": self.sender_job,
                "direction": self.direction,
            }
        )


class SpecialDisbursements:
    """Making special transfers; they are read, listed and found by key among all others."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def create(self, disbursement: NewSpecialDisbursement, *, version: Version = 3) -> Disbursement:
        """Send money for a sender (disbursement: POST /v3/special-disbursement).

        Idempotency is that of common transfers, and the keys are shared with them.

        Raises:
            FlipRefused, FlipNotSent, FlipUnknown: see `errors`.
            ValueError: it makes no sense; nothing was sent.
        """
        call = creation("/special-disbursement", disbursement.transfer, disbursement.form(), version)
        return self._caller.send(call, Disbursement.read)
