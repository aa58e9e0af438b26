"""The page of pictures: how long those of agents' papers are kept, and who decided so."""

from flask import flash, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from app.lib.errors import Refused
from app.policy import queries, service
from app.policy.pictures import read
from app.settings import keeping
from app.settings.blueprint import blueprint
from app.settings.forms import PicturesForm
from app.settings.tabs import settings_page
from app.web.guard import needs
from app.web.pages import go_to


@blueprint.get("/pictures")
@needs("settings.read")
def pictures() -> Response:
    """How long pictures are kept, and every decision about it."""
    return _pictures()


@blueprint.post("/pictures")
@needs("policy.write")
def change_pictures() -> Response:
    """Keep pictures for another time from now on."""
    form = PicturesForm()
    if form.validate_on_submit():
        who = service.Decider(current_user.id, current_user.display_name)
        try:
            keeping.decide(form.policy(), form.seen_version(), who)
        except Refused as refusal:
            form.take(refusal)
            if refusal.message == service.CHANGED:
                form.seen.data = str(service.newest_version(queries.PICTURES))  # seen now: again is meant
        else:
            flash(_("This holds from now on. What is older is deleted within the hour."), "good")
            return go_to(url_for("settings.pictures"))
    return _pictures(form, status=422)


def _pictures(form: PicturesForm | None = None, status: int = 200) -> Response:
    decisions = queries.picture_decisions()
    policy = read(decisions[0].rules if decisions else {})
    seen = decisions[0].version if decisions else 0
    return settings_page(
        "settings/pictures.html",
        active="settings.pictures",
        status=status,
        sentence=keeping.sentence(policy),
        history=[(decision, keeping.sentence(read(decision.rules))) for decision in decisions],
        form=form or PicturesForm(formdata=None, seen=seen, **policy.values()),
    )
