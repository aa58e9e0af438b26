"""Finds which icons the pages use, and draws them into one SVG sheet."""

import ast
import re
from collections.abc import Iterator
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
    trees = [ast.parse(module.read_text(encoding="utf-8")) for module in (root / "app").rglob("*.py")]
    places = dict(place for tree in trees for place in _places(tree))
    for tree in trees:
        names.update(_in_python(tree, places))
    return names - {""}


def _places(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Yield each function or dataclass that takes an `icon`, and which argument that is."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            named = [argument.arg for argument in node.args.args]
        elif isinstance(node, ast.ClassDef):
            fields = (line.target for line in node.body if isinstance(line, ast.AnnAssign))
            named = [field.id for field in fields if isinstance(field, ast.Name)]
        else:
            continue
        if "icon" in named:
            yield node.name, named.index("icon")


def _in_python(tree: ast.Module, places: dict[str, int]) -> Iterator[str]:
    """Yield the end of each (value, label, tone, icon), and what is passed as `icon` or is its default."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Tuple) and len(node.elts) == 4 and _text(node.elts[2]) in TONES:
            yield _text(node.elts[3])
        elif isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            yield from map(_text, node.args[places[name] :][:1] if name in places else ())
            yield from (_text(keyword.value) for keyword in node.keywords if keyword.arg == "icon")
        elif isinstance(node, ast.arguments) and node.defaults:
            with_default = zip(node.args[-len(node.defaults) :], node.defaults, strict=True)
            yield from (_text(default) for argument, default in with_default if argument.arg == "icon")


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
