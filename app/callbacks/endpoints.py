"""Where Flip knocks: check the size and the token, keep the body, answer."""

import hmac
from urllib.parse import parse_qsl

from flask import Blueprint, Response, current_app, request

from app.callbacks import receipts
from app.extensions import csrf
from app.flip.callbacks import Kind
from app.web.guard import public

blueprint = Blueprint("knock", __name__)

LARGEST_BODY = 256 * 1024
MOST_FIELDS = 20
NOT_KEPT = {"cookie", "authorization"}


@blueprint.post(
    "/callbacks/<any('disbursement','inquiry','payment','international','agent','bank-status'):name>"
)
@public
def receive(name: str) -> Response:
    """Keep a callback: 200 once it is committed, 403 for a wrong token, 413 when too large (callbacks.md)."""
    kind = Kind(name)
    request.max_content_length = LARGEST_BODY
    fields = _fields(request.get_data(cache=False))
    expected = current_app.config["SETTINGS"].flip_validation_token.encode()
    if not hmac.compare_digest(fields.get(b"token", b""), expected):
        receipts.count_refused(kind, request.remote_addr or "-")
        return Response("forbidden\n", 403, mimetype="text/plain")
    headers = {key: value for key, value in request.headers.items() if key.lower() not in NOT_KEPT}
    receipts.keep(kind, fields.get(b"data", b""), headers, request.remote_addr or "-")
    return Response("ok\n", 200, mimetype="text/plain")


csrf.exempt(receive)


def _fields(body: bytes) -> dict[bytes, bytes]:
    try:
        return dict(parse_qsl(body, keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except ValueError:
        return {}
