"""Error pages: plain words, a reference that finds the log line, and never a stack trace."""

import logging
from collections.abc import Callable, Sequence

from flask import Flask, Response, g, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, InternalServerError, ServiceUnavailable

from app.db.transaction import release
from app.extensions import login_manager
from app.lib.errors import NotFound, Refused
from app.web.guard import NotAllowed
from app.web.headers import request_id

log = logging.getLogger(__name__)

PAGES = {403, 404, 405, 413, 422, 429, 500}
# Whoever calls these reads no pages.
MACHINES = {"knock"}


def init_app(app: Flask, *, sentence: Callable[[str], str], holders: Callable[[str], Sequence[str]]) -> None:
    """Show errors as pages; of a permission, `sentence` says what one may, `holders` which roles may."""

    def not_allowed(error: NotAllowed) -> Response:
        permission = error.permission
        return _show(403, permission=sentence(permission), holders=[_(role) for role in holders(permission)])

    app.register_error_handler(NotAllowed, not_allowed)
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(NotFound, lambda error: _show(404))
    app.register_error_handler(Refused, lambda error: _show(422, message=_(error.message, **error.values)))
    app.register_error_handler(OperationalError, _database)
    app.register_error_handler(Exception, _unexpected)


def _csrf(error: CSRFError) -> Response:
    message = _(
        "This page was open for a long time or came from elsewhere. Go back, reload it, and send again."
    )
    return _show(400, message=message)


def _http(error: HTTPException) -> Response:
    if isinstance(error, InternalServerError):
        log.error("internal error: %s", error.description)
    response = _show(error.code or 500)
    if valid := getattr(error, "valid_methods", None):
        response.headers["Allow"] = ", ".join(valid)
    return response


def _database(error: OperationalError) -> Response:
    log.exception("the database did not answer")
    message = lazy_gettext("The database did not answer. Nothing was changed.")
    return _show(ServiceUnavailable.code, plain=True, message=message)


def _unexpected(error: Exception) -> Response:
    log.exception("unexpected error")
    return _show(500)


def _show(status: int, **context: object) -> Response:
    if request.blueprint in MACHINES:
        return Response("", status)
    template = f"errors/{status if status in PAGES else 'generic'}.html"
    context |= {"status_code": status, "reference": request_id()}
    try:
        body = render_template(template, **context)
    except Exception as error:
        # A page asks the database who reads it, for their menu and for Flip's state. When that is what went
        # wrong, the error is shown as to nobody.
        log.warning("the error page is shown without its reader: %s", error)
        release()
        g._login_user = login_manager.anonymous_user()
        body = render_template(template, **context)
    return Response(body, status, mimetype="text/html")
