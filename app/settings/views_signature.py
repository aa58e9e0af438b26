"""The pages of the signature: the keys, their public part for Flip, and whether requests are signed."""

from flask import flash, make_response, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from app.gateway import checking, signing_keys, state
from app.gateway.models import SigningKeyState
from app.lib.errors import Refused
from app.settings.blueprint import blueprint
from app.settings.forms import TurnOnForm
from app.settings.tabs import settings_page
from app.web.guard import needs
from app.web.pages import go_to, page

NUMBER = "<int(max=9223372036854775807):key_id>"


@blueprint.get("/signature")
@needs("settings.read")
def signature() -> Response:
    """Whether requests about transfers are signed, by which key, and every key there ever was."""
    return _signature()


@blueprint.post("/signature/keys")
@needs("settings.write")
def make_key() -> Response:
    """Make a key pair, which signs nothing yet."""
    signing_keys.make(current_user.display_name)
    flash(_("The key is made. Give its public part to Flip."), "good")
    return go_to(url_for("settings.signature"))


@blueprint.get(f"/signature/keys/{NUMBER}/public.pem")
@needs("settings.read")
def public_key(key_id: int) -> Response:
    """The public part as a file."""
    key = signing_keys.key(key_id)
    response = make_response(key.public_pem)
    response.mimetype = "application/x-pem-file"
    name = f"bendahara-{key.fingerprint[:8]}-public.pem"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@blueprint.get(f"/signature/keys/{NUMBER}/turn-on")
@needs("settings.write")
def turn_on(key_id: int) -> Response:
    """The form that asks whether Flip has confirmed the key."""
    seen = state.connection().signing_key_id
    return _turn_on(key_id, TurnOnForm(formdata=None, seen=seen))


@blueprint.post(f"/signature/keys/{NUMBER}/turn-on")
@needs("settings.write")
def do_turn_on(key_id: int) -> Response:
    """Sign with this key from the next request on."""
    form = TurnOnForm()
    if form.validate_on_submit():
        who = signing_keys.Person(current_user.id, current_user.display_name)
        try:
            signing_keys.turn_on(key_id, form.seen_key(), form.code.data or "", who)
        except Refused as refusal:
            form.take(refusal)
        else:
            flash(_("Requests are signed from now on. Flip is being asked whether it takes them."), "good")
            return _ask_flip()
    form.code.data = ""
    return _turn_on(key_id, form, status=422)


@blueprint.post(f"/signature/keys/{NUMBER}/turn-off")
@needs("settings.write")
def turn_off(key_id: int) -> Response:
    """Sign nothing from the next request on."""
    try:
        signing_keys.turn_off(key_id)
    except Refused as refusal:
        return _signature(trouble=refusal, status=422)
    flash(_("Requests are not signed any more. Flip is being asked whether it takes them."), "good")
    return _ask_flip()


@blueprint.post(f"/signature/keys/{NUMBER}/forget")
@needs("settings.write")
def forget(key_id: int) -> Response:
    """Remove the private part of a key that is not in use."""
    try:
        signing_keys.forget(key_id)
    except Refused as refusal:
        return _signature(trouble=refusal, status=422)
    flash(_("The private part of the key is gone."), "good")
    return go_to(url_for("settings.signature"))


def _ask_flip() -> Response:
    checking.request(current_user.id, current_user.display_name)
    return go_to(url_for("settings.connection"))


def _signature(trouble: Refused | None = None, status: int = 200) -> Response:
    return settings_page(
        "settings/signature.html",
        active="settings.signature",
        status=status,
        keys=signing_keys.all_keys(),
        in_use=state.connection().signing_key_id,
        states=SigningKeyState,
        days=signing_keys.WAY_BACK.days,
        trouble=_(trouble.message, **trouble.values) if trouble else None,
    )


def _turn_on(key_id: int, form: TurnOnForm, status: int = 200) -> Response:
    return page("settings/turn_on.html", status=status, form=form, key=signing_keys.key(key_id))
