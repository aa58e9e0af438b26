"""P40: a picture of papers is ciphertext at rest and nowhere else, and its key can be changed meanwhile."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import redis
from cryptography.fernet import Fernet
from sqlalchemy import LargeBinary, select, text, type_coerce

from app.agents.picture_models import AgentPicture
from app.agents.statuses import AgentStatus
from app.db.base import metadata
from app.extensions import db
from app.vault.sealed_columns import rotate
from tests import services
from tests.agents.leaks import Pictures, files_below, leaks
from tests.agents.phones import kept
from tests.agents.shots import take_document
from tests.agents.walk import Walk
from tests.house.log_lines import captured
from tests.pictures import card, selfie
from tests.users.bench import ON_POSTGRESQL
from tests.vault.rings import with_keys
from tests.world import a_world

S = AgentStatus
NEW = Fernet.generate_key().decode()


def every_value() -> Iterator[bytes]:
    """Each value of each column as it lies in the database."""
    db.session.rollback()
    for table in metadata.sorted_tables:
        for row in db.session.execute(text(f'SELECT * FROM "{table.name}"')):
            yield from (
                bytes(one) if isinstance(one, (bytes, memoryview)) else str(one).encode() for one in row
            )


def address(walk: Walk, public_id: str) -> str:
    return f"/agents/{public_id}/pictures/{kept(walk, public_id)[0].id}"


def redis_of_this_suite() -> str:
    """A Redis database that no other suite uses which runs at the same time."""
    return f"{services.need(services.redis_url).rpartition('/')[0]}/{7 if ON_POSTGRESQL else 8}"


@pytest.fixture
def queue() -> Iterator[redis.Redis]:
    """An empty Redis as the queue."""
    client = redis.Redis.from_url(redis_of_this_suite())
    client.flushdb()
    yield client
    client.flushdb()
    client.close()


def everything_in(queue: redis.Redis) -> bytes:
    """All that Redis holds, key by key."""
    ways: dict[Any, Callable[[Any], Any]] = {
        b"list": lambda key: queue.lrange(key, 0, -1),
        b"hash": queue.hgetall,
        b"string": queue.get,
        b"zset": lambda key: queue.zrange(key, 0, -1),
        b"set": queue.smembers,
    }
    keys: Any = queue.keys("*")
    return b"\n".join(key + str(ways[queue.type(key)](key)).encode() for key in keys)


def send_all(walk: Walk) -> list[bytes]:
    """Send card, selfie and a document, some without an answer; what was uploaded and what is kept."""
    walk.world.flip.fault("PUT /identities", "drop_reply", times=1)
    public_id = walk.to(S.HELP)
    take_document(walk, public_id, "npwp", 61)
    walk.staff.post(f"/agents/{public_id}/documents/send")
    walk.world.flip.fault("POST /documents", "status", status=500, body="<h1>broken</h1>", times=1)
    walk.world.work()
    walk.staff.get(address(walk, public_id))
    return [card(), selfie(), card(61), *(one.content or b"" for one in kept(walk, public_id))]


def test_P40_no_stretch_of_a_picture_is_in_a_column_a_file_or_the_log(walk: Walk, tmp_path: Path) -> None:
    with captured() as log:
        pictures = Pictures(*send_all(walk))
    assert log.text
    assert not pictures.are_in(log.text.encode())
    values = list(every_value())
    assert len(values) > 500
    assert not [value for value in values if pictures.are_in(value)]
    assert leaks(pictures, files_below(tmp_path)) == []


def test_P40_no_stretch_of_a_picture_is_in_redis(queue: redis.Redis, tmp_path: Path) -> None:
    with a_world(tmp_path, QUEUE_URL=redis_of_this_suite()) as world:
        pictures = Pictures(*send_all(Walk(world)))
    held = everything_in(queue)
    assert held, "no bell was rung there, so nothing was tested"
    assert not pictures.are_in(held)


def test_P40_a_picture_is_ciphertext_in_its_column(walk: Walk) -> None:
    public_id = walk.to(S.CARD_ACCEPTED)
    raw = db.session.scalar(select(type_coerce(AgentPicture.content, LargeBinary)))
    assert raw
    assert raw.startswith(b"gAAAA")
    [shot] = kept(walk, public_id)
    assert not Pictures(shot.content or b"").are_in(raw)


def test_P40_a_picture_is_seen_before_during_and_after_its_key_is_changed(walk: Walk) -> None:
    agents = [walk.registered() for _ in range(6)]
    for public_id in agents:
        walk.take(public_id, "identity")

    def seen() -> list[int]:
        return [walk.staff.get(address(walk, public_id)).status_code for public_id in agents]

    assert seen() == [200] * 6
    old = walk.world.app.config["SETTINGS"].vault_keys
    with with_keys(walk.world.app, NEW, *old):
        killed = rotate()
        while sealed_anew() == 0:
            next(killed)
        killed.close()
        assert 0 < sealed_anew() < 6
        assert seen() == [200] * 6
        list(rotate())
        assert sealed_anew() == 6
    with with_keys(walk.world.app, NEW):
        assert seen() == [200] * 6
        walk.world.work()
        assert walk.agent(agents[0]).state is S.CARD_ACCEPTED, "and it is sent with the new key alone"


def sealed_anew() -> int:
    """How many pictures the new key opens by itself."""
    db.session.rollback()
    newest = Fernet(NEW)
    raws = db.session.scalars(select(type_coerce(AgentPicture.content, LargeBinary))).all()
    return sum(_opens(newest, raw) for raw in raws)


def _opens(key: Fernet, raw: bytes) -> bool:
    try:
        key.decrypt(bytes(raw))
    except Exception:
        return False
    return True
