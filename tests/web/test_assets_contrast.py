"""The colours of static/css/tokens.css are legible in both themes: 4.5 for words, 3 for marks and borders."""

import re
from itertools import product

import pytest

from app.web.assets import ROOT
from app.web.sprite import TONES

CSS = (ROOT / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
COLOURS = {
    name: {"light": light, "dark": dark}
    for name, light, dark in re.findall(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);", CSS)
}
SHEETS = ("paper", "surface", "surface-soft")
WORDS = [
    *product(("ink", "ink-soft", "brand", "brand-strong", "danger"), SHEETS),
    *((f"tone-{tone}-text", f"tone-{tone}-bg") for tone in sorted(TONES)),
    *product((f"tone-{tone}-text" for tone in sorted(TONES)), SHEETS),
    *(("on-brand", back) for back in ("brand", "brand-strong")),
    *(("on-danger", back) for back in ("danger", "danger-strong")),
    *(("ink", back) for back in ("brand-wash", "tone-muted-bg")),
    *product(("side-ink", "side-ink-on"), ("side", "side-wash")),
]
MARKS = [
    *product((f"tone-{tone}-solid" for tone in sorted(TONES)), SHEETS),
    *product(("line-strong",), SHEETS),
]


def luminance(colour: str) -> float:
    """Relative luminance as the accessibility guidelines define it."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Ratio between 1 and 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("least", "pairs"), [(4.5, WORDS), (3, MARKS)], ids=["words", "marks"])
def test_every_pair_is_legible(theme: str, least: float, pairs: list[tuple[str, str]]) -> None:
    ratios = {(front, back): contrast(COLOURS[front][theme], COLOURS[back][theme]) for front, back in pairs}
    assert {pair: round(ratio, 2) for pair, ratio in ratios.items() if ratio < least} == {}


def test_black_on_white_is_21() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21
