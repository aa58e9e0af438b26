"""Pages go over the line compressed: they are mostly repetition, and offices have slow lines."""

import gzip

from flask import Flask, Response, request

WORTH_IT_BYTES = 1_000
LEVEL = 5


def init_app(app: Flask) -> None:
    """Compress every page for browsers that can read it so."""
    app.after_request(_compress)


def _compress(response: Response) -> Response:
    if response.mimetype != "text/html" or response.is_streamed or response.direct_passthrough:
        return response
    response.vary.add("Accept-Encoding")
    if _asked_for_by_us() and request.accept_encodings.quality("gzip") and not response.content_encoding:
        body = response.get_data()
        if len(body) >= WORTH_IT_BYTES:
            response.set_data(gzip.compress(body, LEVEL, mtime=0))
            response.content_encoding = "gzip"
    return response


def _asked_for_by_us() -> bool:
    # Another site that could have pages with a word of its choice fetched again and again, and could watch
    # the line, would guess the form's token from the compressed sizes.
    return request.headers.get("Sec-Fetch-Site") != "cross-site"
