"""Pages about one's own second factor: turning it on and off, and recovery codes."""

import segno
from flask import Response, flash, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.lib.errors import Refused
from app.users import account, queries, totp
from app.users.blueprint import bp
from app.users.forms import CodeForm, TurnOffForm
from app.users.second_factor import codes_left
from app.web.guard import signed_in
from app.web.pages import go_to, page


@bp.get("/me/second-factor")
@signed_in
def second_factor() -> Response:
    """Whether the second factor is on, and what can be done about it."""
    return _page()


@bp.post("/me/second-factor/start")
@signed_in
def start_second_factor() -> Response:
    """Draw a seed and show it."""
    account.start_second_factor(current_user)
    return go_to(url_for("users.second_factor"))


@bp.post("/me/second-factor/confirm")
@signed_in
def confirm_second_factor() -> Response:
    """Turn it on by a first code."""
    form = CodeForm(prefix="confirm-")
    if not form.validate_on_submit():
        return _page(confirm=form)
    try:
        codes = account.confirm_second_factor(current_user, form.code.data or "")
    except Refused as refusal:
        form.take(refusal)
        return _page(confirm=form)
    return page("users/recovery_codes.html", codes=codes)


@bp.post("/me/second-factor/recovery-codes")
@signed_in
def renew_recovery_codes() -> Response:
    """Draw new recovery codes for a one-time code."""
    form = CodeForm(prefix="renew-")
    if not form.validate_on_submit():
        return _page(renew=form)
    try:
        codes = account.renew_recovery_codes(current_user, form.code.data or "")
    except Refused as refusal:
        form.take(refusal)
        return _page(renew=form)
    return page("users/recovery_codes.html", codes=codes)


@bp.post("/me/second-factor/off")
@signed_in
def turn_off_second_factor() -> Response:
    """Turn it off, for the password and a code."""
    form = TurnOffForm(prefix="off-")
    if not form.validate_on_submit():
        return _page(off=form)
    try:
        account.turn_off_second_factor(
            current_user, password=form.password.data or "", code=form.code.data or ""
        )
    except Refused as refusal:
        form.take(refusal)
        return _page(off=form)
    flash(_("Your second factor is off."), "success")
    return go_to(url_for("users.second_factor"))


def _page(
    *, confirm: CodeForm | None = None, renew: CodeForm | None = None, off: TurnOffForm | None = None
) -> Response:
    person = queries.person(current_user.public_id)
    return page(
        "users/second_factor.html",
        status=422 if confirm or renew or off else 200,
        person=person,
        seed=person.totp_pending,
        qr=_qr(person.totp_pending, person.email) if person.totp_pending else None,
        codes_left=codes_left(person.id),
        confirm=confirm or CodeForm(prefix="confirm-", formdata=None),
        renew=renew or CodeForm(prefix="renew-", formdata=None),
        off=off or TurnOffForm(prefix="off-", formdata=None),
    )


def _qr(seed: str, email: str) -> str:
    return str(segno.make(totp.address_of(seed, email), micro=False).svg_data_uri(scale=4, border=2))
