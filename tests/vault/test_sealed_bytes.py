"""P40: pictures are ciphertext at rest, bound to their column, and their keys rotate a few at a time."""

from collections.abc import Iterator

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import Column, Integer, LargeBinary, Table, insert, select, type_coerce, update

from app.db.base import metadata
from app.db.transaction import transaction
from app.extensions import db
from app.vault.keys import CannotUnseal, unseal_bytes
from app.vault.sealed_columns import SealedBytes, SealedText, rotate, sealed_columns, try_all
from tests import pictures
from tests.users.bench import House
from tests.vault.rings import with_keys

NEW = Fernet.generate_key().decode()
PURPOSE = "album.content"


@pytest.fixture
def album(house: House) -> Iterator[Table]:
    """A table with a sealed picture and a sealed text in each row."""
    table = Table(
        "album",
        metadata,
        Column("id", Integer, primary_key=True),
        Column("content", SealedBytes(PURPOSE)),
        Column("caption", SealedText("album.caption")),
    )
    with transaction() as session:
        table.create(session.connection(), checkfirst=True)
    yield table
    db.session.rollback()
    with transaction() as session:
        table.drop(session.connection())
    metadata.remove(table)


def put(album: Table, content: bytes | None, caption: str = "a card") -> int:
    with transaction() as session:
        row = insert(album).values(content=content, caption=caption).returning(album.c.id)
        return int(session.execute(row).scalar_one())


def opened(album: Table, row: int) -> bytes | None:
    db.session.rollback()
    return db.session.scalar(select(album.c.content).where(album.c.id == row))


def stored(album: Table) -> list[bytes]:
    db.session.rollback()
    raw = type_coerce(album.c.content, LargeBinary)
    return list(db.session.scalars(select(raw).where(raw.is_not(None)).order_by(album.c.id)))


def opens(key: str, sealed: bytes) -> bool:
    try:
        Fernet(key).decrypt(sealed)
    except Exception:
        return False
    return True


def test_p40_a_picture_is_ciphertext_in_the_database(album: Table) -> None:
    card = pictures.card()
    row = put(album, card)
    [sealed] = stored(album)
    assert not any(card[at : at + 8] in sealed for at in range(0, len(card) - 8, 8))
    assert opened(album, row) == card


def test_p40_a_picture_moved_to_another_column_opens_nothing(album: Table) -> None:
    put(album, b"one picture")
    [sealed] = stored(album)
    assert unseal_bytes(PURPOSE, sealed) == b"one picture"
    with pytest.raises(CannotUnseal, match="something else"):
        unseal_bytes("elsewhere.content", sealed)


def test_no_picture_stays_none(album: Table) -> None:
    assert opened(album, put(album, None)) is None
    assert stored(album) == []


@pytest.mark.parametrize("content", [b"", b"\x1f", bytes(range(256)), b"\xff" * 100])
def test_any_bytes_come_back_as_they_were(album: Table, content: bytes) -> None:
    assert opened(album, put(album, content)) == content


def test_p40_rotation_seals_pictures_anew_a_few_at_a_time(house: House, album: Table) -> None:
    cards = [pictures.card(seed) for seed in range(1, 4)] * 3
    rows = [put(album, card) for card in cards]
    old = house.app.config["SETTINGS"].vault_keys
    assert album.c.content in sealed_columns()
    with with_keys(house.app, NEW, *old):
        seen = [0, *(progress.seen for progress in rotate())]
        steps = [after - before for before, after in zip(seen, seen[1:], strict=False)]
        assert sorted(steps) == [1, 4, 4, 9], "pictures by four, texts together"
        assert all(opens(NEW, sealed) for sealed in stored(album))
    with with_keys(house.app, NEW):
        try_all()
        assert [opened(album, row) for row in rows] == cards


def test_p40_a_killed_rotation_of_pictures_resumes(house: House, album: Table) -> None:
    for seed in range(6):
        put(album, f"picture {seed}".encode())
    old = house.app.config["SETTINGS"].vault_keys
    with with_keys(house.app, NEW, *old):
        killed = rotate()
        while not any(opens(NEW, sealed) for sealed in stored(album)):
            next(killed)
        killed.close()
        before = stored(album)
        assert [opens(NEW, sealed) for sealed in before] == [True] * 4 + [False] * 2
        list(rotate())
        after = stored(album)
        assert after[:4] == before[:4], "what was sealed anew is left alone"
        assert all(opens(NEW, sealed) for sealed in after)
        assert list(rotate())[-1].resealed == 0


def test_p40_a_picture_deleted_meanwhile_stays_deleted(house: House, album: Table) -> None:
    rows = [put(album, b"one"), put(album, b"two")]
    old = house.app.config["SETTINGS"].vault_keys
    with with_keys(house.app, NEW, *old):
        turning = rotate(batch=1)
        next(turning)
        with transaction() as session:
            session.execute(update(album).values(content=None).where(album.c.id == rows[1]))
        list(turning)
        assert opened(album, rows[1]) is None


def test_a_picture_no_key_opens_is_named_and_the_rest_goes_on(house: House, album: Table) -> None:
    old = house.app.config["SETTINGS"].vault_keys
    put(album, b"one")
    with with_keys(house.app, Fernet.generate_key().decode()):
        lost = put(album, b"two")
    put(album, b"three")
    with with_keys(house.app, NEW, *old):
        last = list(rotate())[-1]
    assert f"album.content/{lost}" in last.unreadable
    assert sum(opens(NEW, sealed) for sealed in stored(album)) == 2
