"""Keep from where the money of a transfer through an agent comes."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("disbursements") as table:
        table.add_column(sa.Column("direction", sa.String(length=48), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("disbursements") as table:
        table.drop_column("direction")
