"""Forms of the settings."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, IntegerField, StringField
from wtforms.validators import InputRequired

from app.policy.payouts import PayoutPolicy
from app.policy.pictures import PicturePolicy
from app.web.forms import CleanText, Form, Needed, RupiahField
from app.web.percent_field import PercentField


class TurnOnForm(Form):
    """That Flip has confirmed the key, a fresh one-time code, and the key that was seen in use."""

    seen = HiddenField(validators=[CleanText(longest=20)])
    confirmed = BooleanField(
        _l("Flip has confirmed this key"),
        [InputRequired(_l("Tick this once Flip has told you that it holds this key."))],
    )
    code = StringField(
        _l("One-time code"),
        [InputRequired(_l("Enter the code from your authenticator app.")), CleanText(longest=20)],
    )

    def seen_key(self) -> int | None:
        """The key that was seen in use."""
        seen = self.seen.data or ""
        return int(seen) if seen.isascii() and seen.isdigit() else None


class PolicyForm(Form):
    """Rules of the house, and the version of them that was seen."""

    seen = HiddenField(validators=[CleanText(longest=20)])

    def seen_version(self) -> int:
        """The version the person saw; -1 when the form does not say one."""
        seen = self.seen.data or ""
        return int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else -1


class PicturesForm(PolicyForm):
    """How long pictures of agents' papers are kept."""

    keep_days = IntegerField(_l("Days a picture is kept"), [InputRequired(_l("Enter the days."))])

    def policy(self) -> PicturePolicy:
        """The rules that were typed."""
        return PicturePolicy(keep_days=self.keep_days.data or 0)


class LimitsForm(PolicyForm):
    """The rules of payouts (an empty amount is no rule), and a fresh one-time code."""

    none_below_idr = RupiahField(_l("No approver below"))
    two_from_idr = RupiahField(_l("Two approvers from"))
    day_one_from_idr = RupiahField(_l("One approver from a day's sum of"))
    day_two_from_idr = RupiahField(_l("Two approvers from a day's sum of"))
    largest_item_idr = RupiahField(_l("At most to one account in a day"))
    largest_day_idr = RupiahField(_l("At most in a day"))
    look_alike_days = IntegerField(
        _l("Days in which payouts look alike"), [InputRequired(_l("Enter the days."))]
    )
    rate_move_permille = PercentField(
        _l("The rate may move by"), [Needed(_l("Enter how far the rate may move."))]
    )
    code = StringField(
        _l("One-time code"),
        [InputRequired(_l("Enter the code from your authenticator app.")), CleanText(longest=20)],
    )

    def policy(self) -> PayoutPolicy:
        """The rules that were typed."""
        names = PayoutPolicy().values()
        return PayoutPolicy(**{name: self[name].data for name in names})
