"""What `/readyz` checks and `/metrics` counts."""

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import text

from app.bills import queries as bills
from app.callbacks import queries as callbacks
from app.extensions import db, huey, migrate
from app.gateway import state
from app.lib import clock
from app.outbox import queries as outbox
from app.payments import queries as payments
from app.web.health import Health


def watch(app: Flask) -> None:
    """Connect the checks and figures."""
    health: Health = app.extensions["health"]
    health.check("database", database)
    health.check("migrations", migrations)
    health.check("queue", queue)
    health.check("worker", worker)
    health.figure("bills", "Bills by status.", ("status",), bills.counts_by_status)
    health.figure("payments", "Payments by status.", ("status",), payments.counts_by_status)
    health.figure("receipts", "Callbacks by verdict.", ("verdict",), callbacks.counts_by_verdict)
    health.figure("work", "Promised work by state.", ("state",), outbox.counts_by_state)
    health.figure("refused_tokens", "Callbacks refused for their token.", ("kind",), callbacks.refused_counts)
    health.figure("heartbeat_seconds", "Seconds since a worker was alive.", (), _heartbeat_age)
    health.figure("flip_up", "1 while Flip answers well.", ("state",), _flip_up)


def database() -> str | None:
    """None when the database answers."""
    db.session.execute(text("SELECT 1"))
    return None


def migrations() -> str | None:
    """None when the tables are those this code expects."""
    wanted = ScriptDirectory(str(migrate.directory)).get_current_head()
    with db.engine.connect() as connection:
        stands = MigrationContext.configure(connection).get_current_revision()
    return None if stands == wanted else f"the database is at {stands or 'nothing'}, the code at {wanted}"


def queue() -> str | None:
    """None when the doorbell's queue answers."""
    huey.pending_count()
    return None


def worker() -> str | None:
    """None when a worker is alive."""
    return None if outbox.worker_is_alive() else "no worker was alive in the last twenty seconds"


def _heartbeat_age() -> dict[tuple[str, ...], float]:
    beat = outbox.last_heartbeat()
    return {} if beat is None else {(): (clock.now() - beat).total_seconds()}


def _flip_up() -> dict[tuple[str, ...], float]:
    known = state.connection().state
    return {(known.value,): float(known in state.WELL)}
