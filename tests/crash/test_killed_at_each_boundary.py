"""A worker killed outright at any boundary of a sending leaves one transfer at Flip, under one key."""

import pytest
from sqlalchemy import select

from app.extensions import db
from app.timeline.models import Event
from tests.crash.approved import add_approved
from tests.crash.boundaries import HEARING, RESENDING, SENDING, SETTLING
from tests.crash.scene import Scene, assert_books_agree

pytestmark = [pytest.mark.processes, pytest.mark.alike]


def _killed_and_done(scene: Scene, boundary: str) -> None:
    row_ids = add_approved(1)
    keys = [row.idempotency_key for row in scene.rows(row_ids)]
    scene.killed_at(boundary)
    with scene.worker():
        scene.await_all(row_ids, "PENDING")
    assert_books_agree(scene, row_ids, keys)


@pytest.mark.parametrize("boundary", SENDING)
def test_P1_P8_killed_while_sending(scene: Scene, boundary: str) -> None:
    if boundary == "Flip is working on it":
        scene.fault("delay", seconds=0.6, times=1)
    _killed_and_done(scene, boundary)


@pytest.mark.parametrize("boundary", SETTLING)
def test_P5_killed_while_asking_by_key(scene: Scene, boundary: str) -> None:
    scene.fault("drop_reply", times=1)
    _killed_and_done(scene, boundary)


@pytest.mark.parametrize("boundary", RESENDING)
def test_P4_killed_while_sending_the_same_key_again(scene: Scene, boundary: str) -> None:
    scene.fault("status", status=500, times=1)
    if boundary == "Flip is working on the same key":
        scene.fault("delay", seconds=0.6, times=2)
    _killed_and_done(scene, boundary)


@pytest.mark.parametrize("boundary", HEARING)
def test_P15_killed_while_working_flips_callback(scene: Scene, boundary: str) -> None:
    row_ids = add_approved(1)
    keys = [row.idempotency_key for row in scene.rows(row_ids)]
    with scene.worker():
        scene.await_all(row_ids, "PENDING")
    scene.done_at_flip(scene.rows(row_ids)[0].flip_id)
    scene.killed_at(boundary)
    assert scene.statuses(row_ids) == {"PENDING"}
    with scene.worker():
        scene.await_all(row_ids, "DONE")
    assert_books_agree(scene, row_ids, keys)
    arrived = select(Event.cause).where(Event.subject_id == row_ids[0], Event.verb == "disbursement.done")
    assert len(db.session.scalars(arrived).all()) == 1
