"""Forms of deciding about a payout."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField
from wtforms.validators import InputRequired

from app.web.forms import CleanText, Form, stripped

# Somebody who sends more than this is told that it is too many.
MOST_READ = 500


class ApproveForm(Form):
    """A fresh one-time code, and the content one was shown."""

    fingerprint = HiddenField(validators=[CleanText(longest=64)])
    code = StringField(
        _l("One-time code"),
        [InputRequired(_l("Enter the code from your authenticator app.")), CleanText(longest=20)],
    )
    reason = StringField(_l("Why is this right?"), [CleanText(longest=300)], [stripped])


class RejectForm(Form):
    """Why not."""

    fingerprint = HiddenField(validators=[CleanText(longest=64)])
    reason = StringField(
        _l("Why not?"),
        [InputRequired(_l("Say why, so that its maker understands.")), CleanText(longest=300)],
        [stripped],
    )


class ApproveManyForm(Form):
    """A fresh one-time code for all of them."""

    code = StringField(
        _l("One-time code"),
        [InputRequired(_l("Enter the code from your authenticator app.")), CleanText(longest=20)],
    )


class RejectManyForm(Form):
    """Why not, the same for all of them."""

    reason = StringField(
        _l("Why not?"),
        [InputRequired(_l("Say why, so that their makers understand.")), CleanText(longest=300)],
        [stripped],
    )


def read_chosen(values: Sequence[str]) -> dict[str, str]:
    """What the checkboxes of the desk said: our id of each payout, with the fingerprint that was shown."""
    pairs = [value[:200].partition(":") for value in values[:MOST_READ]]
    return {public_id: fingerprint for public_id, _colon, fingerprint in pairs if public_id}
