"""The page of limits: who has to approve payouts, what is sent at most, and who decided so."""

from flask import flash, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from app.lib.errors import Refused
from app.policy import queries, service
from app.policy.payouts import read
from app.settings import rules
from app.settings.blueprint import blueprint
from app.settings.forms import LimitsForm
from app.settings.tabs import settings_page
from app.web.guard import needs
from app.web.pages import go_to


@blueprint.get("/limits")
@needs("settings.read")
def limits() -> Response:
    """The rules of payouts as sentences, and every decision about them."""
    return _limits()


@blueprint.post("/limits")
@needs("policy.write")
def change_limits() -> Response:
    """Let other rules hold from now on."""
    form = LimitsForm()
    if form.validate_on_submit():
        who = service.Decider(current_user.id, current_user.display_name)
        try:
            rules.decide(form.policy(), form.seen_version(), form.code.data or "", who)
        except Refused as refusal:
            form.take(refusal)
            if refusal.message == service.CHANGED:
                form.seen.data = str(service.newest_version())  # seen now: saving again is meant
        else:
            flash(
                _("These rules hold from now on. What was submitted before keeps what it was told."), "good"
            )
            return go_to(url_for("settings.limits"))
    form.code.data = ""
    return _limits(form, status=422)


def _limits(form: LimitsForm | None = None, status: int = 200) -> Response:
    decisions = queries.payout_decisions()
    policy = read(decisions[0].rules if decisions else {})
    seen = decisions[0].version if decisions else 0
    return settings_page(
        "settings/limits.html",
        active="settings.limits",
        status=status,
        sentences=rules.sentences(policy),
        history=[(decision, rules.sentences(read(decision.rules))) for decision in decisions],
        form=form or LimitsForm(formdata=None, seen=seen, **policy.values()),
    )
