"""The fields of a transfer abroad that say who sends and who is paid, as type and country ask for them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.validators import ValidationError

from app.agents.models import Occupation
from app.corridors.asks import IDENTIFIERS, key_named
from app.corridors.statuses import TransactionType
from app.flip.codes_international import WORDS
from app.flip.corridors import FormData
from app.parties.checks import (
    FEWEST_WORDS_OF_AN_ADDRESS,
    AccountNumber,
    BankText,
    Identified,
    OneAddress,
    Phone,
    StillValid,
    check_phone,
    dialled,
)
from app.parties.labels import BENEFICIARY, HINTS, LABELS, SENDER
from app.parties.needs import needs_of, sends_for_consumer
from app.parties.statuses import IdentityShown
from app.places import queries as places
from app.places import service as places_service
from app.web.forms import CleanText, Form, Needed, choice, choices, named, options, stripped
from app.web.person_fields import BirthDay, DayField, check_identity_number, letters_and_digits
from app.web.pick_field import PickField

# In the words in which Flip's own complaint (1001) is told.
MISSING = _l(WORDS[1001])
LONGEST_IDENTITY = {IdentityShown.NATIONAL_ID.value: 16, IdentityShown.PASSPORT.value: 20}
LONGEST_PAPER = 64
AS_THERE = _l("As the bank there writes it.")
HOME = "indonesia"
HOME_CODE = "+62"
_QUIET = {"autocomplete": "off", "spellcheck": "false"}


def _text(name: str, *validators: Any) -> Any:
    return StringField(
        named(LABELS, name),
        list(validators),
        [stripped],
        description=HINTS.get(name, ""),
        render_kw=dict(_QUIET),
    )


def _pick(name: str, *validators: Any) -> Any:
    return PickField(named(LABELS, name), list(validators), description=HINTS.get(name, ""))


def _select(name: str, *validators: Any, offered: Any = ()) -> Any:
    first = choice("", _l("Choose…"))
    return SelectField(
        named(LABELS, name),
        list(validators),
        choices=[first, *offered],
        default="",
        description=HINTS.get(name, ""),
    )


def _identifier(name: str) -> Any:
    return _text(f"beneficiary_{name}", Identified(name))


# How the fields stand beside each other, those that are asked for.
ROWS = tuple(
    tuple(f"beneficiary_{name}" for name in row)
    for row in (
        ("full_name", "nationality"),
        ("bank_id", "bank_name"),
        ("account_number", *IDENTIFIERS),
        ("address",),
        ("city", "province"),
        ("postal_code", "region"),
        ("id_number", "id_expiration_date"),
        ("email", "msisdn"),
        ("relationship", "remittance_purposes"),
        ("source_of_funds",),
    )
)


class Asking(Form):
    """What both parts share: their fields depend on the type of transfer and on the country."""

    asked_country = ""

    def ask(self, kind: TransactionType, country: str, told: FormData) -> None:
        """Offer what can be chosen, demand what is needed and take away what is not taken.

        `country` is ISO alpha-3, `told` what Flip says that it asks for. To be called before the form is
        checked and before it is shown; calling it again changes nothing.
        """
        self.asked_country = country

    def _leave_out(self, name: str) -> None:
        if name in self._fields:
            del self[name]

    def _demand(self, name: str) -> None:
        field = self._fields[name]
        if not field.flags.required:
            field.validators = [Needed(MISSING), *field.validators]
            field.flags.required = True

    def _typed(self, prefix: str, names: Mapping[str, str]) -> dict[str, str]:
        told = {name: self._fields[prefix + name].data for name in names if prefix + name in self._fields}
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in told.items()
            if value
        }


class BeneficiaryFields(Asking):
    """Who is paid abroad. A field that type and country do not take is not in the form."""

    beneficiary_full_name = _text("beneficiary_full_name", BankText())
    beneficiary_nationality = _pick("beneficiary_nationality")
    beneficiary_bank_id = _pick("beneficiary_bank_id")
    beneficiary_bank_name = _text("beneficiary_bank_name", BankText())
    beneficiary_account_number = _text("beneficiary_account_number", AccountNumber())
    beneficiary_iban = _identifier("iban")
    beneficiary_swift_bic_code = _identifier("swift_bic_code")
    beneficiary_sort_code = _identifier("sort_code")
    beneficiary_ifs_code = _identifier("ifs_code")
    beneficiary_ach_code = _identifier("ach_code")
    beneficiary_bsb_number = _identifier("bsb_number")
    beneficiary_branch_number = _identifier("branch_number")
    beneficiary_document_reference_number = _text("beneficiary_document_reference_number", CleanText())
    beneficiary_registration_number = _text("beneficiary_registration_number", CleanText())
    beneficiary_id_number = _text("beneficiary_id_number", CleanText(longest=LONGEST_PAPER))
    beneficiary_id_expiration_date = DayField(
        named(LABELS, "beneficiary_id_expiration_date"), [StillValid()], render_kw=dict(_QUIET)
    )
    beneficiary_address = _text("beneficiary_address", BankText(words=FEWEST_WORDS_OF_AN_ADDRESS))
    beneficiary_city = _text("beneficiary_city", BankText())
    beneficiary_province = _text("beneficiary_province", BankText())
    beneficiary_postal_code = _text("beneficiary_postal_code", BankText())
    beneficiary_region = _pick("beneficiary_region")
    beneficiary_email = _text("beneficiary_email", OneAddress())
    beneficiary_msisdn = _text("beneficiary_msisdn", Phone())
    beneficiary_relationship = _select("beneficiary_relationship")
    beneficiary_source_of_funds = _select("beneficiary_source_of_funds")
    beneficiary_remittance_purposes = _select("beneficiary_remittance_purposes")
    unsaid: tuple[str, ...] = ()
    beneficiary_rows = ROWS

    def ask(self, kind: TransactionType, country: str, told: FormData) -> None:
        """As `Asking.ask`, for who is paid."""
        super().ask(kind, country, told)
        needs = needs_of(kind, country, told)
        self.unsaid = needs.unknown
        for name in BENEFICIARY:
            if name not in needs.taken:
                self._leave_out(f"beneficiary_{name}")
            elif name in needs.needed:
                self._demand(f"beneficiary_{name}")
        if "iban" not in needs.taken:
            self.beneficiary_account_number.description = AS_THERE
        self._offer("nationality", told.nationality_countries)
        self._offer("bank_id", told.banks)
        self._offer("region", told.regions)
        self._offer("relationship", told.beneficiary_relationships)
        self._offer("source_of_funds", told.source_of_funds)
        self._offer("remittance_purposes", told.remittance_purposes)

    def _offer(self, name: str, offered: Mapping[str, str]) -> None:
        field = self._fields.get(f"beneficiary_{name}")
        if isinstance(field, PickField):
            field.offer(sorted(offered.items(), key=lambda pair: pair[1].casefold()), f"{name}-offered")
        elif field is not None:
            pairs = [(key, key_named(key, label)) for key, label in offered.items()]
            field.choices = options([("", _("Choose…") if field.flags.required else _("Not said")), *pairs])

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Check each field; what Flip asks for and nobody here can tell is said above the form."""
        well = bool(super().validate(*args, **kwargs))
        for name in self.unsaid:
            self.form_errors.append(
                _("Flip asks for “%(name)s” here, which cannot be told from this form yet.", name=name)
            )
        return well and not self.unsaid

    def beneficiary_values(self) -> dict[str, str]:
        """Who is paid, by the names of `NewBeneficiary`; what was left empty is absent."""
        return self._typed("beneficiary_", BENEFICIARY)


