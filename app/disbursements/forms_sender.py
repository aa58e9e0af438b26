"""The sender's part of the payout form: what Flip wants to know of whom a transfer company sends for."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField
from wtforms.validators import StopValidation, ValidationError

from app.agents.models import Occupation
from app.disbursements.models import TransferKind
from app.disbursements.sender_models import Direction, IdentityType
from app.disbursements.senders import LABELS, NOBODY
from app.web.forms import CleanText, Form, Needed, choice, choices, named, stripped
from app.web.person_fields import (
    BirthDay,
    DayField,
    PlainWords,
    check_identity_number,
    letters_and_digits,
)
from app.web.pick_field import PickField

FORBIDDEN = "?#$'\";<>"
LONGEST_NAME = 50
LONGEST_ADDRESS = 255
LONGEST_IDENTITY = {IdentityType.NATIONAL_ID: 16, IdentityType.PASSPORT: 20}
HOME = "indonesia"


class OnlyFor:
    """Validator: what stands in a field counts for these kinds of transfer alone."""

    def __init__(self, *kinds: TransferKind) -> None:
        self.kinds = kinds

    def __call__(self, form: Any, field: Any) -> None:
        if form.transfer_kind.data not in self.kinds:
            field.errors = []
            raise StopValidation


class ForSpecial(OnlyFor):
    """Validator: what stands in the sender's part counts for a special transfer alone."""

    def __init__(self) -> None:
        super().__init__(TransferKind.SPECIAL)


class FromHome:
    """Validator: the money of an agent comes from Indonesia unless somebody says otherwise."""

    def __call__(self, form: Any, field: Any) -> None:
        if form.transfer_kind.data == TransferKind.AGENT and not field.data:
            field.data, field.errors = Direction.DOMESTIC.value, []
            raise StopValidation


class SenderFields(Form):
    """Which kind of transfer, and for a special one who sends (disbursement: POST /special-disbursement)."""

    is_draft = False

    transfer_kind = RadioField(
        _l("Kind of transfer"), choices=choices(TransferKind), default=TransferKind.COMMON
    )
    direction = SelectField(
        named(LABELS, "direction"),
        [
            OnlyFor(TransferKind.SPECIAL, TransferKind.AGENT),
            FromHome(),
            Needed(_l("Choose where the money comes from.")),
        ],
        choices=[choice("", _l("Choose…")), *choices(Direction)],
    )
    sender_name = StringField(
        named(LABELS, "sender_name"),
        [
            ForSpecial(),
            Needed(_l("Enter the sender's name.")),
            CleanText(longest=LONGEST_NAME),
            PlainWords(),
        ],
        [stripped],
    )
    sender_address = StringField(
        named(LABELS, "sender_address"),
        [
            ForSpecial(),
            Needed(_l("Enter the sender's address.")),
            CleanText(longest=LONGEST_ADDRESS, forbidden=FORBIDDEN),
        ],
        [stripped],
    )
    sender_country = PickField(
        named(LABELS, "sender_country"), [ForSpecial(), Needed(_l("Choose the sender's country."))]
    )
    sender_job = SelectField(
        named(LABELS, "sender_job"),
        [ForSpecial(), Needed(_l("Choose what the sender lives by."))],
        choices=[choice("", _l("Choose…")), *choices(Occupation)],
    )
    sender_place_of_birth = PickField(named(LABELS, "sender_place_of_birth"), [ForSpecial()])
    sender_date_of_birth = DayField(named(LABELS, "sender_date_of_birth"), [ForSpecial(), BirthDay()])
    sender_identity_type = SelectField(
        named(LABELS, "sender_identity_type"),
        [ForSpecial()],
        choices=[choice("", _l("None")), *choices(IdentityType)],
    )
    sender_identity_number = StringField(
        named(LABELS, "sender_identity_number"), [ForSpecial(), CleanText()], [letters_and_digits]
    )

    @property
    def is_special(self) -> bool:
        """True when the sender is told to Flip."""
        return bool(self.transfer_kind.data == TransferKind.SPECIAL)

    def offer_places(self, cities: list[tuple[str, str]], countries: list[tuple[str, str]]) -> None:
        """Offer Flip's own lists; who was born in Indonesia was born in one of its cities."""
        abroad = [(code, name) for code, name in countries if name.casefold() != HOME]
        self.sender_country.offer(countries, "countries")
        self.sender_place_of_birth.offer(cities + abroad, "birthplaces")

    def validate_sender_place_of_birth(self, field: Any) -> None:
        """Flip wants the city of whoever was born in Indonesia."""
        if (field.data or "").casefold() == HOME:
            field.errors = []
            raise ValidationError(_("Born in Indonesia: choose the city."))

    def validate_sender_identity_type(self, field: Any) -> None:
        """A number says nothing without its kind."""
        if not field.data and self.sender_identity_number.data:
            raise ValidationError(_("Say what kind of number this is."))

    def validate_sender_identity_number(self, field: Any) -> None:
        """Letters and digits, as many as the identity has; a shown identity has a number."""
        kind, number = self.sender_identity_type.data, field.data or ""
        if kind and kind != IdentityType.BANK_ACCOUNT and not number and not self.is_draft:
            raise ValidationError(_("Enter the number."))
        check_identity_number(number, LONGEST_IDENTITY.get(kind))

    def sender_values(self) -> dict[str, Any]:
        """Kind and sender, as a payout's content names them; nobody for a common transfer."""
        named = (
            {name: self._fields[name].data or None for name in LABELS} if self.is_special else dict(NOBODY)
        )
        return {"transfer_kind": self.transfer_kind.data} | named
