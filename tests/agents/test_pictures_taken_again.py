"""A picture that was replaced, deleted or is wanted no more is gone, and nothing waits for it."""

import pytest

from app.agents import pictures, tasks
from app.agents.picture_models import AgentPicture, Stage
from app.agents.pictures import Taker
from app.agents.pictures_sent import begin
from app.agents.queries import pictures as standing
from app.agents.statuses import AgentStatus
from app.agents.steps import Step, open_steps
from app.db.base import table_of
from app.db.compare_and_set import change
from app.db.transaction import transaction
from app.lib import clock
from app.vault.pictures import take_in
from tests.agents.phones import kept
from tests.agents.shots import (
    A_WHILE,
    at_flip,
    content,
    elsewhere,
    names,
    picture,
    work_on,
)
from tests.agents.walk import Walk
from tests.pictures import card

S = AgentStatus


def test_taken_again_before_it_was_sent_the_newer_one_counts_and_the_first_is_gone(walk: Walk) -> None:
    public_id = walk.registered()
    first, second = walk.take(public_id, "identity"), walk.take(public_id, "identity", card(14))
    walk.world.work()
    assert at_flip(walk, public_id) == [("identity", picture(second).size)]
    gone = kept(walk, public_id)[0]
    assert (gone.id, gone.content) == (first, None)
    assert gone.deleted_at is not None
    assert gone.replaced_at is not None
    assert content(second) == take_in(card(14)).content


def test_taken_again_after_it_was_sent_the_content_of_the_first_is_gone(walk: Walk) -> None:
    public_id = walk.to(S.CARD_ACCEPTED)
    walk.take(public_id, "identity", card(15))
    assert [one.content is None for one in kept(walk, public_id)] == [True, False]
    assert kept(walk, public_id)[0].stage is Stage.TAKEN, "that Flip had it stays"


def test_replaced_in_the_middle_of_its_call_both_end_well(walk: Walk) -> None:
    public_id = walk.registered()
    first = walk.take(public_id, "identity")
    sending = begin(table_of(AgentPicture).c.id == first)
    assert sending
    second = walk.take(public_id, "identity", card(16))
    walk.world.work()
    assert at_flip(walk, public_id) == [("identity", picture(second).size)]
    assert list(standing(walk.agent(public_id).id)) == ["identity"]
    assert standing(walk.agent(public_id).id)["identity"].id == second


@pytest.mark.parametrize("part", ["identity", "selfie"])
def test_two_pictures_of_one_part_at_once_leave_one(walk: Walk, part: str) -> None:
    public_id = walk.registered()
    shots = [take_in(card(seed)) for seed in range(40, 44)]
    takers = [Taker(walk.maker()) for _ in shots]
    walk.world.house.all_at_once(
        lambda number: pictures.keep(public_id, part, shots[number], takers[number]), len(shots)
    )
    stands = [one for one in kept(walk, public_id) if one.replaced_at is None]
    assert len(kept(walk, public_id)) == len(shots)
    assert [one.content is not None for one in stands] == [True]
    assert [one.content for one in kept(walk, public_id) if one.replaced_at] == [None] * 3


def test_a_picture_deleted_before_it_was_sent_is_not_sent_and_nothing_waits(walk: Walk) -> None:
    public_id = walk.registered()
    number = walk.take(public_id, "identity")
    with transaction():
        change(table_of(AgentPicture), number, content=None, deleted_at=clock.now())
    walk.world.work()
    assert names(walk, public_id) == []
    assert picture(number).stage is Stage.KEPT
    assert open_steps(walk.agent(public_id))[0] is Step.CARD


def test_a_picture_flip_does_not_want_any_more_waits_for_nothing(walk: Walk) -> None:
    public_id = walk.registered()
    walk.world.flip.panel("clock", {"maintenance": True})
    number = walk.take(public_id, "identity")
    walk.world.work()
    walk.world.flip.panel("clock", {"maintenance": False})
    elsewhere(walk, public_id, "identity")
    elsewhere(walk, public_id, "selfie")
    tasks.read(walk.agent(public_id).id)
    work_on(walk, by=A_WHILE)
    assert names(walk, public_id) == ["identity", "selfie"], "the two from elsewhere"
    assert (picture(number).stage, picture(number).waiting_for) == (Stage.KEPT, None)
