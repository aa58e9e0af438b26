"""P41 over HTTP: of every hostile file sent to the desk nothing is stored, and no upload reaches the disk."""

import tempfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from werkzeug.test import TestResponse

from app.agents.picture_models import AgentPicture
from app.agents.statuses import AgentStatus
from tests.agents.phones import hand_over, kept
from tests.agents.walk import Walk
from tests.pictures import card, jpeg, noise, too_large, too_small
from tests.vault.hostile import corpus, foreign_bytes

S = AgentStatus


def send(walk: Walk, public_id: str, file: bytes, step: str = "card", **fields: str) -> TestResponse:
    """Send a file to a step of the walk, under a name that says it is a photo."""
    return walk.staff.post(f"/agents/{public_id}/{step}", file=(BytesIO(file), "photo.jpg"), **fields)


def test_P41_every_hostile_file_is_refused_in_words_or_drawn_anew(walk: Walk) -> None:
    public_id, files = walk.registered(), corpus()
    assert len(files) >= 60
    for name, one in files.items():
        before = len(kept(walk, public_id))
        answer = send(walk, public_id, one.content)
        now = kept(walk, public_id)
        taken = len(now) > before
        assert answer.status_code in ((303,) if taken else (413, 422)), name
        assert one.taken in (taken, None), name
        if taken:
            assert foreign_bytes(now[-1].content or b"", *one.foreign) == [], name
        else:
            assert not [piece for piece in one.foreign if piece and piece in answer.data], name
    standing = [shot for shot in kept(walk, public_id) if shot.replaced_at is None]
    assert len(standing) == 1, "what was refused has taken no picture's place"


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (too_small(), "200 × 150 pixels"),
        (too_large(), "MB; it has to be smaller than"),
        (b"%PDF-1.7 a letter", "neither a JPEG nor a PNG"),
        (b"", "This file is empty"),
    ],
    ids=["small", "large", "letter", "nothing"],
)
@pytest.mark.parametrize("step", ["card", "selfie"])
def test_P41_what_is_wrong_is_said_with_the_measure(walk: Walk, step: str, file: bytes, words: str) -> None:
    answer = send(walk, public_id := walk.registered(), file, step)
    assert (answer.status_code, kept(walk, public_id)) == (422, [])
    assert words in answer.text


class Diskless:
    """An application around which no temporary file can be made."""

    def __init__(self, inner: Any, patch: pytest.MonkeyPatch) -> None:
        self.inner, self.patch, self.called = inner, patch, 0

    def __call__(self, *call: Any) -> Any:
        self.called += 1
        with self.patch.context() as patch:
            patch.setattr(tempfile, "tempdir", "/nowhere/at/all")
            return self.inner(*call)


@pytest.fixture
def diskless(walk: Walk, monkeypatch: pytest.MonkeyPatch) -> Iterator[Walk]:
    """The desk in a house that has no temporary folder."""
    app = walk.world.app
    around = Diskless(app.wsgi_app, monkeypatch)
    monkeypatch.setattr(app, "wsgi_app", around)
    yield walk
    assert around.called


def large() -> bytes:
    """A picture that any framework would put on the disk while it reads it."""
    file = jpeg(noise(9, 1100, 900), quality=95)
    assert 700_000 < len(file) < 2_000_000
    return file


def shots(walk: Walk, public_id: str) -> list[AgentPicture]:
    return [one for one in kept(walk, public_id) if (one.width, one.height) == (1100, 900)]


@pytest.mark.parametrize(
    ("status", "step", "fields"),
    [
        (S.BASIC_DATA, "card", {}),
        (S.CARD_ACCEPTED, "selfie", {}),
        (S.HELP, "documents", {"kind": "npwp", "with_selfie": "y"}),
    ],
)
def test_P40_no_picture_sent_to_the_desk_reaches_the_disk(
    diskless: Walk, status: AgentStatus, step: str, fields: dict[str, str]
) -> None:
    public_id = diskless.to(status)
    assert send(diskless, public_id, large(), step, **fields).status_code == 303
    assert len(shots(diskless, public_id)) == 1


def test_P40_no_picture_sent_by_a_phone_reaches_the_disk(diskless: Walk) -> None:
    public_id = diskless.registered()
    phone = hand_over(diskless, public_id, "identity")
    assert phone.send("identity", large()).status_code == 303
    assert len(shots(diskless, public_id)) == 1


def test_a_true_picture_is_taken_after_all_of_them(walk: Walk) -> None:
    public_id = walk.registered()
    assert send(walk, public_id, card()[:5000]).status_code == 422
    assert send(walk, public_id, card()).status_code == 303
    walk.world.work()
    assert walk.agent(public_id).state is S.CARD_ACCEPTED
