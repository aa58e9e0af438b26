"""Three hundred payouts through a bad Flip, their worker killed fifty times: none doubled, none lost (P9)."""

import random

import pytest

from tests.crash.approved import add_approved
from tests.crash.scene import Scene, assert_books_agree

pytestmark = [pytest.mark.processes, pytest.mark.alike]

SEED = 20_261_120
KILLS, BROUGHT_EACH_TIME = 50, 6
LONGEST_LIFE = 0.5
BANKS = ("bca", "bni", "bri", "mandiri")


def test_P9_P10_killed_fifty_times_none_of_300_payouts_is_doubled_or_lost(scene: Scene) -> None:
    chance = random.Random(SEED)
    scene.fault("status", status=500, rate=0.1, seed=chance.randrange(10**6))
    scene.fault("drop_reply", rate=0.1, seed=chance.randrange(10**6))
    scene.fault("delay", seconds=0.03)
    row_ids: list[int] = []
    for _ in range(KILLS):
        row_ids += add_approved(BROUGHT_EACH_TIME, bank_codes=BANKS)
        with scene.worker() as worker:
            scene.await_sign_of_life(worker)
            worker.join(chance.uniform(0.0, LONGEST_LIFE))
            assert worker.is_alive(), scene.said()
        scene.let_leases_run_out()
    keys = [row.idempotency_key for row in scene.rows(row_ids)]
    assert len(set(keys)) == len(row_ids) == 300
    with scene.worker():
        scene.await_all(row_ids, "PENDING")
    assert_books_agree(scene, row_ids, keys)
    assert len(scene.copy.books()["disbursements"]) == 300
    assert scene.found_lost() > KILLS, "the kills met hardly any sending"