class SenderFields(Asking):
    """The person who sends; a company that sends for itself is not asked, and these fields are gone."""

    sender_name = _text("sender_name", Needed(MISSING), BankText())
    sender_identity_type = _select("sender_identity_type", Needed(MISSING), offered=choices(IdentityShown))
    sender_identity_number = StringField(
        named(LABELS, "sender_identity_number"),
        [Needed(MISSING), CleanText()],
        [letters_and_digits],
        description=HINTS["sender_identity_number"],
        render_kw=dict(_QUIET),
    )
    sender_date_of_birth = DayField(
        named(LABELS, "sender_date_of_birth"),
        [Needed(MISSING), BirthDay()],
        description=HINTS["sender_date_of_birth"],
        render_kw=dict(_QUIET),
    )
    sender_place_of_birth = _pick("sender_place_of_birth", Needed(MISSING))
    sender_country = _pick("sender_country", Needed(MISSING))
    sender_city = _text("sender_city", Needed(MISSING), BankText())
    sender_address = _text("sender_address", Needed(MISSING), BankText(words=FEWEST_WORDS_OF_AN_ADDRESS))
    sender_phone_number = _text("sender_phone_number", Needed(MISSING))
    sender_email = _text("sender_email", Needed(MISSING), OneAddress())
    sender_job = _select("sender_job", Needed(MISSING), offered=choices(Occupation))

    def ask(self, kind: TransactionType, country: str, told: FormData) -> None:
        """As `Asking.ask`, for who sends."""
        super().ask(kind, country, told)
        if sends_for_consumer(kind):
            self.offer_places()
        else:
            for name in SENDER:
                self._leave_out(f"sender_{name}")

    def offer_places(self) -> None:
        """Offer Flip's lists of cities and countries, and have them read again if they are old."""
        places_service.renew_if_old()
        countries = places.countries()
        abroad = [(code, name) for code, name in countries if name.casefold() != HOME]
        self.sender_country.offer(countries, "countries")
        self.sender_place_of_birth.offer(places.cities() + abroad, "birthplaces")

    def validate_sender_place_of_birth(self, field: Any) -> None:
        """Flip wants the city of whoever was born in Indonesia."""
        if (field.data or "").casefold() == HOME:
            field.errors = []
            raise ValidationError(_("Born in Indonesia: choose the city."))

    def validate_sender_identity_number(self, field: Any) -> None:
        """Letters and digits, as many as the identity has."""
        if field.errors:
            return
        if not field.data:  # there were dots and dashes alone
            raise ValidationError(MISSING)
        check_identity_number(field.data, LONGEST_IDENTITY.get(self.sender_identity_type.data))

    def validate_sender_phone_number(self, field: Any) -> None:
        """With the code of the country; a number at home may be written as one dials it there."""
        number = dialled(field.data or "")
        country = self.sender_country.names.get(self.sender_country.data or "", "")
        if number.startswith("0") and country.casefold() == HOME:
            number = HOME_CODE + number[1:]
        check_phone(number or field.data or "")
        field.data = number

    def sender_values(self) -> dict[str, str] | None:
        """Who sends, by the names of `NewSender`; None when the company does."""
        return self._typed("sender_", SENDER) or None


def filling(prefix: str, values: Mapping[str, str | None]) -> dict[str, Any]:
    """Values of `NewBeneficiary` or `NewSender` as the form's `data`; `prefix` is beneficiary or sender."""
    return {
        f"{prefix}_{name}": date.fromisoformat(value) if value and "date" in name else value
        for name, value in values.items()
    }
