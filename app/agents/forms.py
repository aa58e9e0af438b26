"""The form of an agent's identity: what staff type off the card, checked as Flip will check it."""

import re
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, SelectField, StringField
from wtforms.validators import Email, Optional, Regexp

from app.agents.content import IDENTITY, international
from app.agents.models import Agent, Gender, IdentityKind, Occupation
from app.lib.labels import mark
from app.web.forms import CleanText, Form, Needed, choice, choices, named, stripped
from app.web.person_fields import BirthDay, DayField, PlainWords, check_identity_number, letters_and_digits

LONGEST_NAME = 50
LONGEST_IDENTITY = {IdentityKind.KTP.value: 16, IdentityKind.PASSPORT.value: 20}
# agents.md: starting with 0 it has 8 to 24 characters, with + it has 10 to 26.
PHONE = r"(0[0-9]{7,23}|\+[0-9]{9,25})\Z"
TICK = mark("Tick this once you have verified the phone number with the agent; Flip demands it.")
LATER = "later"


def dialled(text: str | None) -> str | None:
    """A phone number without what people put between its digits."""
    return re.sub(r"[\s.\-()]", "", text) if text else text


class StepForm(Form):
    """A form that fills in a part of an agent; `seen` is the version it was filled from.

    A draft may leave anything empty, but what is filled in has to be right.
    """

    submission = HiddenField(validators=[CleanText(longest=64)])
    seen = HiddenField(validators=[CleanText(longest=12)])

    def validate_as(self, *, draft: bool) -> bool:
        """Check each field; a draft may leave any of them empty."""
        well = bool(self.validate())
        if not draft:
            return well
        for field in self:
            if not any(str(typed).strip() for typed in field.raw_data or []):
                field.errors = []
        return not self.errors

    @property
    def version(self) -> int:
        """The version of the agent that was shown; none is 0, which no agent has."""
        text = self.seen.data or ""
        return int(text) if text.isascii() and text.isdigit() else 0


class IdentityForm(StepForm):
    """Who the agent is, as the identity card says, and how to reach them."""

    name = StringField(
        named(IDENTITY, "name"),
        [Needed(_l("Enter the name as on the card.")), CleanText(longest=LONGEST_NAME), PlainWords()],
        [stripped],
    )
    identity_type = RadioField(
        named(IDENTITY, "identity_type"),
        [Needed(_l("Choose what the agent shows."))],
        choices=choices(IdentityKind),
        default=IdentityKind.KTP.value,
    )
    identity_number = StringField(
        named(IDENTITY, "identity_number"),
        [Needed(_l("Enter the number of the identity."))],
        [letters_and_digits],
    )
    birth_date = DayField(named(IDENTITY, "birth_date"), [Needed(_l("Enter the date of birth.")), BirthDay()])
    birth_place = StringField(
        named(IDENTITY, "birth_place"),
        [Needed(_l("Enter the place of birth.")), CleanText(longest=255), PlainWords()],
        [stripped],
    )
    gender = RadioField(
        named(IDENTITY, "gender"), [Needed(_l("Choose what the card says."))], choices=choices(Gender)
    )
    occupation = SelectField(
        named(IDENTITY, "occupation"),
        [Needed(_l("Choose what the agent lives by."))],
        choices=[choice("", _l("Choose…")), *choices(Occupation)],
    )
    phone_number = StringField(
        named(IDENTITY, "phone_number"),
        [
            Needed(_l("Enter the agent's phone number.")),
            Regexp(
                PHONE,
                message=_l("Start with 0 and write 8 to 24 digits, or with + and the country, up to 26."),
            ),
        ],
        [dialled],
    )
    phone_verified = BooleanField(_l("We have verified this phone number with the agent"))
    email = StringField(
        named(IDENTITY, "email"),
        [
            Optional(),
            CleanText(),
            Email(_l("This is not an e-mail address."), check_deliverability=False),
        ],
        [stripped],
    )

    def validate_identity_number(self, field: Any) -> None:
        """Letters and digits, no more than the identity has."""
        check_identity_number(field.data or "", LONGEST_IDENTITY.get(self.identity_type.data))

    def validate_for(self, agent: Agent | None, *, draft: bool) -> bool:
        """Check each field, and that somebody verified the number that is in use now."""
        well = self.validate_as(draft=draft)
        if not (draft or self.phone_verified.data or self._is_verified_number(agent)):
            self.place({"phone_verified": TICK})
            return False
        return well

    def values(self) -> dict[str, Any]:
        """The identity, as the service takes it."""
        return {name: self[name].data or None for name in IDENTITY}

    def _is_verified_number(self, agent: Agent | None) -> bool:
        if agent is None or agent.phone_verified_at is None:
            return False
        return international(self.phone_number.data or "") == agent.phone_number
