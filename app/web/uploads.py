"""Files sent by browsers: held in memory, never on the disk, and no larger than the route says it takes."""

import time
from collections.abc import Callable
from io import BytesIO
from typing import IO, Any, TypeVar

from flask import Flask, Request, abort, current_app, request
from werkzeug.datastructures import FileStorage

from app.vault.picture_problems import BadPicture, Problem
from app.vault.pictures import TakenIn, take_in

View = TypeVar("View", bound=Callable[..., Any])

# One picture at its largest, and the fields beside it.
MOST_BYTES = 3_000_000
# A browser reads no answer before all is sent: a photo straight from a camera is let finish, a film is not.
_LET_FINISH_BYTES = 64_000_000
_LET_FINISH_SECONDS = 10
_AT_ONCE = 64 * 1024


class InMemory(Request):
    """A request whose files stay in memory: in a temporary folder a card would lie unsealed."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        return BytesIO()


def init_app(app: Flask) -> None:
    """Keep uploads in memory, and let the routes that say so take larger ones.

    Stands before the check of the form's token, which reads the whole body.
    """
    app.request_class = InMemory
    app.before_request(_allow)


def uploads(most_bytes: int = MOST_BYTES) -> Callable[[View], View]:
    """Mark a view as taking files: its requests may have so many bytes, not those of an ordinary form."""

    def mark(view: View) -> View:
        view.most_bytes = most_bytes  # type: ignore[attr-defined]
        return view

    return mark


def picture_in(name: str) -> TakenIn:
    """The picture sent in the field of this name.

    :raises BadPicture: there is none, or it is not taken
    """
    return taken_in(request.files.get(name))


def taken_in(file: FileStorage | None) -> TakenIn:
    """The picture in an uploaded file; what the browser says of the file is not asked.

    :raises BadPicture: nothing was chosen, or it is not taken
    """
    if file is None or not file.filename:
        raise BadPicture(Problem.NOTHING)
    return take_in(file.read())


def _allow() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    if most := getattr(view, "most_bytes", None):
        request.max_content_length = most
        told = request.content_length or 0
        if told > most:
            _let_finish(told if told <= _LET_FINISH_BYTES else 0)
            abort(413)


def _let_finish(left: int) -> None:
    deadline = time.monotonic() + _LET_FINISH_SECONDS
    body = request.environ["wsgi.input"]
    while left > 0 and time.monotonic() < deadline and (part := body.read(min(left, _AT_ONCE))):
        left -= len(part)
