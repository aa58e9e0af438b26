"""How a page of the sandbox is drawn: words, amounts, times, the style sheet and the strict headers."""

from pathlib import Path
from urllib.parse import urlencode

from flask import Flask, Response, make_response, redirect, render_template, request, send_file
from werkzeug.exceptions import HTTPException

from app.sandbox.calendar import wib
from app.sandbox.words import LANGUAGES, language, remember, words

STYLE = Path(__file__).resolve().parents[2] / "static" / "css" / "sandbox.css"
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Without any referrer Chromium sends "Origin: null" with our own forms.
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def install(app: Flask) -> None:
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(rupiah=rupiah, wib=wib)
    app.jinja_env.globals.update(t=words, language=language, languages=LANGUAGES, here=_here)
    app.after_request(_strict)
    app.add_url_rule("/", "root", lambda: redirect("/panel"))
    app.add_url_rule("/static/css/sandbox.css", "style", _style)


def page(template: str, status: int = 200, **values: object) -> Response:
    """A whole page in the visitor's language."""
    return remember(make_response(render_template(f"sandbox/{template}", **values), status))


def message(what: str, status: int = 200, **values: object) -> Response:
    """A page that says one thing: ``used``, ``expired``, ``inactive``, ``finished``, ``unknown``."""
    return page(
        "pay/message.html", status, title=words(f"{what}_title"), text=words(f"{what}_text"), **values
    )


def failure_page(error: HTTPException) -> Response:
    unknown = "unknown" if request.path.startswith("/pay/") else "missing"
    return message({404: unknown, 403: "forbidden"}.get(error.code or 500, "broken"), error.code or 500)


def rupiah(amount: int) -> str:
    """``Rp 1.250.000``; the blank does not break."""
    return f"Rp\u00a0{amount:,}".replace(",", ".")


def _here(lang: str) -> str:
    """The address of the current page in another language."""
    arguments = request.args.to_dict() | {"lang": lang}
    return "?" + urlencode(arguments)


def _style() -> Response:
    return send_file(STYLE, mimetype="text/css", max_age=3600)


def _strict(reply: Response) -> Response:
    for name, value in HEADERS.items():
        if name != "Cache-Control" or "max-age" not in reply.headers.get("Cache-Control", ""):
            reply.headers[name] = value
    return reply
