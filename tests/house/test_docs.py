"""The documents are current: generated pages say what the code says, and what is linked exists."""

import re
from pathlib import Path

import pytest

from app import generated_docs
from app.config import from_environment
from tests.house.source import ROOT
from tests.users.bench import House

pytestmark = pytest.mark.alike

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")


@pytest.mark.parametrize("name", ["permissions.md", "statuses.md"])
def test_what_is_generated_is_current(house: House, name: str) -> None:
    made = generated_docs.pages(house.app)
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == made[name], "run `make docs`"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    lost = [
        link for link in LINK.findall(page.read_text(encoding="utf-8")) if not (page.parent / link).exists()
    ]
    assert lost == []


def test_the_readme_opens_with_the_two_commands() -> None:
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    assert [line.split("#")[0].strip() for line in lines[:6] if line.startswith("make")] == [
        "make run",
        "make test",
    ]


def test_the_readme_names_every_setting() -> None:
    read = set(re.findall(r'environ(?:\.get\(|, (?:environment, )?(?:instance, )?)"([A-Z_]+)"', _config()))
    read |= {"SECRET_KEY", "VAULT_KEYS", "FLIP_SECRET_KEY", "FLIP_VALIDATION_TOKEN"}
    assert len(read) >= 12
    named = set(re.findall(r"`([A-Z_]+)`", (ROOT / "README.md").read_text(encoding="utf-8")))
    assert read - named == set()


def _config() -> str:
    module = Path(from_environment.__code__.co_filename)
    return module.read_text(encoding="utf-8")


def test_every_folder_stands_in_the_tour() -> None:
    tour = (ROOT / "docs" / "tour.md").read_text(encoding="utf-8")
    folders = {
        path.relative_to(ROOT).as_posix()
        for top in ("app", "tests", "templates", "static")
        for path in (ROOT / top).iterdir()
        if path.is_dir() and not path.name.startswith(("_", "."))
    }
    ignored = {"static/vendor"}
    assert {folder for folder in folders - ignored if f"`{folder}/`" not in tour} == set()


def test_every_decision_says_what_why_and_what_it_costs() -> None:
    decisions = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [path.name[:4] for path in decisions] == [
        f"{number:04}" for number in range(1, len(decisions) + 1)
    ]
    for path in decisions:
        text = path.read_text(encoding="utf-8")
        assert re.findall(r"^\*\*(Decided|Why|Cost)\.\*\*", text, re.M) == ["Decided", "Why", "Cost"], (
            path.name
        )
