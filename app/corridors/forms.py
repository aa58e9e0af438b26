"""Forms of the rates and of the calculator: what is offered in rupiah, or what is to arrive abroad."""

from flask_babel import lazy_gettext as _l

from app.web.foreign_field import ForeignField
from app.web.forms import Form, RupiahField


class RatesForm(Form):
    """What is offered in rupiah, to be compared over all corridors."""

    amount_idr = RupiahField(_l("You send"), default=1_000_000)


class CalculatorForm(Form):
    """What is offered in rupiah, or what is to arrive, for one corridor; `amount` wants its country."""

    amount_idr = RupiahField(_l("You send"))
    amount = ForeignField(_l("They receive"))
