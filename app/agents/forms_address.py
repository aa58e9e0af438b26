"""The form of an agent's address: as on the identity card, and where they live if that is elsewhere."""

import re
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, StringField
from wtforms.validators import ValidationError

from app.agents.content import ADDRESS, RESIDENCE
from app.agents.forms import StepForm
from app.places import region_fields
from app.places.region_fields import Listed, RegionFields, Regions, ResidenceRegionFields, offer_regions
from app.web.forms import Needed, named

SHORTEST, LONGEST = 10, 300


def one_line(text: str | None) -> str | None:
    """Text with single spaces between its words, whatever was pasted."""
    return " ".join(text.split()) if text else text


class Street:
    """Validator: an address as Flip takes it (agents.md: address)."""

    def __call__(self, form: Any, field: Any) -> None:
        text = field.data or ""
        if odd := sorted(set(re.findall(r"[^a-zA-Z0-9 .\-/()]", text))):
            raise ValidationError(
                _("Only letters, digits, spaces and . - / ( ); leave out: %(found)s", found=" ".join(odd))
            )
        if not SHORTEST <= len(text) <= LONGEST:
            values = {"least": SHORTEST, "most": LONGEST, "count": len(text)}
            raise ValidationError(
                _("Between %(least)s and %(most)s characters; this has %(count)s.", **values)
            )


class AddressForm(StepForm, RegionFields, ResidenceRegionFields):
    """The agent's address; that of the residence counts only while the agent does not live at the other."""

    address = StringField(
        named(ADDRESS, "address"), [Needed(_l("Enter the address as on the card.")), Street()], [one_line]
    )
    use_identity_address = BooleanField(named(ADDRESS, "use_identity_address"), default=True)
    residence_address = StringField(
        named(ADDRESS, "residence_address"),
        [Needed(_l("Enter the address where the agent lives.")), Street()],
        [one_line],
    )

    def validate_as(self, *, draft: bool) -> bool:
        """Check each field; a residence is given whole, or not at all where the agent lives elsewhere."""
        for name in RESIDENCE:
            validators = self[name].validators
            if self.use_identity_address.data:
                validators = []
            elif name != "residence_address":
                validators = [Listed(always=True)]
            self[name].validators = validators
        return super().validate_as(draft=draft)

    def offer(self) -> tuple[Regions, Regions]:
        """Fill the choices of both addresses; what their parts of the page show."""
        return offer_regions(self), offer_regions(self, region_fields.RESIDENCE)

    def values(self) -> dict[str, Any]:
        """The address, as the service takes it; no residence while the agent lives at the address."""
        said = {name: self[name].data or None for name in ADDRESS}
        return said | {"use_identity_address": bool(self.use_identity_address.data)}
