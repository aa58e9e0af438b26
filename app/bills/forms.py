"""Forms of the bills room: what staff type, checked as Flip will check it."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, SelectField, StringField
from wtforms.validators import DataRequired, Email, Optional, Regexp, ValidationError

from app.bills.statuses import BillStep, BillType
from app.lib import clock
from app.lib.labels import mark
from app.payments.statuses import METHODS
from app.web.forms import CleanText, Form, RupiahField, WibMinuteField, choice, choices, stripped

SMALLEST_IDR = 10_000
CUSTOMER = ("sender_name", "sender_email", "sender_phone_number", "sender_address")
NOT_IN_TITLES = "?#$'\";<>"
PRESETS = {
    "never": mark("It never expires"),
    "hour": mark("In one hour"),
    "today": mark("Tonight, 23:59 WIB"),
    "tomorrow": mark("Tomorrow, 23:59 WIB"),
    "three_days": mark("In three days, 23:59 WIB"),
    "week": mark("In seven days, 23:59 WIB"),
    "moment": mark("At a time I choose"),
}
AMOUNT_NEEDED = mark("Enter the amount: a bill for a known customer needs one.")
_NIGHTS = {"today": 0, "tomorrow": 1, "three_days": 3, "week": 7}


class BillTerms(Form):
    """What may be said of a bill at any time: the part a later edit can change."""

    title = StringField(
        _l("Title"),
        [DataRequired(_l("Give the bill a title.")), CleanText(forbidden=NOT_IN_TITLES)],
        [stripped],
    )
    type = RadioField(_l("How often can it be paid?"), choices=choices(BillType), default=BillType.SINGLE)
    amount_idr = RupiahField(_l("Amount"))
    expiry = SelectField(
        _l("When does it expire?"),
        choices=[choice(name, _l(text)) for name, text in PRESETS.items()],
        default="never",
    )
    expires_at = WibMinuteField(_l("Expires at (WIB)"))
    redirect_url = StringField(
        _l("Where to send the customer after paying"), [CleanText(longest=2000)], [stripped]
    )
    is_address_required = BooleanField(_l("Ask the customer for an address"))
    is_phone_number_required = BooleanField(_l("Ask the customer for a phone number"))

    def validate_amount_idr(self, field: RupiahField) -> None:
        """Flip takes no bill below Rp 10.000."""
        if field.data is not None and field.data < SMALLEST_IDR:
            raise ValidationError(_("Flip takes bills from Rp 10.000 up."))

    def validate_redirect_url(self, field: StringField) -> None:
        """Only a web address can be opened."""
        if field.data and not field.data.lower().startswith(("http://", "https://")):
            raise ValidationError(_("Start with https:// so that a browser can open it."))

    def validate_expiry(self, field: SelectField) -> None:
        """Tonight may be over already: 23:59 passes a minute before the day does."""
        moment = self.expiry_moment()
        if field.data in _NIGHTS and moment is not None and moment <= clock.now():
            raise ValidationError(_("This moment has passed. Choose a later one."))

    def validate_expires_at(self, field: WibMinuteField) -> None:
        """A chosen moment must be there and lie ahead."""
        if self.expiry.data != "moment":
            field.errors = []
        elif field.moment is None and not field.errors:
            raise ValidationError(_("Choose the day and time."))
        elif field.moment is not None and field.moment <= clock.now():
            raise ValidationError(_("This moment has passed. Choose a later one."))

    def expiry_moment(self) -> datetime | None:
        """When the bill expires, aware UTC; None for never."""
        chosen = self.expiry.data
        if chosen == "moment":
            return self.expires_at.moment
        if chosen == "hour":
            return (clock.now() + timedelta(hours=1)).replace(second=0, microsecond=0)
        if chosen in _NIGHTS:
            night = clock.today() + timedelta(days=_NIGHTS[chosen])
            return datetime.combine(night, time(23, 59), tzinfo=clock.WIB).astimezone(UTC)
        return None

    def typed_expiry(self) -> str:
        """The choice itself, where the moment it stands for moves with the clock."""
        moment = self.expiry_moment()
        return moment.isoformat() if self.expiry.data == "moment" and moment else str(self.expiry.data)

    def terms(self) -> dict[str, Any]:
        """The values, as the service takes them."""
        return {
            "title": self.title.data,
            "type": self.type.data,
            "amount_idr": self.amount_idr.data,
            "expires_at": self.expiry_moment(),
            "redirect_url": self.redirect_url.data or None,
            "is_address_required": bool(self.is_address_required.data),
            "is_phone_number_required": bool(self.is_phone_number_required.data),
        }


class EditForm(BillTerms):
    """A change of a bill; `base` says what it was filled from, so that nobody overwrites others unseen."""

    base = HiddenField()

    def validate_for(self, step: int) -> bool:
        """Check each field, and that a bill for a known customer keeps its amount."""
        well = bool(self.validate())
        if step > 1 and self.amount_idr.data is None and not self.amount_idr.errors:
            self.place({"amount_idr": AMOUNT_NEEDED})
            return False
        return well


class BillForm(BillTerms):
    """A new bill; what it asks for grows with the step."""

    submission = HiddenField(validators=[CleanText(longest=64)])
    step = RadioField(_l("What do you know already?"), choices=choices(BillStep), default=BillStep.INPUT_DATA)
    sender_name = StringField(_l("Customer's name"), [CleanText()], [stripped])
    sender_email = StringField(
        _l("Customer's e-mail"),
        [Optional(), Email(_l("This is not an e-mail address."), check_deliverability=False)],
        [stripped],
    )
    sender_phone_number = StringField(
        _l("Customer's phone number"),
        [
            Optional(),
            Regexp(r"^\+?[0-9]{8,16}\Z", message=_l("Write 8 to 16 digits, with or without + in front.")),
        ],
        [stripped],
    )
    sender_address = StringField(_l("Customer's address"), [CleanText()], [stripped])
    method = SelectField(
        _l("How will the customer pay?"),
        choices=[
            choice("", _l("Choose…")),
            *(choice(method.value, method.name, _l(method.type.label)) for method in METHODS),
        ],
        default="",
    )

    @property
    def knows_customer(self) -> bool:
        """True at steps 2 and 3."""
        return self.step.data in (BillStep.PAYMENT_METHOD, BillStep.PAYMENT_CONFIRMATION)

    @property
    def knows_method(self) -> bool:
        """True at step 3."""
        return bool(self.step.data == BillStep.PAYMENT_CONFIRMATION)

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each field the step asks for, then what it demands of them together."""
        super().validate(extra_validators)
        for name in self._not_asked():
            self[name].errors = []  # its box is not shown, so nobody could put it right
        demands = self._demands()
        self.place({name: text for name, text in demands.items() if not self[name].errors})
        return not any(field.errors for field in self)

    def _not_asked(self) -> tuple[str, ...]:
        if self.knows_method:
            return ("redirect_url",)
        return ("method",) if self.knows_customer else ("method", *CUSTOMER)

    def _demands(self) -> dict[str, str]:
        missing: dict[str, str] = {}
        if self.knows_customer:
            if self.amount_idr.data is None and not (self.amount_idr.typed or "").strip():
                missing["amount_idr"] = AMOUNT_NEEDED
            if not self.sender_name.data:
                missing["sender_name"] = mark("Enter the customer's name.")
            if not self.sender_email.data:
                missing["sender_email"] = mark("Enter the customer's e-mail address.")
            if self.is_phone_number_required.data and not self.sender_phone_number.data:
                missing["sender_phone_number"] = mark("Enter the phone number, or do not ask for it.")
            if self.is_address_required.data and not self.sender_address.data:
                missing["sender_address"] = mark("Enter the address, or do not ask for it.")
        if self.knows_method:
            if not self.method.data:
                missing["method"] = mark("Choose how the customer will pay.")
            if self.type.data == BillType.MULTIPLE:
                missing["type"] = mark("A bill with a chosen way to pay can be paid only once.")
        return missing

    def values(self) -> dict[str, Any]:
        """The whole bill, as the service takes it; what the step does not ask for is left out."""
        customer = {name: (self[name].data or None) if self.knows_customer else None for name in CUSTOMER}
        kind, _colon, bank = (self.method.data or "").partition(":") if self.knows_method else ("", "", "")
        chosen = {"sender_bank": bank or None, "sender_bank_type": kind or None}
        told = self.terms() | {"step": int(self.step.data)} | customer | chosen
        return told | ({"redirect_url": None} if self.knows_method else {})

    def typed(self) -> dict[str, Any]:
        """The bill as the person put it: what makes the same form the same, whenever it is sent."""
        return self.values() | {"expires_at": self.typed_expiry()}
