"""Flip's working hours show on the pages even while it answers well."""

from app.gateway import state
from app.gateway.models import FlipState
from app.gateway.tasks import look, look_at_hours
from tests.world import World


def test_a_flip_that_answers_well_may_be_outside_its_hours(world: World) -> None:
    world.flip.panel("clock", {"operational": True})
    look()
    assert state.connection().state is FlipState.WELL
    world.flip.panel("clock", {"operational": False})
    look_at_hours()
    assert state.connection().state is FlipState.CLOSED
    assert "outside its working hours" in world.as_("staff").get("/banks/").text
    world.flip.panel("clock", {"operational": True})
    look_at_hours()
    assert state.connection().state is FlipState.WELL
