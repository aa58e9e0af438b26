"""The form that asks who holds an account."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField

from app.web.account_fields import AccountFields
from app.web.forms import CleanText, stripped


class AskForm(AccountFields):
    """Bank, account number, and the name one expects."""

    typed_name = StringField(_l("Name you expect"), [CleanText()], [stripped])
