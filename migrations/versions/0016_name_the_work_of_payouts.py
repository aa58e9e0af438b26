"""Name the work and the marks of payouts after all their kinds, and that of rates after their room."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

OUTBOX = sa.table("outbox", sa.column("kind", sa.String))
READINGS = sa.table("list_readings", sa.column("name", sa.String))
RENAMED = {f"disbursements.{name}": f"payouts.{name}" for name in ("send", "settle", "look_up", "release")}
RENAMED |= {f"international.{name}": f"corridors.{name}" for name in ("read_rates", "read_form")}


def upgrade() -> None:
    for before, now in RENAMED.items():
        _rename(OUTBOX, OUTBOX.c.kind, before, now)
    _rename(READINGS, READINGS.c.name, "disbursements", "disbursement")


def downgrade() -> None:
    for before, now in RENAMED.items():
        _rename(OUTBOX, OUTBOX.c.kind, now, before)
    # What is read of other kinds was not known before.
    op.execute(sa.delete(READINGS).where(READINGS.c.name == "international"))
    _rename(READINGS, READINGS.c.name, "disbursement", "disbursements")


def _rename(table: sa.TableClause, column: sa.ColumnClause[str], before: str, after: str) -> None:
    op.execute(sa.update(table).where(column == before).values({column.key: after}))
