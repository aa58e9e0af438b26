"""P44: a worker that stopped is said on every page, because whatever one does there waits."""

from datetime import timedelta

from app.db.base import table_of
from app.db.transaction import transaction
from app.lib import clock
from app.outbox.models import Heartbeat
from tests.users.bench import House, later

WORDS = "No worker is alive"


def test_P44_a_stopped_worker_is_said_on_every_page_and_once_on_the_overview(house: House) -> None:
    browser = house.as_("staff")
    with transaction() as session:
        row = {"worker": "one", "beat_at": clock.now(), "started_at": clock.now()}
        session.execute(table_of(Heartbeat).insert().values(row))
    for page in ("/bills/", "/disbursements/"):
        assert WORDS not in browser.get(page).text
    with later(timedelta(seconds=21)):
        for page in ("/bills/", "/disbursements/", "/"):
            assert browser.get(page).text.count(WORDS) == 1
