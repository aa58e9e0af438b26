"""Checks of the connection that people ask for: a row, the work it promises, and what it found."""

from datetime import timedelta

from sqlalchemy import delete, insert, select

from app.audit.record import record
from app.audit.verbs import name_verbs
from app.db.base import table_of
from app.db.compare_and_set import compare_and_set
from app.db.transaction import release, transaction
from app.extensions import db
from app.gateway.looks import Check
from app.gateway.models import ConnectionCheck
from app.lib import clock
from app.lib.labels import mark
from app.outbox.clockwork import every
from app.outbox.promises import promise, work

KEPT = timedelta(days=90)
# Whoever asks while a check is under way is shown that one.
UNDER_WAY = timedelta(minutes=2)
_checks = table_of(ConnectionCheck)

name_verbs({"connection.check": mark("had the connection to Flip checked")})


def request(person_id: int | None, person_name: str) -> None:
    """Have the whole connection looked at by the worker, soon after the commit."""
    with transaction():
        request_within(person_id, person_name)


def request_within(person_id: int | None, person_name: str) -> None:
    """The same inside the caller's transaction."""
    known = latest()
    if known and known.finished_at is None and clock.now() - known.asked_at < UNDER_WAY:
        return
    values = {"asked_by_id": person_id, "asked_by": person_name, "asked_at": clock.now()}
    statement = insert(_checks).values(values).returning(_checks.c.id)
    check_id = db.session.execute(statement).scalar_one()
    record("connection.check", ("connection_check", str(check_id)))
    promise("gateway.check", {"check_id": check_id})


def latest() -> ConnectionCheck | None:
    """The newest check, finished or not."""
    return db.session.scalar(select(ConnectionCheck).order_by(ConnectionCheck.id.desc()).limit(1))


@work("gateway.check", tries=3)
def check(check_id: int) -> None:
    """Ask Flip everything and keep what was found; asking twice does no harm."""
    release()
    looked = Check()
    findings = looked.run()
    looked.conclude()
    found = {"results": [finding.stored() for finding in findings], "finished_at": clock.now()}
    with transaction():
        compare_and_set(_checks, check_id, expect={"finished_at": None}, values=found)


@every(name="gateway.forget_checks", minutes=60)
def forget_old() -> None:
    """Remove checks of long ago."""
    with transaction() as session:
        session.execute(delete(_checks).where(_checks.c.asked_at < clock.now() - KEPT))
