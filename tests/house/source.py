"""The source of the house as the house tests read it: modules with their trees, templates as text."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"


@dataclass(frozen=True)
class Module:
    """One Python file: its dotted name, where it is, and its tree."""

    name: str
    path: Path
    tree: ast.Module

    @property
    def place(self) -> str:
        """Its path from the root, as a person would name it."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def text(self) -> str:
        """What stands in it."""
        return self.path.read_text(encoding="utf-8")


@dataclass(frozen=True)
class Import:
    """An import: the module that does it, on which line, and the modules of the house it may bring in."""

    of: str
    line: int
    target: str
    names: tuple[str, ...]


@cache
def modules(*folders: str) -> tuple[Module, ...]:
    """Every Python file below these folders of the root (or these files themselves)."""
    paths = [path for folder in folders for path in _python_below(ROOT / folder)]
    return tuple(
        Module(_dotted(path), path, ast.parse(path.read_text(encoding="utf-8"))) for path in sorted(paths)
    )


def app() -> tuple[Module, ...]:
    """Every module of the app, the sandbox included, and its door."""
    return modules("app", "wsgi.py")


def house() -> tuple[Module, ...]:
    """The same without the sandbox, which is a house apart."""
    return tuple(module for module in app() if not within(module.name, "app.sandbox"))


def within(name: str, package: str) -> bool:
    """True when a dotted name is a package or something in it."""
    return name == package or name.startswith(f"{package}.")


def imports(module: Module) -> Iterator[Import]:
    """Every import of a module, wherever it stands; `from a import b` names `a.b` when that is a module."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(module.name, node.lineno, alias.name, ())
        elif isinstance(node, ast.ImportFrom):
            yield from _from(module, node)


def _from(module: Module, node: ast.ImportFrom) -> Iterator[Import]:
    source = node.module or ""
    for alias in node.names:
        inner = f"{source}.{alias.name}"
        if _is_module(inner):
            yield Import(module.name, node.lineno, inner, ())
        else:
            yield Import(module.name, node.lineno, source, (alias.name,))


@cache
def _is_module(name: str) -> bool:
    path = ROOT.joinpath(*name.split("."))
    return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()


def templates() -> list[Path]:
    """Every template."""
    return sorted(TEMPLATES.rglob("*.html"))


def _python_below(path: Path) -> list[Path]:
    return [path] if path.is_file() else list(path.rglob("*.py"))


def _dotted(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
