"""Templates: one root to a fragment, one macro to a component, nothing that is unsafe or needs script."""

import ast
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import TypeGuard

import pytest

from tests.house.source import TEMPLATES, house, templates

pytestmark = pytest.mark.alike

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
COMMENT = re.compile(r"\{#.*?#\}", re.S)
TAG = re.compile(r"\{%.*?%\}", re.S)
PRINTED = re.compile(r"\{\{.*?\}\}", re.S)
ELEMENT = re.compile(r"<[a-z][^<>]*?(?:\{[{%].*?[}%]\}[^<>]*?)*>", re.S | re.I)
# The sandbox's customers are nobody in particular: there is no session that another site could use.
CHECKOUT = TEMPLATES / "sandbox" / "pay"
# Macros that print the attributes or the whole of a root element.
PRINTS_ID = re.compile(r"\blive\(\s*[\"']")


def source(path: Path) -> str:
    """A template without its comments."""
    return COMMENT.sub("", path.read_text(encoding="utf-8"))


def found(pattern: str) -> list[str]:
    """Where a pattern stands in any template."""
    look = re.compile(pattern, re.I | re.S)
    return [
        f"{path.relative_to(TEMPLATES)}: {match.group()[:60]}"
        for path in templates()
        for match in look.finditer(source(path))
    ]


@pytest.mark.parametrize(
    "pattern",
    [
        pytest.param(r"\|\s*safe\b", id="safe"),
        pytest.param(r"\{%-?\s*autoescape", id="autoescape"),
        pytest.param(r"<[^>]*\sstyle\s*=", id="style attribute"),
        pytest.param(r"<style\b", id="style element"),
        pytest.param(r"<[^>]*\son[a-z]+\s*=", id="handler"),
        pytest.param(r"\bhx-on\b", id="hx-on"),
        pytest.param(r"\bhx-(vals|headers)[:a-z]*\s*=\s*[\"']\s*js(on)?:", id="js values"),
        pytest.param(r"hx-trigger\s*=\s*[\"'][^\"']*\[[^=\]]*\]", id="trigger filter"),
        pytest.param(r"\bhx-boost\b", id="hx-boost"),
        pytest.param(r"<script(?![^>]*\ssrc=)[^>]*>", id="inline script"),
        pytest.param(r"javascript:", id="javascript address"),
    ],
)
def test_nothing_stands_in_a_template_that_the_policy_refuses(pattern: str) -> None:
    assert found(pattern) == []


def test_only_the_filters_may_declare_text_safe() -> None:
    declaring = {
        module.name
        for module in house()
        for node in ast.walk(module.tree)
        if (isinstance(node, ast.Name) and node.id == "Markup")
        or (
            isinstance(node, ast.Attribute)
            and node.attr in {"Markup", "from_string", "render_template_string"}
        )
    }
    assert declaring <= {"app.web.filters"}


