"""What each verb of the audit log is called on the page; every room names its own."""

from collections.abc import Mapping

from flask_babel import gettext as _

from app.lib.labels import mark

_names: dict[str, str] = {}


def name_verbs(names: Mapping[str, str]) -> None:
    """Name verbs of a room: verb → English source text, such as `bill.created` → "created a bill"."""
    _names.update(names)


def named(verb: str) -> str:
    """The verb in the person's language; an unnamed one stands for itself."""
    text = _names.get(verb)
    return verb if text is None else str(_(text))


def actor_named(name: str) -> str:
    """Who acted, in the person's language: people by their name, machinery by what it is and for whom."""
    kind, _colon, whom = name.partition(":")
    text = _MACHINES.get(kind)
    return name if text is None else str(_(text, whom=whom))


def plainly(value: object) -> str:
    """A value of before, after or details as people read it."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, list):
        return ", ".join(map(plainly, value)) or "–"
    if isinstance(value, dict):
        return ", ".join(f"{name}: {plainly(inner)}" for name, inner in value.items()) or "–"
    return str(value)


_MACHINES = {
    "nobody": mark("somebody not signed in"),
    "worker": mark("the worker"),
    "command": mark("a command on the server"),
    "phone": mark("by phone, for %(whom)s"),
}

name_verbs(
    {
        "audit.verified": mark("checked the audit log"),
        "audit.head_missing": mark("found no head of the audit log on the worker's machine"),
        "permission.refused": mark("was refused for lack of a permission"),
    }
)
