"""Every API call's way in: faults first, then maintenance, the key, the form of the body, the signature
(reference: README, signature). The KYC host has headers of its own instead of the last two.
"""

import logging
import re

from flask import Flask, Response, g, request
from werkzeug.exceptions import HTTPException, InternalServerError

from app.sandbox import answers, pages
from app.sandbox.agents import door
from app.sandbox.answers import Refused
from app.sandbox.auth import key_is_good
from app.sandbox.bodies import check_form
from app.sandbox.context import here
from app.sandbox.faults import Fault, hang_up, wait_out
from app.sandbox.international.attachments import CALL
from app.sandbox.signature import is_signed_call, signature_is_good

PREFIX = "/<any(api, big_sandbox_api):door>/<any(v2, v3):version>"
_API = re.compile(r"/(?:(?:api|big_sandbox_api)/v([23])|kyc(?:-sandbox)?/api/v(1))(/.*|$)")
log = logging.getLogger(__name__)
MAINTENANCE = "/general/maintenance"


def install(app: Flask) -> None:
    app.before_request(_enter)
    app.after_request(_leave)
    app.register_error_handler(Refused, answers.refused)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _crash)


def _enter() -> Response | None:
    found = _API.match(request.path)
    if found is None:
        return None
    g.version, g.after_version = int(found[1] or found[2]), found[3].rstrip("/")
    if request.view_args is not None:
        request.view_args.pop("door", None)
        request.view_args.pop("version", None)
    g.met = here().faults.for_call(request.method, g.after_version, _sent())
    return _faulty(g.met) or _not_allowed_in()


def _sent() -> str:
    """What the call carries, for the faults that look at it; it stays in memory."""
    if answers.on_kyc_host() or _with_file():
        request.max_content_length = door.largest_body(g.after_version)
        request.get_data(cache=True, parse_form_data=False)
        return door.as_sent(request)
    return (request.get_data(cache=True, parse_form_data=False) or request.query_string).decode("latin-1")


def _with_file() -> bool:
    """The one call of the main host that may come with a file."""
    return bool(g.after_version == CALL and "boundary" in request.mimetype_params)


def _faulty(met: list[Fault]) -> Response | None:
    wait_out(met)
    for fault in met:
        if fault.do == "refuse":
            hang_up(request)
            return Response(status=502)
        if fault.do == "status":
            return _made(fault)
    return None


def _made(fault: Fault) -> Response:
    if fault.body is None:
        reply = answers.documented(fault.status)
    else:
        reply = Response(fault.body, fault.status, content_type=fault.content_type)
    if fault.retry_after is not None:
        reply.headers["Retry-After"] = str(fault.retry_after)
    return reply


def _not_allowed_in() -> Response | None:
    sandbox = here()
    if g.after_version == MAINTENANCE:
        return None
    if sandbox.switches.now.maintenance:
        return answers.unauthorized(answers.MAINTENANCE_401)
    if request.url_rule is None:
        return None
    if not key_is_good(request.headers.get("Authorization"), sandbox.settings.secret_key):
        return answers.unauthorized()
    if answers.on_kyc_host():
        door.check_headers(request)
        return None
    json_here = g.version == 3 and g.after_version.startswith("/pwf")
    if not _with_file():
        check_form(request, json_here or sandbox.switches.now.json_on_v2)
    key = sandbox.switches.now.public_key
    if key and is_signed_call(g.after_version) and not signature_is_good(request, key):
        return answers.problem(403, answers.WRONG_SIGNATURE)
    return None


def _leave(reply: Response) -> Response:
    if any(fault.do == "drop_reply" for fault in g.get("met", [])):
        hang_up(request)
    return reply


def _http_error(error: HTTPException) -> Response:
    if "after_version" not in g:
        return pages.failure_page(error)
    if error.code in (404, 405):
        reply = answers.not_found(error.code)
        for name, value in error.get_headers():
            if name == "Allow":
                reply.headers[name] = value
        return reply
    return answers.problem(error.code or 500, error.description or "")


def _crash(error: Exception) -> Response:
    log.error("a request failed", exc_info=error)
    return answers.broken() if "after_version" in g else pages.failure_page(InternalServerError())
