"""The forms of the two books: the fields of a transfer, with a note for this house alone."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField

from app.parties.fields import BeneficiaryFields, SenderFields
from app.web.forms import CleanText, Form, stripped

LONGEST_NOTE = 300


class OfBook(Form):
    """What both books keep beside what Flip is told; `seen` is when the row was last changed."""

    seen = HiddenField(validators=[CleanText(longest=64)])
    note = StringField(_l("Note"), [CleanText(longest=LONGEST_NOTE)], [stripped])


class BeneficiaryForm(BeneficiaryFields, OfBook):
    """Whom one pays abroad, by one type of transfer to one country."""


class SenderForm(SenderFields, OfBook):
    """Who sends money abroad."""
