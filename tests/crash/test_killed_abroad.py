"""A worker killed while it sends money abroad leaves one transfer at Flip, under the key it always had."""

import pytest

from app.corridors.statuses import TransactionType
from app.corridors.tasks import read_rates
from tests.crash.boundaries import ABROAD
from tests.crash.scene import Scene
from tests.international import abroad

pytestmark = [pytest.mark.processes, pytest.mark.alike]


def test_P1_P8_killed_while_sending_abroad(scene: Scene) -> None:
    scene.copy.panel("rates/GBR", {"active": True})
    read_rates(TransactionType.C2C)
    for number, boundary in enumerate(ABROAD):
        public_id = abroad.submit(f"crash-{number}", amount=abroad.VALUES["amount"] + number)
        abroad.approve(public_id)
        row_id, key = abroad.stored(public_id).id, abroad.stored(public_id).transaction.idempotency_key
        scene.killed_at(boundary)
        with scene.worker():
            scene.await_all([row_id], "PENDING")
        ours = [one for one in scene.copy.books()["international"] if one["idempotency_key"] == key]
        movement = abroad.stored(public_id).transaction
        assert [str(one["id"]) for one in ours] == [movement.flip_id], boundary
        assert (movement.idempotency_key, movement.attention) == (key, None)
    books = scene.copy.books()
    spent = sum(one["amount"] + one["fee"] for one in books["international"])
    assert len(books["international"]) == len(ABROAD)
    assert books["balance"] == scene.start_balance - spent
