"""Pages about oneself: preferences, password, sessions."""

from flask import Response, flash, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from app.lib.errors import Refused
from app.users import account, queries
from app.users.blueprint import bp
from app.users.forms import PasswordForm
from app.web.guard import signed_in
from app.web.pages import go_to, page


@bp.get("/me")
@signed_in
def me() -> Response:
    """One's own account."""
    return page("users/me.html", sessions=queries.open_sessions(current_user.id))


@bp.route("/me/password", methods=["GET", "POST"])
@signed_in
def password() -> Response:
    """Change one's own password."""
    form = PasswordForm()
    if not form.validate_on_submit():
        return page("users/password.html", form=form, status=422 if form.errors else 200)
    try:
        account.change_password(current_user, current=form.current.data or "", new=form.new.data or "")
    except Refused as refusal:
        form.take(refusal)
        return page("users/password.html", form=form, status=422)
    flash(_("Your password is changed, and your other sessions are ended."), "success")
    return go_to(url_for("users.me"))


@bp.post("/me/sessions/<int(max=9223372036854775807):sign_in_id>/end")
@signed_in
def end_session(sign_in_id: int) -> Response:
    """End one of one's own sessions."""
    account.end_session(current_user, sign_in_id)
    flash(_("That session is ended."), "success")
    return go_to(url_for("users.me"))


@bp.post("/me/sessions/end-others")
@signed_in
def end_other_sessions() -> Response:
    """End all of one's own sessions but this one."""
    ended = account.end_other_sessions(current_user)
    flash(ngettext("%(num)s other session is ended.", "%(num)s other sessions are ended.", ended), "success")
    return go_to(url_for("users.me"))
