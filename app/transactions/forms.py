"""The filters above the list, as an address gives them."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, SelectField, StringField
from wtforms.validators import Optional

from app.timeline.models import Origin
from app.timeline.pages import pages
from app.transactions.filters import ALL, Filters
from app.web.forms import CleanText, Form, RupiahField, choice, choices, options, stripped
from app.web.person_fields import DayField

ANY = options([("", _l("Any"))])
LONGEST = 255  # as long as an idempotency key may be


class FilterForm(Form):
    """Filters in the address; what cannot be read is said beside its field and narrows nothing."""

    q = StringField(_l("Words or number"), [Optional(), CleanText(longest=LONGEST)], filters=[stripped])
    # A blank is nothing asked for: it would count as given and be no choice.
    status = SelectField(_l("Status"), [Optional()], filters=[stripped])
    since = DayField(_l("From (WIB)"), [Optional()])
    until = DayField(_l("To (WIB)"), [Optional()])
    least = RupiahField(_l("Amount from"), [Optional()])
    most = RupiahField(_l("Amount to"), [Optional()])
    origin = SelectField(_l("Origin"), [Optional()], choices=[*ANY, *choices(Origin)], filters=[stripped])
    look = BooleanField(_l("Needs a look"))

    def offer(self, tab: str) -> "FilterForm":
        """Put the statuses that movements under this tab can have; those of all stand in groups."""
        families: dict[str, list[Any]] = {}
        for kind, page in pages().items():
            if tab in (ALL, kind):
                families.setdefault(page.family, []).append(page)
        self.status.choices = [*ANY]
        for family, shown in families.items():
            group = ", ".join(_(page.many) for page in shown) if tab == ALL else None
            self.status.choices += [
                choice(f"{family}.{one.value}", _l(one.label), group) for one in shown[0].statuses
            ]
        return self

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each field, and that nothing ends before it begins."""
        fits = bool(super().validate(extra_validators))
        before = _("This day is before the first one.")
        less = _("This is less than the lowest amount.")
        for first, last, said in ((self.since, self.until, before), (self.least, self.most, less)):
            begins, ends = self.read(first), self.read(last)
            if begins and ends and ends < begins:
                last.errors, fits = [*last.errors, said], False
        return fits

    def read(self, field: Field) -> Any:
        """What a field asks for, as far as it can be read; else nothing."""
        return None if field.errors else field.data or None

    def kept(self) -> dict[str, str]:
        """What was asked for and could be read, as the address says it."""
        return {field.name: str(field.raw_data[0]) for field in self if self.read(field)}

    def beside_words(self, tab: str) -> dict[str, str]:
        """What stays when other words are looked for."""
        return {"tab": tab} | {name: said for name, said in self.kept().items() if name != "q"}

    def filters(self, tab: str) -> Filters:
        """What was asked for."""
        self.validate()
        return Filters(
            tab=tab,
            words=self.read(self.q) or "",
            status=self.read(self.status) or "",
            since=self.read(self.since),
            until=self.read(self.until),
            least_idr=self.read(self.least),
            most_idr=self.read(self.most),
            origin=self.read(self.origin) or "",
            needs_look=bool(self.look.data),
        )
