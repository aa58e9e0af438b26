"""The sandbox shares nothing with the house it stands beside, and speaks both languages."""

import ast
import json
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
CODE = sorted((ROOT / "app" / "sandbox").glob("**/*.py"))
TEMPLATES = sorted((ROOT / "templates" / "sandbox").glob("**/*.html"))


def _imports(file: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return names


def test_it_imports_nothing_of_the_house() -> None:
    assert CODE
    for file in CODE:
        strangers = {name for name in _imports(file) if name.split(".")[0] == "app"}
        assert all(name == "app.sandbox" or name.startswith("app.sandbox.") for name in strangers), file.name


def test_only_the_courier_speaks_http() -> None:
    assert [file.name for file in CODE if "requests" in _imports(file)] == ["courier.py"]


def test_every_word_has_both_languages_with_the_same_blanks() -> None:
    for file in (ROOT / "app" / "sandbox" / "data" / "words").glob("*.json"):
        for key, texts in json.loads(file.read_text(encoding="utf-8")).items():
            assert len(texts) == 2, key
            english, indonesian = (sorted(re.findall(r"\{\w*\}", text)) for text in texts)
            assert english == indonesian, key
            assert all(text.strip() for text in texts), key


def test_templates_carry_no_style_script_or_raw_html() -> None:
    assert TEMPLATES
    for file in TEMPLATES:
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"<script|\bstyle=|\|\s*safe|\son\w+=", text), file.name
