"""`make assets`: what it builds, how little of it, and that a second run does nothing."""

import gzip
import json
import re
from pathlib import Path

import pytest

from app.web import assets
from app.web.sprite import UnknownIcon, draw, icons_used

FIRST_LOAD_BYTES = 200_000
STATIC = assets.ROOT / "static"


@pytest.fixture(scope="module", autouse=True)
def built() -> None:
    """The front end as pages use it."""
    assets.build()


def test_second_run_does_nothing() -> None:
    before = {path: path.stat().st_mtime_ns for path in (STATIC / "vendor").iterdir()}
    assert assets.build() is False
    after = {path: path.stat().st_mtime_ns for path in before}
    del before[STATIC / "vendor" / ".lock"], after[STATIC / "vendor" / ".lock"]
    assert after == before


def test_first_load_is_small() -> None:
    base = (assets.ROOT / "templates" / "layouts" / "base.html").read_text(encoding="utf-8")
    files = set(re.findall(r"static_url\('([^']+)'\)", base)) | {"vendor/icons.svg"}
    assert {"vendor/tabler.css", "vendor/htmx.js", "css/app.css", "js/app.js"} <= files
    sizes = {name: len(gzip.compress((STATIC / name).read_bytes())) for name in files}
    assert sum(sizes.values()) < FIRST_LOAD_BYTES, sizes


def test_chart_library_is_not_part_of_the_first_load() -> None:
    assert "chart" not in (assets.ROOT / "templates" / "layouts" / "base.html").read_text(encoding="utf-8")


def test_lock_file_names_no_registry() -> None:
    text = (assets.ROOT / "package-lock.json").read_text(encoding="utf-8")
    packages = json.loads(text)["packages"]
    assert "resolved" not in text
    assert "registry" not in text
    assert all("integrity" in entry for path, entry in packages.items() if path)


def test_icons_are_found_wherever_they_are_named(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "app").mkdir()
    (tmp_path / "templates" / "page.html").write_text(
        """{{ icon("sun") }}{{ button("/", "x", icon='plus') }}"""
    )
    (tmp_path / "app" / "module.py").write_text(
        'PAID = "paid", _("Paid"), "good", "check"\n'
        'TABS = ("all", "attention", "set_aside")\n'
        "class Entry:\n    endpoint: str\n    icon: str\n"
        'Entry("bills.index", "receipt")\n'
        'def build(value, icon="point"): ...\n'
        'show(icon="cash")\n'
    )
    assert icons_used(tmp_path) == {"sun", "plus", "check", "receipt", "point", "cash"}


def test_unknown_icon_is_named() -> None:
    with pytest.raises(UnknownIcon, match="no-such-icon"):
        draw({"no-such-icon"}, assets.ROOT / "node_modules" / "@tabler" / "icons" / "icons")


def test_sheet_holds_exactly_the_icons_used() -> None:
    sheet = (STATIC / "vendor" / "icons.svg").read_text(encoding="utf-8")
    assert set(re.findall(r'symbol id="([^"]+)"', sheet)) == icons_used(assets.ROOT)


def test_styles_fetch_nothing_from_elsewhere() -> None:
    for sheet in [*(STATIC / "css").glob("*.css"), STATIC / "vendor" / "tabler.css"]:
        addresses = re.findall(r"url\(\s*[\"']?([^\"')\s]+)", sheet.read_text(encoding="utf-8"))
        assert [address for address in addresses if not address.startswith(("data:", "#"))] == [], sheet.name
