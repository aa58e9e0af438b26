"""Pages about who works here: the list, adding, changing, shutting out and resetting."""

from flask import Response, flash, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.lib.errors import Refused
from app.users import queries, service
from app.users.blueprint import bp
from app.users.forms import NewPersonForm, PersonForm
from app.users.models import Person
from app.users.permissions import Role, may_grant, sentences
from app.users.service import Giver
from app.web.guard import needs
from app.web.pages import go_to, page


@bp.get("/people")
@needs("people.read")
def index() -> Response:
    """Everybody who works here."""
    return page("users/index.html", colleagues=queries.colleagues())


@bp.route("/people/new", methods=["GET", "POST"])
@needs("people.write")
def new() -> Response:
    """Add a person."""
    form = NewPersonForm()
    form.offer(current_user.role)
    if not form.validate_on_submit():
        return _new_page(form)
    try:
        name, role = form.display_name.data or "", Role(form.role.data)
        person, password = service.add_person(form.email.data or "", name, role, by=_giver())
    except Refused as refusal:
        form.take(refusal)
        return _new_page(form)
    return page("users/one_time_password.html", person=person, password=password)


@bp.route("/people/<public_id>", methods=["GET", "POST"])
@needs("people.write")
def edit(public_id: str) -> Response:
    """Change a person's name or role."""
    person = queries.person(public_id)
    form = PersonForm(obj=person)
    form.offer(current_user.role)
    if not form.validate_on_submit():
        return _edit_page(person, form)
    try:
        name, role = form.display_name.data or "", Role(form.role.data)
        service.change_person(public_id, display_name=name, role=role, by=_giver())
    except Refused as refusal:
        form.take(refusal)
        return _edit_page(person, form)
    flash(_("Saved. It acts on their next request."), "success")
    return go_to(url_for("users.edit", public_id=public_id))


@bp.post("/people/<public_id>/disable")
@needs("people.write")
def disable(public_id: str) -> Response:
    """Shut a person out."""
    service.disable(public_id, by=_giver())
    flash(_("This person can no longer sign in, and their sessions are ended."), "success")
    return go_to(url_for("users.edit", public_id=public_id))


@bp.post("/people/<public_id>/enable")
@needs("people.write")
def enable(public_id: str) -> Response:
    """Let a person in again."""
    service.enable(public_id, by=_giver())
    flash(_("This person can sign in again."), "success")
    return go_to(url_for("users.edit", public_id=public_id))


@bp.post("/people/<public_id>/reset-password")
@needs("people.write")
def reset_password(public_id: str) -> Response:
    """Give a person a new one-time password."""
    person, password = service.reset_password(public_id, by=_giver())
    return page("users/one_time_password.html", person=person, password=password)


@bp.post("/people/<public_id>/reset-second-factor")
@needs("people.write")
def reset_second_factor(public_id: str) -> Response:
    """Take a lost second factor away."""
    service.reset_second_factor(public_id, by=_giver())
    flash(_("The second factor is off. A manager or admin sets up a new one at the next sign-in."), "success")
    return go_to(url_for("users.edit", public_id=public_id))


@bp.post("/people/<public_id>/end-sessions")
@needs("people.write")
def end_sessions(public_id: str) -> Response:
    """End all sessions of a person."""
    service.end_sessions(public_id, by=_giver())
    flash(_("All sessions of this person are ended."), "success")
    return go_to(url_for("users.edit", public_id=public_id))


def _new_page(form: NewPersonForm) -> Response:
    return page("users/new.html", form=form, role_hints=_hints(), status=422 if form.errors else 200)


def _hints() -> dict[str, str]:
    return {role.value: _hint(role) for role in Role}


def _hint(role: Role) -> str:
    lesser, rest = sentences(role)
    names = ", ".join(_(one.label) for one in lesser)
    first = [_("all that these may: %(roles)s", roles=names)] if lesser else []
    return "; ".join([*first, *(_(sentence) for sentence in rest)])


def _edit_page(person: Person, form: PersonForm) -> Response:
    return page(
        "users/edit.html",
        status=422 if form.errors else 200,
        person=person,
        form=form,
        role_hints=_hints(),
        touchable=may_grant(current_user.role, person.role),
        own=person.id == current_user.id,
        sessions=queries.open_sessions(person.id),
    )


def _giver() -> Giver:
    return Giver(current_user.id, current_user.role)
