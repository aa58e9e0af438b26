"""Nothing grows beyond what one reads in one go: 300 lines a file, 40 a function; all say their charge."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.source import ROOT, Module, app, modules

pytestmark = pytest.mark.alike

LONGEST_FILE = 300
LONGEST_FUNCTION = 40
OWN = ("app", "tests", "benchmarks", "migrations/env.py", "templates", "static/css", "static/js")
READ = {".py", ".html", ".css", ".js", ".sql"}
# Not written to be read from top to bottom.
GENERATED = ("tests/contract/samples", "app/sandbox/data")


def own_files() -> Iterator[Path]:
    for folder in OWN:
        top = ROOT / folder
        for path in [top] if top.is_file() else sorted(top.rglob("*")):
            if path.suffix in READ and not path.relative_to(ROOT).as_posix().startswith(GENERATED):
                yield path


def ours() -> tuple[Module, ...]:
    return modules("app", "wsgi.py", "tests", "benchmarks")


def functions(module: Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without its decorators and its docstring."""
    assert node.end_lineno is not None
    whole = node.end_lineno - node.lineno + 1
    first = node.body[0]
    if ast.get_docstring(node) is None or first.end_lineno is None:
        return whole
    return whole - (first.end_lineno - first.lineno + 1)


def test_no_file_is_longer_than_the_wall() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in own_files()}
    assert len(lengths) > 200
    assert {path: count for path, count in lengths.items() if count > LONGEST_FILE} == {}


def test_no_function_is_longer_than_one_screen() -> None:
    long = {
        f"{module.place}:{node.lineno} {node.name}": length(node)
        for module in ours()
        for node in functions(module)
        if length(node) > LONGEST_FUNCTION
    }
    assert long == {}


def test_every_module_opens_with_its_charge() -> None:
    silent = [module.place for module in ours() if not ast.get_docstring(module.tree)]
    assert silent == []


def test_every_public_thing_of_the_app_says_what_it_is() -> None:
    """The sandbox is a house apart and speaks by its names where they are plain."""
    silent = [
        f"{module.place}:{node.lineno} {node.name}"
        for module in app()
        if not module.name.startswith("app.sandbox")
        for node in _public(module.tree)
        if not ast.get_docstring(node)
    ]
    assert silent == []


def _public(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                methods = (inner for inner in node.body if isinstance(inner, ast.FunctionDef))
                yield from (method for method in methods if not method.name.startswith("_"))


def test_more_than_five_arguments_are_named() -> None:
    wrong = [
        f"{module.place}:{node.lineno} {node.name}"
        for module in app()
        for node in functions(module)
        if not node.name.startswith("_")
        and len([argument for argument in node.args.args if argument.arg not in {"self", "cls"}]) > 5
    ]
    assert wrong == []