class Roots(HTMLParser):
    """Counts the elements that stand in no other, and what they carry as id; text outside counts too."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0
        self.roots: list[str | None] = []
        self.loose = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.depth == 0:
            self.roots.append(dict(attrs).get("id"))
        if tag not in VOID:
            self.depth += 1

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.depth -= 1

    def handle_data(self, data: str) -> None:
        if self.depth == 0:
            self.loose += data.strip()


def roots_of(text: str) -> Roots:
    """The roots of a template's text; what a macro prints as a root's attributes counts as its id."""
    plain = TAG.sub("", PRINTED.sub(lambda one: 'id="x"' if PRINTS_ID.search(one.group()) else "x", text))
    parser = Roots()
    parser.feed(plain)
    parser.close()
    return parser


def fragments() -> list[Path]:
    return [path for path in templates() if path.name.startswith("_")]


def rendered_fragments() -> set[str]:
    """Fragments that Python answers with: htmx swaps them in by their id."""
    names = set()
    for module in house():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                names.update(re.findall(r"^[a-z]+/_[a-z_]+\.html$", node.value))
    return names


@pytest.mark.parametrize("path", fragments(), ids=lambda path: path.relative_to(TEMPLATES).as_posix())
def test_a_fragment_has_one_root_element(path: Path) -> None:
    found_roots = roots_of(source(path))
    assert (len(found_roots.roots), found_roots.depth, found_roots.loose) == (1, 0, "")


@pytest.mark.parametrize("name", sorted(rendered_fragments()))
def test_a_fragment_that_is_swapped_in_owns_its_id(name: str) -> None:
    assert roots_of(source(TEMPLATES / name)).roots[0]


def test_the_test_of_roots_can_fail() -> None:
    assert len(roots_of("<p>a</p><p>b</p>").roots) == 2
    assert roots_of("<p>a</p>loose").loose == "loose"
    assert roots_of("<div>{% if a %}<p>b</p>{% endif %}").depth == 1


def elements_with(attribute: str) -> list[tuple[str, str]]:
    return [
        (path.relative_to(TEMPLATES).as_posix(), element)
        for path in templates()
        for element in ELEMENT.findall(source(path))
        if re.search(rf"\s{attribute}\s*=", element)
    ]


def test_what_a_person_asks_for_works_without_script() -> None:
    """A poll is the page's own and may need script; a link or a form is a person's and may not."""
    asked = elements_with("hx-get") + elements_with("hx-post")
    assert len(asked) >= 2
    without = [
        (place, element[:80])
        for place, element in asked
        if element.startswith(("<a", "<form", "<button", "<input", "<select"))
        and not re.search(r"\s(href|action|formaction)\s*=", element)
    ]
    assert without == []


def test_what_asks_by_itself_has_a_way_without_script_beside_it() -> None:
    """A plain element may ask by hx-post only where a `noscript` offers the same."""
    lonely = [
        place
        for place, element in elements_with("hx-post")
        if element.startswith("<div") and "<noscript>" not in source(TEMPLATES / place)
    ]
    assert lonely == []


def test_every_form_that_posts_carries_its_token() -> None:
    form = re.compile(r"<form\b[^>]*method=\"post\".*?</form>", re.S)
    wrong = [
        f"{path.relative_to(TEMPLATES)}: {one.group()[:70]}"
        for path in templates()
        if path.parent != CHECKOUT
        for one in form.finditer(source(path))
        if not re.search(r"csrf|token_field\(", one.group())
    ]
    assert wrong == []


def views_and_templates() -> list[tuple[str, str, set[str]]]:
    """Each view of a room that answers a GET, and the templates it renders by itself."""
    pairs = []
    for module in house():
        for node in module.tree.body:
            if not isinstance(node, ast.FunctionDef) or not node.decorator_list:
                continue
            names = _templates_named(node, {one.name: one for one in module.tree.body if _is_helper(one)})
            if names and _is_view(node):
                pairs.append((module.name.split(".")[1], _endpoint(node), names))
    return pairs


def _templates_named(node: ast.FunctionDef, helpers: dict[str, ast.FunctionDef]) -> set[str]:
    inside = list(ast.walk(node))
    called = [helpers[one.id] for one in inside if isinstance(one, ast.Name) and one.id in helpers]
    texts = [one.value for part in (node, *called) for one in ast.walk(part) if isinstance(one, ast.Constant)]
    return {text for text in texts if isinstance(text, str) and re.fullmatch(r"[a-z]+/[a-z_]+\.html", text)}


def _is_helper(node: ast.stmt) -> TypeGuard[ast.FunctionDef]:
    return isinstance(node, ast.FunctionDef) and not node.decorator_list


def _endpoint(node: ast.FunctionDef) -> str:
    keywords = [
        keyword for one in node.decorator_list if isinstance(one, ast.Call) for keyword in one.keywords
    ]
    named = [
        one.value.value for one in keywords if one.arg == "endpoint" and isinstance(one.value, ast.Constant)
    ]
    return str(named[0]) if named else node.name


def _is_view(node: ast.FunctionDef) -> bool:
    calls = [one for one in node.decorator_list if isinstance(one, ast.Call)]
    routes = [one.func.attr for one in calls if isinstance(one.func, ast.Attribute)]
    return bool(set(routes) & {"get", "route"})


def test_a_view_renders_the_template_of_its_own_name() -> None:
    pairs = views_and_templates()
    assert len(pairs) > 10
    wrong = [
        f"{room}.{view} renders {sorted(names)}"
        for room, view, names in pairs
        if f"{room}/{view}.html" not in names and not all("/_" in name for name in names)
    ]
    assert wrong == []


def test_a_file_that_defines_a_macro_holds_that_one_alone_and_is_named_after_it() -> None:
    wrong = {}
    for path in templates():
        names = re.findall(r"\{%-?\s*macro\s+(\w+)", source(path))
        if names and names != [path.stem.removeprefix("_")] and TEMPLATES / "sandbox" not in path.parents:
            wrong[path.relative_to(TEMPLATES).as_posix()] = names
    assert wrong == {}
