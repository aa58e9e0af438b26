"""Finds which icons the pages use, and draws them into one SVG sheet."""

import ast
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

TONES = {"waiting", "progress", "good", "bad", "muted", "attention"}
SVG = "{http://www.w3.org/2000/svg}"
_IN_TEMPLATES = re.compile(r"""\bicon(?:\(|\s*=)\s*["']([a-z0-9-]+)["']""")


class UnknownIcon(Exception):
    """A page or a status names an icon that Tabler does not have."""


def icons_used(root: Path) -> set[str]:
    """Names of all icons that templates, navigation and status tables mention."""
    names: set[str] = set()
    for template in (root / "templates").rglob("*.html"):
        names.update(_IN_TEMPLATES.findall(template.read_text(encoding="utf-8")))
    for module in (root / "app").rglob("*.py"):
        names.update(_in_python(ast.parse(module.read_text(encoding="utf-8"))))
    return names - {""}


def _in_python(tree: ast.Module) -> Iterator[str]:
    """Yield what follows a tone in a status table, and what is passed as `icon` or is its default."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Tuple):
            yield from _after_a_tone(node.elts)
        elif isinstance(node, ast.Call):
            yield from _after_a_tone(node.args)
            yield from (_text(keyword.value) for keyword in node.keywords if keyword.arg == "icon")
        elif isinstance(node, ast.arguments) and node.defaults:
            with_default = zip(node.args[-len(node.defaults) :], node.defaults, strict=True)
            yield from (_text(default) for argument, default in with_default if argument.arg == "icon")


def _after_a_tone(values: list[ast.expr]) -> Iterator[str]:
    for before, after in pairwise(map(_text, values)):
        if before in TONES and after not in TONES:
            yield after


def _text(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def draw(names: set[str], icons: Path) -> bytes:
    """One SVG with a symbol for each name, in the colour of the text around it.

    :raises UnknownIcon: a name is not among Tabler's
    """
    ElementTree.register_namespace("", SVG.strip("{}"))
    sheet = ElementTree.Element(f"{SVG}svg")
    for name in sorted(names):
        filled = name.endswith("-filled")
        source = icons / ("filled" if filled else "outline") / f"{name.removesuffix('-filled')}.svg"
        if not source.is_file():
            raise UnknownIcon(f"There is no icon named “{name}” among Tabler's.")
        symbol = ElementTree.SubElement(sheet, f"{SVG}symbol", {"id": name, "viewBox": "0 0 24 24"})
        symbol.attrib |= {"fill": "currentColor"} if filled else {"fill": "none", "stroke": "currentColor"}
        symbol.attrib |= {"stroke-linecap": "round", "stroke-linejoin": "round"}
        for shape in ElementTree.parse(source).getroot():
            if shape.get("fill") != "none":
                shape.tail = None
                symbol.append(shape)
    return ElementTree.tostring(sheet)
