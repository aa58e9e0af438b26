"""Writes the pages of the documents that say what the code says: permissions and statuses (`make docs`)."""

import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from flask import Flask

from app.config import from_environment
from app.factory import ROOT, create_app
from app.lib.labels import Labelled
from app.lib.transitions import Transitions
from app.users.permissions import PERMISSIONS, Role
from app.web.guard import PUBLIC, SIGNED_IN, guard_of

DOCS = ROOT / "docs"
GENERATED = "<!-- Written by `make docs` from the code; do not edit by hand. -->"
ABOUT_ADDRESSES = (
    "*Everybody* needs no sign-in, *people* is whoever is signed in. Whoever lacks a permission gets a page "
    "that names it and says who holds it; the refusal is in the audit log."
)
ABOUT_STATUSES = (
    "A status is always a colour, an icon and a word. A status without a next one is final: it leaves only "
    "by a person's explicit correction. A word of Flip's that is not here is kept and shown as Flip wrote "
    "it, and moves nothing."
)
_TITLE = re.compile(r"(?<=[a-z])(?=[A-Z])")


def pages(app: Flask) -> dict[str, str]:
    """Every generated page by its file name."""
    return {"permissions.md": permissions(app), "statuses.md": statuses()}


def permissions(app: Flask) -> str:
    """Who may do what, and which permission each address asks for."""
    roles = " | ".join(role.label for role in Role)
    marks = " | ".join(":-:" for _ in Role)
    held = [
        f"| {permission.sentence} | `{name}` | {_ticks(permission.roles)} |"
        for name, permission in PERMISSIONS.items()
    ]
    lines = [
        "# Who may do what",
        GENERATED,
        "A person has one role. Read a line aloud: *staff may see the overview*.",
        "\n".join([f"| may … | permission | {roles} |", f"|---|---|{marks}|", *held]),
        "## What each address asks for",
        ABOUT_ADDRESSES,
        "\n".join(["| address | method | asks for |", "|---|---|---|", *_addresses(app)]),
    ]
    return "\n\n".join(lines) + "\n"


def _ticks(holders: frozenset[Role]) -> str:
    return " | ".join("✓" if role in holders else "" for role in Role)


def _addresses(app: Flask) -> Iterator[str]:
    named = {PUBLIC: "*everybody*", SIGNED_IN: "*people*"}
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, sorted(rule.methods or ()))):
        guard = guard_of(app, rule.endpoint) or ""
        methods = ", ".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
        address = re.sub(r"<(?:[^<>:]*:)?(\w+)>", r"<\1>", rule.rule)
        yield f"| `{address}` | {methods} | {named.get(guard) or f'`{guard}`'} |"


def statuses() -> str:
    """What things can be, how they may move, and Flip's words for it."""
    kinds = sorted(Labelled.__subclasses__(), key=lambda kind: (kind.__module__, kind.__qualname__))
    lines = [
        "# What things can be",
        GENERATED,
        ABOUT_STATUSES,
    ]
    for kind in kinds:
        if kind is not Role and kind.__module__.startswith("app."):
            lines += [*_status(kind)]
    return "\n\n".join(lines) + "\n"


def _status(kind: type[Labelled]) -> Iterator[str]:
    module = vars(sys.modules[kind.__module__])
    steps = next((value for value in module.values() if _moves(value, kind)), None)
    words = [value for value in module.values() if _translates(value, kind)]
    yield f"## {_TITLE.sub(' ', kind.__name__).capitalize()} (`{kind.__module__.removeprefix('app.')}`)"
    yield (kind.__doc__ or "").strip().splitlines()[0]
    heads = ["", "means", "tone", *(["may become"] if steps else []), *(["Flip's words"] if words else [])]
    rows = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    for member in kind:
        cells = [f"`{member.value}`", member.label, member.tone]
        if steps:
            following = sorted(steps.steps.get(member, ()), key=list(kind).index)
            cells.append(", ".join(f"`{one}`" for one in following))
        if words:
            cells.append(", ".join(f"`{word}`" for table in words for word in table if table[word] is member))
        rows.append(f"| {' | '.join(cells)} |")
    yield "\n".join(rows)


def _moves(value: object, kind: type[Labelled]) -> bool:
    return isinstance(value, Transitions) and all(isinstance(status, kind) for status in value.steps)


def _translates(value: object, kind: type[Labelled]) -> bool:
    if not isinstance(value, dict) or not value:
        return False
    return all(isinstance(one, kind) for one in value.values()) and all(type(word) is str for word in value)


def write(folder: Path = DOCS) -> list[Path]:
    """Write every page; the ones that changed."""
    with tempfile.TemporaryDirectory() as instance:
        made = pages(create_app(from_environment({"INSTANCE": instance})))
    changed = [folder / name for name, text in made.items() if _read(folder / name) != text]
    for path in changed:
        path.write_text(made[path.name], encoding="utf-8")
    return changed


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


if __name__ == "__main__":
    for page in write():
        print(f"written: {page.relative_to(ROOT)}")
