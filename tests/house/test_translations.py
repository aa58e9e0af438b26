"""P49: every text is in English and Indonesian, with the same placeholders; no word stands outside."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from tests.house.catalogues import extracted, faults, indonesian
from tests.house.source import TEMPLATES, house, templates

pytestmark = pytest.mark.alike

# Names and signs that are the same in every language.
NAMES = {
    "Bendahara",
    "WIB",
    "UTC",
    "Rp",
    "Flip",
    "QR",
    "QRIS",
    "PNG",
    "SVG",
    "CSV",
    "Ctrl",
    "K",
    "Esc",
    "n",
    "id",
}
ATTRIBUTES = {"title", "aria-label", "placeholder", "alt", "aria-description", "label"}
COMMENT = re.compile(r"\{#.*?#\}", re.S)
JINJA = re.compile(r"\{[%{].*?[%}]\}", re.S)
ADDRESS = re.compile(r"/[a-z][\w/-]*")
# What a macro prints into another's tag is no text, although it looks so by itself.
PRINTS_ATTRIBUTES = {"components/live.html", "components/tile.html"}
CLASSES = re.compile(r"\{% block body_class %\}.*?\{% endblock %\}")
WORD = re.compile(r"[^\W\d_]+")
# The first argument of these is shown to people, so it is marked for the translators.
SHOWS = {"flash", "Refused", "ValidationError", "TryAgain", "InputRequired"}
MARKS = {"_", "_l", "mark", "gettext", "lazy_gettext", "ngettext"}


def test_p49_every_text_has_its_indonesian_words() -> None:
    assert len(extracted()) > 300
    assert list(faults()) == []


def catalogue_with(source: str, said: str, **how: object) -> Catalog:
    catalogue = Catalog(locale="id", header_comment="")
    catalogue.mime_headers = [("Plural-Forms", "nplurals=1; plural=0;")]
    catalogue.add(source, said, **how)  # type: ignore[arg-type]
    return catalogue


@pytest.mark.parametrize(
    ("said", "how", "fault"),
    [
        ("", {}, "empty"),
        ("   ", {}, "empty"),
        ("%(count)s tagihan", {"flags": ["fuzzy"]}, "fuzzy"),
        ("%(jumlah)s tagihan", {}, "other placeholders"),
        ("tagihan", {}, "other placeholders"),
        ("%(count)s tagihan ", {}, "loose blanks"),
    ],
)
def test_the_test_of_catalogues_can_fail(
    monkeypatch: pytest.MonkeyPatch, said: str, how: dict[str, object], fault: str
) -> None:
    source = "%(count)s bills"
    monkeypatch.setattr("tests.house.catalogues.extracted", lambda: frozenset({source}))
    [found] = faults(catalogue_with(source, said, **how))
    assert found.startswith(fault)
    assert list(faults(catalogue_with(source, "%(count)s tagihan"))) == []


def test_what_is_absent_or_used_by_nobody_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.house.catalogues.extracted", lambda: frozenset({"Bill"}))
    assert list(faults(catalogue_with("Old", "Lama"))) == ["absent: 'Bill'", "nobody uses: 'Old'"]


def test_indonesian_has_one_plural_form() -> None:
    assert indonesian().num_plurals == 1


class Visible(HTMLParser):
    """Collects the words a page shows: its text, and the attributes that are read out or shown."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in {"script", "style", "code", "kbd"}
        for name, value in attrs:
            if name in ATTRIBUTES:
                self.words += WORD.findall(value or "")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in {"script", "style", "code", "kbd"}

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words += WORD.findall(ADDRESS.sub("", data))


def words_outside(path: Path) -> list[str]:
    """Words of a template that stand neither in an expression nor among the names."""
    parser = Visible()
    text = CLASSES.sub("", COMMENT.sub("", path.read_text(encoding="utf-8")))
    parser.feed(JINJA.sub(" ", text))
    parser.close()
    return [word for word in parser.words if word not in NAMES]


def test_p49_no_visible_word_of_a_template_stands_outside_the_catalogue() -> None:
    """The sandbox has words of its own, in both languages, in `app/sandbox/data/words`."""
    wrong = {
        path.relative_to(TEMPLATES).as_posix(): words
        for path in templates()
        if TEMPLATES / "sandbox" not in path.parents and (words := words_outside(path))
    }
    assert {place: words for place, words in wrong.items() if place not in PRINTS_ATTRIBUTES} == {}


def shown_unmarked() -> Iterator[str]:
    """Where Python shows a text that was not marked."""
    for module in house():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in SHOWS and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant | ast.JoinedStr):
                    yield f"{module.place}:{node.lineno}"


def test_p49_what_python_shows_is_marked() -> None:
    assert list(shown_unmarked()) == []


def test_p49_no_text_to_be_translated_is_put_together_first() -> None:
    """A catalogue cannot hold `f"{count} bills"`; it holds `"%(count)s bills"`."""
    wrong = [
        f"{module.place}:{node.lineno}"
        for module in house()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") in MARKS
        and node.args
        and isinstance(node.args[0], ast.JoinedStr | ast.BinOp)
    ]
    assert wrong == []
