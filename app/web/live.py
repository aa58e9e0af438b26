"""Live fragments: a cheap conditional poll, answered 204 while nothing is new."""

import hashlib

from flask import Response, make_response, request


def version_of(*parts: object) -> str:
    """A short token that changes when any of the parts does."""
    return hashlib.blake2s("\x1f".join(map(str, parts)).encode(), digest_size=8).hexdigest()


def unchanged(version: str) -> Response | None:
    """204 when the browser has already seen this version (`?seen=`); None when there is news to send."""
    if request.args.get("seen") != version:
        return None
    response = make_response("", 204)
    response.cache_control.no_store = True
    return response
