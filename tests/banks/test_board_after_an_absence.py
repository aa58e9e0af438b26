"""The board does not wait for the clock when Flip could not be asked and is heard again."""

from datetime import timedelta

from sqlalchemy import select

from app.banks.models import Bank
from app.banks.tasks import refresh_by_clock
from app.extensions import db
from app.gateway.tasks import look
from tests.gateway.bench import nobody_at_home, reach
from tests.users.bench import later
from tests.world import World


def banks() -> int:
    db.session.rollback()
    return len(db.session.scalars(select(Bank.id)).all())


def test_P44_a_list_that_could_not_be_read_is_read_as_soon_as_flip_is_heard(world: World) -> None:
    reach(world, url=nobody_at_home())
    refresh_by_clock()
    refresh_by_clock()
    world.work()
    assert banks() == 0
    reach(world)
    with later(timedelta(seconds=31)):
        look()
        world.work()
    assert banks() > 10
