"""Name the work, the deeds and the marks of payouts after all their kinds."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

OUTBOX = sa.table("outbox", sa.column("kind", sa.String), sa.column("once", sa.String))
READINGS = sa.table("list_readings", sa.column("name", sa.String))
WORK = ("send", "settle", "look_up", "release")


def upgrade() -> None:
    for name in WORK:
        _rename(OUTBOX, OUTBOX.c.kind, f"disbursements.{name}", f"payouts.{name}")
    _rename(READINGS, READINGS.c.name, "disbursements", "disbursement")


def downgrade() -> None:
    for name in WORK:
        _rename(OUTBOX, OUTBOX.c.kind, f"payouts.{name}", f"disbursements.{name}")
    # What is read of other kinds was not known before.
    op.execute(sa.delete(READINGS).where(READINGS.c.name == "international"))
    _rename(READINGS, READINGS.c.name, "disbursement", "disbursements")


def _rename(table: sa.TableClause, column: sa.ColumnClause[str], before: str, after: str) -> None:
    op.execute(sa.update(table).where(column == before).values({column.key: after}))
