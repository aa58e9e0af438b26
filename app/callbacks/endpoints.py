"""Where Flip knocks: check the size and the token, keep the body, answer."""

import hmac
from urllib.parse import unquote_to_bytes

from flask import Blueprint, Response, current_app, request

from app.callbacks import receipts
from app.extensions import csrf
from app.flip.callbacks import Kind
from app.web.guard import public

blueprint = Blueprint("knock", __name__)

LARGEST_BODY = 256 * 1024
MOST_FIELDS = 20
ADDRESS_LENGTH = 64
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
    address = (request.remote_addr or "-")[:ADDRESS_LENGTH]
    if not _is_flips(fields.get(b"token", b"")):
        receipts.count_refused(kind, address)
        return Response("forbidden\n", 403, mimetype="text/plain")
    headers = {key: value.replace("\0", " ") for key, value in request.headers if key.lower() not in NOT_KEPT}
    receipts.keep(kind, fields.get(b"data", b""), headers, address)
    return Response("ok\n", 200, mimetype="text/plain")


csrf.exempt(receive)


def _is_flips(token: bytes) -> bool:
    expected = current_app.config["SETTINGS"].flip_validation_token.encode()
    return hmac.compare_digest(token, expected) and bool(expected)


def _fields(body: bytes) -> dict[bytes, bytes]:
    # parse_qsl cannot be used: given bytes, it fails on every letter beyond ASCII before Python 3.12.
    pairs = (part.partition(b"=") for part in body.split(b"&", MOST_FIELDS)[:MOST_FIELDS])
    return {_decoded(name): _decoded(value) for name, _, value in pairs}


def _decoded(text: bytes) -> bytes:
    return unquote_to_bytes(text.replace(b"+", b" "))
