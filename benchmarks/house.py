"""The house in this very process, on a SQLite file of its own, asked as gunicorn would ask it."""

import io
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import Context
from pathlib import Path
from typing import Any

from app.extensions import db
from tests.users.bench import Browser, House, build


@contextmanager
def a_house() -> Iterator[House]:
    """A house without people and rows."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        app = build(path, DATABASE_URL=f"sqlite:///{path / 'bendahara.db'}")
        with app.app_context():
            db.create_all()
            yield House(app)
            db.session.remove()
            db.engine.dispose()


def asker(house: House, browser: Browser, path: str, **headers: str) -> Callable[[], tuple[str, bytes]]:
    """A GET of one address as this browser, at no cost of a test client: status line and body."""
    cookie = browser.client.get_cookie("bendahara")
    assert cookie is not None
    address, _, query = path.partition("?")
    asked = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": address,
        "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "5000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "127.0.0.1:5000",
        "HTTP_COOKIE": f"bendahara={cookie.value}",
        "HTTP_ACCEPT_LANGUAGE": "en",
        "wsgi.url_scheme": "http",
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
    } | {f"HTTP_{name.upper()}": value for name, value in headers.items()}

    def ask() -> tuple[str, bytes]:
        seen: list[str] = []

        def start(status: str, headers: Any, error: Any = None) -> Callable[[bytes], object]:
            seen.append(status)
            return lambda piece: None

        answer = house.app.wsgi_app(asked | {"wsgi.input": io.BytesIO()}, start)
        body = b"".join(answer)
        if close := getattr(answer, "close", None):
            close()
        return seen[0], body

    # In an empty context, or Flask would let all requests share this process's own `g`.
    return lambda: Context().run(ask)
