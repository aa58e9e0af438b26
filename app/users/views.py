"""Opens the people's room; and the door of the house: sign in, one-time code, sign out."""

from flask import Flask, Response, request, url_for
from flask_login import current_user

from app.audit.verbs import name_verbs
from app.lib.errors import Refused
from app.lib.labels import mark
from app.users import sessions, signing_in, views_me, views_people, views_second_factor
from app.users.blueprint import bp
from app.users.devices import device
from app.users.forms import CodeForm, SignInForm
from app.users.identity import behind
from app.users.signing_in import Opened, TooOften, Visitor
from app.users.verbs import VERBS
from app.web.guard import public, safe_next
from app.web.navigation import Entry
from app.web.pages import go_to, page

ROOM = (views_me, views_people, views_second_factor)  # importing them puts their pages into the blueprint


def open_room(app: Flask) -> None:
    """Register the pages and their entry in the menu."""
    app.register_blueprint(bp)
    app.jinja_env.filters["device"] = device
    name_verbs(VERBS)
    app.extensions["navigation"].add(Entry("users.index", mark("People"), "users", "people.read", 80))


@bp.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> Response:
    """Ask for e-mail address and password."""
    onward = safe_next(request.args.get("next"), "/")
    if request.method == "GET" and current_user.is_authenticated:
        return go_to(onward)
    form = SignInForm()
    if not form.validate_on_submit():
        return page("users/sign_in.html", form=form, onward=onward, status=422 if form.errors else 200)
    try:
        opened = signing_in.by_password(form.email.data or "", form.password.data or "", _visitor())
    except Refused as refusal:
        return _refused("users/sign_in.html", form, refusal, onward)
    return _enter(opened, onward)


@bp.route("/sign-in/code", methods=["GET", "POST"])
@public
def code() -> Response:
    """Ask for the one-time code."""
    onward = safe_next(request.args.get("next"), "/")
    token = sessions.token_in_use(sessions.AWAITING)
    waiting = behind(token, awaits_code=True) if token else None
    if token is None or waiting is None:
        return go_to(url_for("users.sign_in", next=onward))
    form = CodeForm()
    if not form.validate_on_submit():
        return page("users/code.html", form=form, onward=onward, status=422 if form.errors else 200)
    try:
        opened = signing_in.by_code(waiting, token, form.code.data or "", _visitor())
    except Refused as refusal:
        return _refused("users/code.html", form, refusal, onward)
    return _enter(opened, onward)


@bp.post("/sign-out")
@public
def sign_out() -> Response:
    """End the session, here and in the browser."""
    token = sessions.token_in_use()
    if token and current_user.is_authenticated:
        signing_in.leave(current_user, token)
    sessions.forget()
    return go_to(url_for("users.sign_in"))


def _enter(opened: Opened, onward: str) -> Response:
    before = sessions.token_in_use()
    if before and current_user.is_authenticated:
        signing_in.leave(current_user, before)
    sessions.begin(opened.token, awaits_code=opened.awaits_code)
    return go_to(url_for("users.code", next=onward) if opened.awaits_code else onward)


def _refused(template: str, form: SignInForm | CodeForm, refusal: Refused, onward: str) -> Response:
    form.take(refusal)
    status = 422
    if isinstance(refusal, TooOften):
        status = 429
    response = page(template, form=form, onward=onward, status=status)
    if isinstance(refusal, TooOften):
        response.headers["Retry-After"] = str(int(refusal.wait.total_seconds()))
    return response


def _visitor() -> Visitor:
    agent = request.user_agent.string
    return Visitor(request.remote_addr or "", agent, sessions.stranger())
