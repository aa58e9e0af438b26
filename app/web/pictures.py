"""Pictures on their way to those who may see them: shown, never run, never stored on the way."""

from flask import Response

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store, private",
    "Content-Disposition": 'inline; filename="picture.jpg"',
    # Opened by itself it is a document of its own, in which nothing may load, run or be sent.
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'; sandbox",
}


def picture_response(content: bytes) -> Response:
    """A picture that was taken in, as the answer to a request; the caller has asked who may see it."""
    return Response(content, mimetype="image/jpeg", headers=_HEADERS)
