"""P40: three processes, an agent walked through KYC over HTTP: nowhere lies a stretch of any picture."""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from app.users.demo import PASSWORD
from tests.agents.leaks import Pictures, deleted_but_open, files_below, leaks
from tests.agents.walk import ADDRESS, IDENTITY
from tests.pictures import card, selfie
from tests.processes import Copy, until

pytestmark = [pytest.mark.processes, pytest.mark.alike]


class Desk:
    """A person who is signed in, and the agent they walk through KYC."""

    def __init__(self, copy: Copy) -> None:
        self.copy = copy
        self.browser = requests.Session()
        self.browser.headers["Accept-Language"] = "en"
        self.agent = "/agents/new"
        self.seen: set[bytes] = set()
        assert self.send("/sign-in", {"email": "staff@example.test", "password": PASSWORD})

    def read(self, path: str) -> requests.Response:
        """A page, or a picture."""
        answer = self.browser.get(self.copy.url + path, timeout=20)
        answer.raise_for_status()
        return answer

    def send(self, path: str, fields: dict[str, Any], file: bytes | None = None, page: str = "") -> str:
        """Fill in the form of a page and send it; where it leads, or nowhere where something was amiss."""
        form = self.read(page or path).text
        hidden = {name: self._hidden(form, name) for name in ("csrf_token", "seen", "submission")}
        files = {"file": ("photo.jpg", file, "image/jpeg")} if file else None
        whole = hidden | {name: str(value) for name, value in fields.items()}
        address = self.copy.url + path
        answer = self.browser.post(address, whole, files=files, timeout=20, allow_redirects=False)
        return answer.headers.get("Location", "")

    def fill_in(self) -> None:
        """Identity and address; Flip registers the agent."""
        day = IDENTITY["birth_date"].strftime("%d/%m/%Y")
        identity = IDENTITY | {"birth_date": day, "phone_verified": "y"}
        self.agent = self.send("/agents/new/identity", identity).removesuffix("/address")
        address = ADDRESS | {"use_identity_address": "y"}
        # Each answer brings the list within the region chosen above it.
        until(lambda: self.send(f"{self.agent}/address", address), 30, "the address is not taken")

    def take(self, step: str, file: bytes) -> None:
        """Upload a picture once its step is open, look at all there are, and wait until it is sent."""
        self.comes_to(step)
        assert self.send(f"{self.agent}/{step}", {}, file)
        self.look()

    def look(self) -> None:
        """Open every picture the agent's page links to."""
        links = re.findall(rf'href="({self.agent}/pictures/\d+)"', self.read(self.agent).text)
        assert links
        self.seen |= {self.read(link).content for link in links}

    def comes_to(self, step: str) -> None:
        """Wait until the walk stands at a step."""
        until(lambda: self.read(f"{self.agent}/continue").url.endswith(f"/{step}"), 30, f"not at {step}")

    def flip_says(self, **said: str) -> None:
        """Have Flip decide, once it has what was asked for."""
        flip_id = self.copy.books()["agents"][0]["id"]
        self.copy.panel(f"agents/{flip_id}", said)

    def stands(self, status: str) -> None:
        """Wait until Flip has the agent there."""
        until(lambda: self.copy.books()["agents"][0]["kyc_status"] == status, 30, f"Flip is not at {status}")

    def _hidden(self, page: str, name: str) -> str:
        found = re.search(rf'name="{name}"[^>]* value="([^"]*)"', page)
        return found[1] if found else ""


@pytest.fixture
def copy(tmp_path: Path) -> Iterator[Copy]:
    """Three processes, whose temporary folder is theirs alone."""
    (tmp_path / "instance").mkdir()
    (tmp_path / "temporary").mkdir()
    copy = Copy(tmp_path / "instance", TMPDIR=str(tmp_path / "temporary"))
    copy.start_all()
    yield copy
    copy.stop_all()


def walk_through(copy: Copy) -> Pictures:
    """An agent rejected for the card, repaired and verified; every picture as uploaded and as served."""
    desk = Desk(copy)
    desk.fill_in()
    desk.take("card", card(71))
    desk.take("selfie", selfie(72))
    desk.stands("UPLOAD_IDENTITY_SELFIE_PROGRESS")
    desk.flip_says(kyc_status="UPLOAD_IDENTITY_SELFIE_SUCCESS")
    desk.comes_to("review")
    assert desk.send(f"{desk.agent}/submit", {}, page=f"{desk.agent}/review")
    desk.stands("PENDING")
    desk.flip_says(kyc_status="REJECTED", rejected_reason_code="16")
    desk.take("card", card(73))
    desk.stands("PENDING")
    desk.flip_says(kyc_status="APPROVED")
    assert len(desk.seen) == 3
    return Pictures(card(71), selfie(72), card(73), *desk.seen)


def dump(database: Path) -> bytes:
    """All rows of an SQLite file as text, its bytes in small hexadecimal letters."""
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        return "\n".join(connection.iterdump()).lower().encode()


def test_P40_after_an_agents_whole_way_no_stretch_of_a_picture_lies_anywhere(
    copy: Copy, tmp_path: Path
) -> None:
    pictures = walk_through(copy)
    files = files_below(tmp_path)
    names = {file.name for file in files}
    assert names >= {"bendahara.db", "bendahara.db-wal", "queue.db", "sandbox.db"}
    assert names >= {"web.txt", "worker.txt", "sandbox.txt"}
    assert leaks(pictures, [*files, *deleted_but_open(*copy.processes())]) == []
    for database in ("bendahara.db", "queue.db", "sandbox.db"):
        told = dump(copy.folder / database)
        assert told
        assert not pictures.are_in(told), database
    copy.stop_all()
    assert leaks(pictures, files_below(tmp_path)) == []
