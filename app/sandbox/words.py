"""The words of the sandbox's pages in English and Indonesian, and which of the two a visitor reads."""

import json
from pathlib import Path

from flask import Response, request

LANGUAGES = ("en", "id")
COOKIE = "sandbox_language"
_FOLDER = Path(__file__).with_name("data") / "words"
_WORDS: dict[str, list[str]] = {}
for _file in sorted(_FOLDER.glob("*.json")):
    _WORDS |= json.loads(_file.read_text(encoding="utf-8"))


def language() -> str:
    """From ``?lang=``, else what was chosen before, else what the browser asks for, else English."""
    for wanted in (request.args.get("lang"), request.cookies.get(COOKIE)):
        if wanted in LANGUAGES:
            return wanted
    return request.accept_languages.best_match(LANGUAGES) or "en"


def words(key: str, **values: object) -> str:
    text = _WORDS[key][LANGUAGES.index(language())]
    return text.format(**values) if values else text


def remember(reply: Response) -> Response:
    """Keeps a choice made by ``?lang=`` for the pages that follow."""
    if request.args.get("lang") in LANGUAGES:
        reply.set_cookie(COOKIE, language(), max_age=365 * 86_400, httponly=True, samesite="Lax")
    return reply
