"""What the Indonesian catalogue lacks, found by reading it and the source; `make lint` runs it."""

import re
import sys
from collections.abc import Iterator
from functools import cache

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords, parse_mapping_cfg
from babel.messages.pofile import read_po

from tests.house.source import ROOT

INDONESIAN = ROOT / "app" / "translations" / "id" / "LC_MESSAGES" / "messages.po"
KEYWORDS = DEFAULT_KEYWORDS | parse_keywords(["_l", "mark", "gettext", "lazy_gettext", "ngettext:1,2"])
_PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[#0\- +]?[\d.]*[diouxXeEfFgGcrs]")

Words = str | tuple[str, ...]


@cache
def extracted() -> frozenset[Words]:
    """Every text of the app that people see, the sandbox's aside, which keeps its own words."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as mapping:
        methods, options = parse_mapping_cfg(mapping)  # type: ignore[no-untyped-call]
    found = extract_from_dir(
        str(ROOT),
        methods,
        options,
        keywords=KEYWORDS,
        directory_filter=lambda path: path == str(ROOT) or _is_ours(path),
    )
    return frozenset(message for _, _, message, _, _ in found)


def _is_ours(path: str) -> bool:
    top = path.removeprefix(str(ROOT)).strip("/").split("/")[0]
    return top in {"app", "templates"}


def indonesian() -> Catalog:
    """The Indonesian catalogue."""
    with INDONESIAN.open("rb") as file:
        return read_po(file, locale="id")


def faults(catalogue: Catalog | None = None) -> Iterator[str]:
    """What is wrong with a catalogue (the Indonesian one), one line each; nothing when it is complete."""
    catalogue = indonesian() if catalogue is None else catalogue
    known = {_as_words(message.id): message for message in catalogue if message.id}
    if catalogue.num_plurals != 1:
        yield f"Indonesian has one plural form, the catalogue says {catalogue.num_plurals}"
    for text in sorted(extracted(), key=str):
        message = known.get(text)
        if message is None:
            yield f"absent: {text!r}"
        else:
            yield from _faults_of(message)
    for text in sorted(set(known) - extracted(), key=str):
        yield f"nobody uses: {text!r}"


def _as_words(source: str | list[str] | tuple[str, ...]) -> Words:
    return source if isinstance(source, str) else tuple(source)


def _faults_of(message: Message) -> Iterator[str]:
    source = message.id if isinstance(message.id, str) else message.id[-1]
    texts = message.string if isinstance(message.string, tuple | list) else (message.string,)
    said = [text or "" for text in texts]
    if message.fuzzy:
        yield f"fuzzy: {source!r}"
    if len(said) != 1 or not said[0].strip():
        yield f"empty: {source!r}"
    elif _placeholders(source) != _placeholders(said[0]):
        yield f"other placeholders: {source!r} → {said[0]!r}"
    elif source.strip() == source and said[0].strip() != said[0]:
        yield f"loose blanks: {source!r} → {said[0]!r}"


def _placeholders(text: str) -> list[str]:
    return sorted(_PLACEHOLDER.findall(text.replace("%%", "")))


def main() -> int:
    """Print every fault; 0 when there is none."""
    found = list(faults())
    print("\n".join(found) or f"Every one of {len(extracted())} texts has its Indonesian words.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
